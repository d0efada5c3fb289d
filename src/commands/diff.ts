import type { Difference, Report, TargetResult } from '../events/results.ts'
import { closureChange } from '../host/system-change.ts'
import { readSystem, type SystemDifference, type SystemFacts, systemDifference } from '../host/system-facts.ts'
import { buildToplevels, evaluateToplevels } from '../nix/build.ts'
import type { Nix } from '../nix/command.ts'
import { baseCommit, baseReference } from '../nix/diff-base.ts'
import { configurationNames, flakeMetadata } from '../nix/flake.ts'
import { closure, type PathInfo } from '../nix/store.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { InputError } from '../parse/input-error.ts'
import { type Run, withFleet } from '../rollout/fleet.ts'
import type { PullRequest } from '../runner/environment.ts'
import { type Asked, makePayloads, phase, readFlake } from './build.ts'

/** `diff`: what each configuration changes beside the base, or beside what its targets run. Changes nothing anywhere. */
export async function diff(run: Run): Promise<Report> {
  const report = run.settings.targets.length > 0 ? await besideTargets(run) : await besideBase(run)
  if (run.settings.comment) await (await import('./diff-comment.ts')).keepComment(run, report.differences ?? [])
  return report
}

/** The flake as it is here, and as it is at the base. */
async function besideBase(run: Run): Promise<Report> {
  const { settings, environment, signal } = run
  const { pullRequest } = environment
  if (settings.diffBase === undefined && pullRequest === undefined)
    throw new InputError("diff-base: this run is of no pull request, so nothing says what to compare with; name a git ref, like 'main', or a flake reference")
  const head = await readFlake(run, () => undefined)
  const wanted = settings.diffBase ?? (await baseCommit(head.flake, pullRequest as PullRequest, signal))
  const base = await phase(run.emit, 'read-flake', `read the base ${wanted}`, async () => {
    const { reference, isOther } = await baseReference(head.flake, wanted, signal)
    try {
      const flake = await flakeMetadata(head.nix, reference)
      return { ...head, flake, names: await configurationNames(head.nix, flake.reference) }
    } catch (error) {
      signal.throwIfAborted()
      // What is wrong with the base of a change that mends it is not the change's fault.
      if (isOther) throw error
      return wordsOfError(error)
    }
  })
  if (typeof base === 'string') {
    const isClosure = settings.payloads[0] === 'closure'
    const made = isClosure ? (await makePayloads(run, head, ['closure'])).toplevels : await derivations(run, head)
    const toplevels = isClosure ? Object.fromEntries(made) : undefined
    const unknown = head.names.map((name): Difference => ({ name, configuration: name, state: 'unknown', reason: base }))
    return { differences: unknown, ...(toplevels && { toplevels }) }
  }
  const isAsked = (name: string): boolean => head.names.includes(name) || settings.configurations === undefined || settings.configurations === 'all'
  const common = base.names.filter((name) => head.names.includes(name))
  const removed = base.names.filter((name) => !head.names.includes(name) && isAsked(name))
  const isBuilt = settings.payloads[0] === 'closure'
  const now = isBuilt ? (await makePayloads(run, head, ['closure'])).toplevels : await derivations(run, head)
  const { found: before, failures } = await ofBase(run, { ...base, names: common }, isBuilt ? build : evaluate)
  const differing = common.filter((name) => before.has(name) && before.get(name) !== now.get(name))
  const compared = await compareLocally(
    head.nix,
    differing.map((name) => [before.get(name) ?? '', now.get(name) ?? '']),
    isBuilt,
  )
  const differences: Difference[] = [
    ...head.names.map((name): Difference => {
      const after = now.get(name) ?? ''
      const known = { name, configuration: name, after }
      if (!common.includes(name)) return { ...known, state: 'added' }
      const was = before.get(name)
      if (was === undefined) return { ...known, state: 'unknown', reason: failures.get(name) ?? '' }
      if (was === after) return { ...known, state: 'same', before: was }
      const difference = compared[differing.indexOf(name)]
      return {
        ...known,
        before: was,
        state: 'changed',
        ...(difference && { difference }),
      }
    }),
    ...removed.map((name): Difference => ({ name, configuration: name, state: 'removed' })),
  ]
  return { differences, ...(isBuilt && { toplevels: Object.fromEntries(now) }) }
}

type Make = (nix: Nix, reference: string, names: readonly string[]) => Promise<Map<string, string>>

const build: Make = (nix, reference, names) => buildToplevels(nix, reference, names)
const evaluate: Make = async (nix, reference, names) =>
  new Map([...(await evaluateToplevels(nix, reference, names))].map(([name, { derivation }]) => [name, derivation]))

