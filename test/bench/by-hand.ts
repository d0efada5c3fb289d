// What people do without us, as shell scripts for the runner machine: with the same key, strict host keys, and as root on the hosts.
import type { Lab } from '../lab/lab.ts'

/** Where a host is reached: by this name, which the SSH configuration of `setUp` knows. */
export interface Reached {
  name: string
  address: string
  port: number
  hostKey: string
}

const nix = "nix --extra-experimental-features 'nix-command flakes'"
const place = '/home/runner/by-hand'
const ssh = `ssh -F ${place}/config`
const toplevel = '.#nixosConfigurations.host.config.system.build.toplevel'

export function knownHosts(hosts: readonly Reached[]): string {
  return hosts.map(({ address, port, hostKey }) => `${port === 22 ? address : `[${address}]:${port}`} ${hostKey}\n`).join('')
}

/** Gives the runner what the scripts need to reach hosts, in place of what they had before. */
export async function setUp({ runner, privateKey }: Lab, hosts: readonly Reached[]): Promise<void> {
  const files = {
    key: privateKey,
    known_hosts: knownHosts(hosts),
    config: [
      ...hosts.map(({ name, address, port }) => `Host ${name}\n  HostName ${address}\n  Port ${port}\n`),
      `Host *\n  IdentityFile ${place}/key\n  IdentitiesOnly yes\n  StrictHostKeyChecking yes\n  UserKnownHostsFile ${place}/known_hosts\n`,
    ].join(''),
  }
  await runner.sh(`mkdir -p ${place}`, { user: 'runner' })
  for (const [name, text] of Object.entries(files)) await runner.sh(`umask 077; cat > ${place}/${name}`, { user: 'runner', input: text })
}

/** Runs a function of the shell for every host, at once, and fails where one fails. */
function forEach(hosts: readonly Reached[], call: string): string {
  return `pids=
for host in ${hosts.map(({ name }) => name).join(' ')}; do ${call} "$host" & pids="$pids $!"; done
for pid in $pids; do wait "$pid"; done`
}

/** What a script of a few lines does. */
export function script(hosts: readonly Reached[], nixBuildOptions: string): string {
  return `export NIX_SSHOPTS='-F ${place}/config'
toplevel=$(${nix} build ${nixBuildOptions} --no-link --print-out-paths '${toplevel}')
deploy() {
  ${nix} copy --no-check-sigs --to "ssh-ng://root@$1" "$toplevel"
  ${ssh} "root@$1" "nix-env -p /nix/var/nix/profiles/system --set $toplevel && $toplevel/bin/switch-to-configuration switch"
}
${forEach(hosts, 'deploy')}`
}

/** Activates what is on a host, in one call. */
export function sshAlone(hosts: readonly Reached[], system: string): string {
  return `deploy() {
  ${ssh} "root@$1" "nix-env -p /nix/var/nix/profiles/system --set ${system} && ${system}/bin/switch-to-configuration switch"
}
${forEach(hosts, 'deploy')}`
}

/**
 * The programs that nixos-rebuild-ng starts for `nixos-rebuild switch --flake .#host --target-host root@HOST`, in nixpkgs' source in 2026, without its
 * Python. For several hosts it is built before, or each one's `nix build` would wait for another's.
 */
export function rebuildCalls(hosts: readonly Reached[], nixBuildOptions: string): string {
  return `rebuild() {
  local target=$1 toplevel control options
  control=$(mktemp -d)
  options="-o ControlMaster=auto -o ControlPath=$control/ssh-%n -o ControlPersist=60"
  toplevel=$(${nix} build --print-out-paths '${toplevel}' --no-link ${nixBuildOptions})
  NIX_SSHOPTS="$options -F ${place}/config" nix-copy-closure --to "root@$1" "$toplevel"
  there() { ${ssh} $options "root@$target" -- env -i 'PATH=\${PATH-}' "$@"; }
  there test -f "$toplevel/nixos-version"
  there nix-env -p /nix/var/nix/profiles/system --set "$toplevel"
  there test -d /run/systemd/system
  there 'LOCALE_ARCHIVE=\${LOCALE_ARCHIVE-}' 'NIXOS_NO_CHECK=\${NIXOS_NO_CHECK-}' NIXOS_INSTALL_BOOTLOADER=0 \\
    systemd-run -E LOCALE_ARCHIVE -E NIXOS_INSTALL_BOOTLOADER -E NIXOS_NO_CHECK --collect --no-ask-password --pipe --quiet --service-type=exec \\
    --unit=nixos-rebuild-switch-to-configuration "$toplevel/bin/switch-to-configuration" switch
  ssh -o "ControlPath=$control/ssh-$1" -O exit dummyhost 2> /dev/null
  rm -r "$control"
}
${hosts.length > 1 ? `${nix} build '${toplevel}' --no-link ${nixBuildOptions}` : ''}
${forEach(hosts, 'rebuild')}`
}
