import { Document, type Pair, type Scalar, type YAMLMap } from 'yaml'
import { formatAddress } from '../settings/address.ts'
import { asWritten } from '../settings/configuration-name.ts'
import { defaultUser, type Machine, type Plan, STAGES, type Stage, stagesOf, targetNames } from './plan.ts'

/** A file that is to be written. */
export interface NewFile {
  /** From the root of the checkout. */
  path: string
  text: string
}

const repository = 'https://github.com/org/nix-flake-deploy/blob/v1'
const schema = 'https://raw.githubusercontent.com/org/nix-flake-deploy/v1/docs/targets.schema.json'

/** Where the targets of a stage are told. */
export function targetsPath(stage: Stage): string {
  return `deploy/${stage}.yml`
}

/** The targets of a stage as a file, which people and both workflows share. */
export function targetsFile(plan: Plan, stage: Stage): NewFile {
  const names = targetNames(STAGES.flatMap((each) => plan.machines[each].map(({ configuration }) => configuration)))
  const isAlone = stagesOf(plan).length === 1
  const defaults = new Map([
    ['tags', stage],
    // The workflow that runs on every push activates only where it is told to.
    ...(stage === 'staging' && !isAlone ? ([['activate', 'switch']] as const) : []),
    ...(plan.healthCheck === undefined ? [] : ([['health-check', plan.healthCheck]] as const)),
  ])
  const targets = plan.machines[stage].map((machine) => told(machine, names.get(machine.configuration) ?? machine.configuration, stage))
  const document = new Document(new Map<string, unknown>([['defaults', defaults], ...targets]))
  document.commentBefore = ` yaml-language-server: $schema=${schema}\n The machines of ${stage}: ${repository}/docs/fleets.md`
  const said = document.get('defaults') as YAMLMap
  comment(said, 'activate', ' In deploy.yml stands `activate: none`, for whoever does not say otherwise.')
  comment(said, 'health-check', ` With \`expect-header\`, what answers must be what was deployed: ${repository}/examples/deploy.yml`)
  if (plan.healthCheck === undefined)
    said.comment = ` Without a health check, whatever can be reached after its switch, with its units in order, counts as healthy:\n health-check: https://{host}/healthz`
  return { path: targetsPath(stage), text: document.toString({ lineWidth: 0 }) }
}

function told({ configuration, address, tags }: Machine, name: string, stage: Stage): [string, unknown] {
  const host = formatAddress({ ...address, user: address.user ?? defaultUser })
  const more = { ...(configuration !== name && { configuration: asWritten(configuration) }), ...(tags.length > 0 && { tags: [stage, ...tags] }) }
  return [name, Object.keys(more).length === 0 ? host : { host, ...more }]
}

/** Puts a comment above a key of a map, where it has the key. */
export function comment(map: YAMLMap, key: string, text: string): void {
  const pair = map.items.find((item) => (item.key as Scalar).value === key) as Pair<Scalar> | undefined
  if (pair !== undefined) pair.key.commentBefore = text
}
