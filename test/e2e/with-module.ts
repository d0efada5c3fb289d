// Hosts with the NixOS module: evaluated by Nix on the runner (test/module/evaluate.nix), and what it comes to put where NixOS puts it.
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Lab, LabHost } from '../lab/lab.ts'

const root = resolve(import.meta.dirname, '../..')

export interface Unit {
  description: string
  after: string[]
  unitConfig?: Record<string, string>
  serviceConfig: Record<string, string | number | boolean>
}

interface Rule {
  users: string[]
  runAs: string
  commands: { command: string; options: string[] }[]
}

/** What the module defines of a configuration. */
export interface Config {
  assertions: { assertion: boolean; message: string }[]
  environment: { etc: Record<string, { text: string }> }
  users: { users: Record<string, { openssh: { authorizedKeys: { keys: string[] } } }> }
  security: { sudo: { extraRules: Rule[]; extraConfig: string }; 'sudo-rs': { extraRules: Rule[] } }
  services: { openssh: { settings: { ExposeAuthInfo?: boolean } } }
  boot: { kernel: { sysctl: Record<string, number> } }
  systemd: { services: Record<string, Unit> }
}

/** Brings the module to the runner. */
export function bringModule(lab: Lab): void {
  for (const file of ['flake.nix', 'nix/module.nix', 'nix/vm-test.nix', 'test/module/evaluate.nix', 'dist/host-agent.sh']) {
    const there = join(lab.runner.work.outside, 'module', file)
    mkdirSync(dirname(there), { recursive: true })
    cpSync(join(root, file), there)
  }
}

/** What the module comes to where these options are given, in the Nix language. Throws with Nix's words. */
export async function evaluateModule(lab: Lab, given: string): Promise<Config> {
  const at = `${lab.runner.work.inside}/module`
  const parts = 'environment = { inherit (c.environment) etc; }; inherit (c) assertions users security services boot systemd;'
  const expression = `let c = import ${at}/test/module/evaluate.nix { module = ${at}/nix/module.nix; given = ${given}; }; in { ${parts} }`
  const { code, stdout, stderr } = await lab.runner.exec([
    'nix',
    '--extra-experimental-features',
    'nix-command',
    'eval',
    '--json',
    '--impure',
    '--expr',
    expression,
  ])
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Config
}

/** Puts policy, agent, keys and rules for sudo onto a host, as an activation of NixOS would. Its systems need the program, too: `programs`. */
export async function installModule(host: LabHost, { environment, security, users }: Config): Promise<void> {
  const rules = security.sudo.extraRules.flatMap((rule) =>
    rule.commands.map(({ command, options }) => `${rule.users.join(',')} ALL=(${rule.runAs}) ${options.map((option) => `${option}: `).join('')}${command}`),
  )
  const keys = Object.values(users.users).flatMap(({ openssh }) => openssh.authorizedKeys.keys)
  for (const [name, { text }] of Object.entries(environment.etc)) await host.sh(`mkdir -p $(dirname /etc/${name}); cat >/etc/${name}`, { input: text })
  await host.sh('mkdir -p /usr/local/bin; cat >/usr/local/bin/nix-flake-deploy-agent; chmod 755 /usr/local/bin/nix-flake-deploy-agent', {
    input: readFileSync(join(root, 'dist/host-agent.sh')),
  })
  await host.sh(
    `cat >>/etc/ssh/authorized_keys.d/root; printf '%s\\n' 'Defaults secure_path="/run/wrappers/bin:/run/current-system/sw/bin"' "$EXTRA" "$RULES" >/etc/sudoers.d/lab
    echo 'ExposeAuthInfo yes' >/etc/ssh/sshd_config.d/0-test.conf; systemctl restart ssh`,
    { input: `${keys.join('\n')}\n`, env: { EXTRA: security.sudo.extraConfig.trim(), RULES: rules.join('\n') } },
  )
}

/** What `programs` of a system must have. */
export const moduleProgram = { 'nix-flake-deploy-agent': '/usr/local/bin/nix-flake-deploy-agent' }
