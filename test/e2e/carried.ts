// Archives of the lab's fixture, and a runner that has nothing but them: no Nix, no git, no checkout.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { RunResult } from '../github/runner.ts'
import type { Lab } from '../lab/lab.ts'
import type { LabRunOptions } from '../lab/runner-machine.ts'
import { act, expectGreen, type Inputs } from './scenario.ts'

/** A file or directory below the runner's work directory. */
export interface Place {
  /** As the runner sees it. */
  inside: string
  /** As this process sees it. */
  outside: string
}

export class Carried {
  readonly #lab: Lab
  #places = 0

  constructor(lab: Lab) {
    this.#lab = lab
  }

  /** A place where nothing is yet. */
  place(ending = ''): Place {
    const { inside, outside } = this.#lab.runner.work
    const name = `carried-${++this.#places}${ending}`
    return { inside: join(inside, name), outside: join(outside, name) }
  }

  /** Makes an archive of what is checked out: a directory, or a tar where the place ends so. */
  async make(inputs: Inputs = {}, ending = '.tar'): Promise<Place> {
    const place = this.place(ending)
    expectGreen(await this.#lab.runner.run({ command: 'archive', configurations: 'staging', 'archive-path': place.inside, ...inputs }))
    return place
  }

  /** A copy of an archive that is a directory, changed. */
  changed(original: Place, change: (directory: string) => void): Place {
    const place = this.place()
    cpSync(original.outside, place.outside, { recursive: true })
    change(place.outside)
    return place
  }

  /** Runs the action where there is nothing but it, the archive, ssh and curl. */
  async act(archive: Place, inputs: Inputs, options: LabRunOptions = {}): Promise<RunResult> {
    await this.#lab.runner.sh(
      'mkdir -p /opt/bare/bin && ln -sf /opt/no-nix/bin/* /opt/bare/bin/ && rm -f /opt/bare/bin/git* && ! ls /opt/bare/bin | grep -q nix-',
    )
    return act(this.#lab, { archive: archive.inside, ...inputs }, { path: '/opt/bare/bin', cwd: '/', ...options })
  }
}