function derivations(run: Run, { nix, nixVersion, flake, names }: Asked<unknown>): Promise<Map<string, string>> {
  return phase(run.emit, 'evaluate-and-build', `evaluate ${names.join(', ')} with Nix ${nixVersion}`, () => evaluate(nix, flake.reference, names))
}

/** What the base comes to. What fails there is not this change's fault: the others are told all the same. */
async function ofBase(run: Run, { nix, flake, names }: Asked<unknown>, make: Make): Promise<{ found: Map<string, string>; failures: Map<string, string> }> {
  const failures = new Map<string, string>()
  return phase(run.emit, 'evaluate-and-build', `the same at the base: ${names.join(', ')}`, async () => {
    try {
      return { found: await make(nix, flake.reference, names), failures }
    } catch (error) {
      run.signal.throwIfAborted()
      if (names.length === 1) return { found: new Map(), failures: new Map([[names[0] ?? '', wordsOfError(error)]]) }
    }
    const found = new Map<string, string>()
    for (const name of names) {
      const [made] = await make(nix, flake.reference, [name]).catch((error: unknown) => {
        run.signal.throwIfAborted()
        failures.set(name, wordsOfError(error))
        return []
      })
      if (made !== undefined) found.set(name, made[1])
    }
    return { found, failures }
  })
}

/** Compares pairs of systems, or of derivations, that are in this store; each path is read once. */
async function compareLocally(nix: Nix, pairs: readonly (readonly [string, string])[], isBuilt: boolean): Promise<SystemDifference[]> {
  const all = [...new Set(pairs.flat())]
  if (all.length === 0) return []
  const infos = new Map((await closure(nix, all)).map((info) => [info.path, info]))
  if (isBuilt) {
    const facts = new Map(all.map((path) => [path, readSystem(path, within(path, infos))]))
    return pairs.map(([before, after]) => systemDifference(facts.get(before) as SystemFacts, facts.get(after) as SystemFacts))
  }
  // Of what is not built, the sizes are not known, nor what is in it.
  const nothing = { stopped: [], started: [], restarted: [], reloaded: [], notRestarted: [], ifRunning: [] }
  const sizeless = (path: string): Map<string, number> =>
    new Map([...within(path, infos).keys()].filter((each) => each.endsWith('.drv')).map((each) => [each, 0]))
  return pairs.map(([before, after]) => ({ packages: closureChange(sizeless(before), sizeless(after)), units: nothing, reboot: [], refusesSwitch: false }))
}

/** The closure of one path among what is known, with sizes. */
function within(path: string, infos: ReadonlyMap<string, PathInfo>): Map<string, number> {
  const found = new Map<string, number>()
  const waiting = [path]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const info = infos.get(next)
    if (info === undefined || found.has(next)) continue
    found.set(next, info.narBytes)
    waiting.push(...info.references)
  }
  return found
}

/** The systems that the flake comes to, and what the targets run now. */
async function besideTargets(run: Run): Promise<Report> {
  const { signal } = run
  const differences: Difference[] = []
  return withFleet(run, async ({ targets }) => {
    targets.warmUp(() => [])
    const head = await readFlake(run, () => undefined)
    const { toplevels } = await makePayloads(run, head, ['closure'])
    const infos = new Map((await closure(head.nix, [...toplevels.values()])).map((info) => [info.path, info]))
    const facts = new Map([...toplevels].map(([name, path]) => [name, readSystem(path, within(path, infos))]))
    const results = await targets.each(async (rollout): Promise<TargetResult> => {
      const { name, configuration } = rollout.host.target
      const after = facts.get(configuration)
      if (after === undefined)
        throw new InputError(`configurations: the target '${name}' runs '${configuration}', which is not among them; add it, or leave the input out`)
      await rollout.connect()
      const before = await rollout.phase('compare', () => rollout.persist(() => rollout.host.system(signal), 20))
      const known = { name, configuration, before: before.toplevel, after: after.toplevel }
      if (before.toplevel === after.toplevel) differences.push({ ...known, state: 'same' })
      else {
        differences.push({ ...known, state: 'changed', difference: systemDifference(before, after) })
      }
      return { state: 'unchanged', toplevel: before.toplevel, seconds: rollout.seconds }
    })
    for (const { name, configuration } of run.settings.targets) {
      const { reason } = results[name] ?? {}
      if (!differences.some((each) => each.name === name)) differences.push({ name, configuration, state: 'unknown', ...(reason !== undefined && { reason }) })
    }
    return { toplevels: Object.fromEntries(toplevels), results, differences }
  })
}
