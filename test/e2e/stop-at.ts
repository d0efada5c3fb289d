// Stops what runs on a host between any two of its steps, from outside: the tools of the running system, which the agent's
// units use, are replaced by ones that wait when they are called in a certain way.

import { eventually } from '../lab/command.ts'
import type { LabHost } from '../lab/lab.ts'

const wrapper = `#!/bin/bash
if [ -e /run/lab-stop ]; then
  { read -r pattern; read -r needs; } < /run/lab-stop
  case "\${0##*/} $*" in
    $pattern)
      if [ -e "$needs" ]; then
        /usr/bin/touch /run/lab-stopped
        while [ -e /run/lab-stop ]; do /usr/bin/sleep 0.05; done
      fi
      ;;
  esac
fi
exec "/usr/bin/\${0##*/}" "$@"
`

/**
 * From now on, a tool of the running system waits before it does anything when its command line matches the shell pattern,
 * and the file \`needs\` is there. A reboot lifts it.
 */
export async function stopAt(host: LabHost, pattern: string, needs = '/'): Promise<void> {
  const tool = pattern.split(' ', 1)[0] ?? ''
  await host.sh('cat > /run/wrapper; chmod +x /run/wrapper; rm -f /run/lab-stopped', { input: wrapper })
  await host.writeInStore(`cp -f --remove-destination /run/wrapper /run/current-system/sw/bin/${tool}`)
  await host.sh('cat > /run/lab-stop', { input: `${pattern}\n${needs}\n` })
}

/** Waits until something has stopped where \`stopAt\` said. */
export async function stopped(host: LabHost): Promise<void> {
  await eventually(`${host.name} stops where it was told to`, () => host.readFile('/run/lab-stopped') !== undefined, { withinMs: 150_000 })
}

/** Lets what has stopped go on. */
export async function letGo(host: LabHost): Promise<void> {
  await host.sh('rm -f /run/lab-stop')
}
