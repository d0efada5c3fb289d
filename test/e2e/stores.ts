// Stores to which the end-to-end tests publish.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { eventually, mustExecute } from '../lab/command.ts'
import type { Lab, LabHost } from '../lab/lab.ts'

/** nginx as a binary cache that takes uploads (PUT), on a machine of the suite forky. */
export class WebStore {
  readonly url: string
  readonly directory = '/srv/store'
  private readonly host: LabHost

  private constructor(host: LabHost) {
    this.host = host
    this.url = `http://${host.address}`
  }

  static async start(host: LabHost): Promise<WebStore> {
    const store = new WebStore(host)
    await host.sh(`install -d -o www-data ${store.directory} /srv/uploads`)
    await store.configure('')
    await host.sh('systemd-run --quiet --unit=store /usr/sbin/nginx -c /root/nginx.conf')
    return store
  }

  private async configure(more: string): Promise<void> {
    await this.host.sh('cat > /root/nginx.conf', {
      input: `daemon off; user www-data; pid /run/nginx.pid; events {}
        http {
          log_format plain '$request_method $uri $status $remote_addr'; access_log /root/access.log plain;
          client_max_body_size 0; client_body_temp_path /srv/uploads;
          server { listen 80; root ${this.directory}; create_full_put_path on; ${more.includes('dav_methods') ? '' : 'dav_methods PUT;'} ${more} }
        }`,
    })
  }

  /** Serves with these directives too, in the place of those of the last call: `limit_rate 100000;`. */
  async reconfigure(more: string): Promise<void> {
    await this.configure(more)
    await this.host.sh('nginx -c /root/nginx.conf -s reload')
  }

  /** What was asked since the last call: `GET /….narinfo 404 198.51.100.11`. */
  async requests(): Promise<string[]> {
    return (await this.host.sh('cat /root/access.log && : > /root/access.log')).split('\n')
  }

  /** The store as it was before anything was published. */
  async empty(): Promise<void> {
    await this.host.sh(`find ${this.directory} -mindepth 1 -delete`)
  }

  narInfos(): Promise<string> {
    return this.host.sh(`cat ${this.directory}/*.narinfo`)
  }
}

/** An S3 server in the lab's network; gives its URL for Nix. */
export async function startS3(lab: Lab, bucket: string): Promise<{ url: string; stop(): void }> {
  const directory = join(lab.directory, 's3')
  mkdirSync(directory)
  const [address, port] = ['198.51.100.1', '4568']
  const [file = '', ...argv] = lab.network([process.execPath, join(import.meta.dirname, 's3-server.ts'), address, port, directory, bucket])
  const server = spawn(file, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  server.stdout.on('data', (data: Buffer) => (said += data.toString()))
  await eventually('the S3 server listens', () => said.includes('listening'))
  return { url: `s3://${bucket}?endpoint=http://${address}:${port}&region=us-east-1`, stop: () => void server.kill() }
}

/** What a machine has sent so far, in bytes, to whomever. */
export async function sentBytes(lab: Lab, machine: string): Promise<number> {
  const said = await mustExecute(lab.network(['ip', '-s', '-j', 'link', 'show', 'dev', `vb-${machine}`]))
  const [link] = JSON.parse(said) as { stats64: { rx: { bytes: number } } }[]
  return link?.stats64.rx.bytes ?? NaN
}
