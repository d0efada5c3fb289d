import { type Document, isMap, isScalar, isSeq, Pair, parseDocument, Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { type Plan, type Stage, stagesOf } from './plan.ts'
import { comment, type NewFile, targetsPath } from './targets-file.ts'

/** The workflows of examples/, which are filled in: what they say, and what they are pinned to, stands there alone. */
export const workflowNames = ['deploy', 'promote', 'pull-request'] as const
export type Workflows = Readonly<Record<(typeof workflowNames)[number], string>>

/** The workflows of a plan. Throws where an example has not the shape that is filled in. */
export function workflowFiles(plan: Plan, examples: Workflows): NewFile[] {
  const stages = stagesOf(plan)
  const [only] = stages
  const files: [string, Document][] =
    stages.length === 1 && only !== undefined
      ? [['deploy', single(plan, only, examples)]]
      : [
          ['deploy', deploy(plan, examples)],
          ['promote', promote(examples)],
        ]
  return [...files, ['pull-request', pullRequest(plan, examples)] as const].map(([name, document]) => ({
    path: `.github/workflows/${name}.yml`,
    // As the examples are written.
    text: document.toString({ lineWidth: 0, flowCollectionPadding: false }),
  }))
}

/** Every push to staging, and onto production, where it waits. */
function deploy(plan: Plan, examples: Workflows): Document {
  const { document, own } = read(examples.deploy, 'deploy')
  onPush(document, plan)
  set(own, 'targets', lines(targetsPath('staging'), targetsPath('production')))
  own.delete('health-check')
  after(own, 'targets', 'activate', 'none')
  comment(own, 'activate', ` Production is staged only: ${targetsPath('staging')} says otherwise for its own.`)
  set(own, 'ssh-private-key', keys({ staging: 'STAGING_KEY', production: 'PRODUCTION_STAGE_KEY' }))
  return document
}

/** Every push to the one stage that there is. */
function single(plan: Plan, stage: Stage, examples: Workflows): Document {
  const { document, job, own } = read(examples.deploy, 'deploy')
  onPush(document, plan)
  setHeader(document, ` Builds every push to ${plan.branch}, activates it on ${stage}, and proves it healthy there.`)
  document.setIn(['concurrency', 'group'], `deploy-${stage}`)
  set(job, 'environment', stage)
  set(own, 'targets', targetsPath(stage))
  own.delete('health-check')
  set(own, 'ssh-private-key', `\${{ secrets.${stage.toUpperCase()}_KEY }}`)
  comment(own, 'ssh-private-key', ` It has the role \`deploy\` on these machines, and is a secret of the environment ${stage}.`)
  return document
}

/** What staging has proven, to production. It reads the addresses from the checkout, and nothing else. */
function promote(examples: Workflows): Document {
  const { document, job, own } = read(examples.promote, 'promote')
  const ofDeploy = read(examples.deploy, 'deploy').job
  setHeader(document, header(document).replace('There is no checkout, no Nix,', 'There is no Nix,'))
  const [checkout] = steps(ofDeploy).items
  if (!isMap(checkout)) throw unfit()
  ;(checkout.get('with') as YAMLMap).set('sparse-checkout', 'deploy')
  const [first] = steps(job).items
  if (isMap(first)) first.spaceBefore = true
  steps(job).items.unshift(checkout)
  set(job, 'permissions', ofDeploy.get('permissions', true))
  set(own, 'targets', targetsPath('production'))
  own.delete('health-check')
  set(own, 'require-healthy-on', targetsPath('staging'))
  set(own, 'ssh-private-key', keys({ production: 'PRODUCTION_KEY', staging: 'STAGING_WATCH_KEY' }))
  return document
}

/** What each pull request would change. */
function pullRequest(plan: Plan, examples: Workflows): Document {
  const { document } = read(examples['pull-request'], 'diff')
  setHeader(document, header(document))
  ofFlake(document, plan)
  return document
}

function onPush(document: Document, plan: Plan): void {
  setHeader(document, header(document).replace('every push to main', `every push to ${plan.branch}`))
  document.setIn(['on', 'push', 'branches', 0], plan.branch)
  ofFlake(document, plan)
}

function ofFlake(document: Document, { flake }: Plan): void {
  const own = ownInputs(document)
  if (flake !== '.') own.items.unshift(new Pair(new Scalar('flake'), new Scalar(flake)))
}

/** What stands above an example, without what it says to whoever copies it. */
function header(document: Document): string {
  return firstKey(document).commentBefore?.replace(/\s+Copy it to [^]*$/, '') ?? ''
}

function setHeader(document: Document, text: string): void {
  firstKey(document).commentBefore = text
}

/** At which the comment is that stands before everything. */
function firstKey({ contents }: Document): Scalar {
  const key = isMap(contents) ? contents.items[0]?.key : undefined
  if (!isScalar(key)) throw unfit()
  return key
}

function read(text: string, jobName: string): { document: Document; job: YAMLMap; own: YAMLMap } {
  const document = parseDocument(text) as unknown as Document
  const job = document.getIn(['jobs', jobName])
  if (!isMap(job)) throw unfit()
  return { document, job, own: ownInputs(document) }
}

/** The inputs of the last step of the only job, which is ours. */
function ownInputs(document: Document): YAMLMap {
  const job = (document.get('jobs') as YAMLMap).items[0]?.value
  const step = isMap(job) ? steps(job).items.at(-1) : undefined
  const inputs = isMap(step) && String(step.get('uses')).startsWith('org/nix-flake-deploy@') ? step.get('with') : undefined
  if (!isMap(inputs)) throw unfit()
  return inputs
}

function steps(job: YAMLMap): YAMLSeq {
  const found = job.get('steps')
  if (!isSeq(found)) throw unfit()
  return found
}

/** A test holds the examples to what is filled in here. */
function unfit(): Error {
  return new Error('an example that init fills in has another shape; this is a mistake in nix-flake-deploy, please report it')
}

/** Replaces a value, and keeps the comment above its key. Throws where the key is not there. */
function set(map: YAMLMap, key: string, value: unknown): void {
  if (!map.has(key)) throw unfit()
  // A node: of a mere text, the one before would keep how it was written.
  map.set(key, typeof value === 'string' ? new Scalar(value) : value)
}

/** Adds a pair below another. */
function after(map: YAMLMap, key: string, added: string, value: string): void {
  const index = map.items.findIndex((item) => (item.key as Scalar).value === key)
  map.items.splice(index + 1, 0, new Pair(new Scalar(added), new Scalar(value)))
}

/** Several lines, as a block. */
function lines(...all: string[]): Scalar {
  const scalar = new Scalar(`${all.join('\n')}\n`)
  scalar.type = Scalar.BLOCK_LITERAL
  return scalar
}

/** The secret that has the key of each stage, by the tag that its machines have. */
function keys(secrets: Partial<Record<Stage, string>>): Scalar {
  return lines(...Object.entries(secrets).map(([stage, secret]) => `"@${stage}": \${{ toJSON(secrets.${secret}) }}`))
}
