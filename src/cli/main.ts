import { type Caller, CommandRun, type Ending } from '../commands/run.ts'
import { wordsOfError } from '../parse/error-words.ts'
import { InputError } from '../parse/input-error.ts'
import { needKnownMachine, readShell } from '../runner/environment.ts'
import { readWorkspaceFile } from '../runner/workspace.ts'
import { parseSettings, type Settings } from '../settings/parse.ts'
import { type Call, parseArguments } from './arguments.ts'
import { withDefaults } from './defaults.ts'
import { readDefinition } from './definition.ts'
import { helpText } from './help.ts'
import { onInterrupt } from './interrupt.ts'
import { Janitor } from './janitor.ts'
import { askToGoOn, changesAnything, planText } from './question.ts'
import { CommandLineReporter } from './reporter.ts'
import { subcommands } from './subcommands.ts'
import { secretInputs, variableOf } from './taken.ts'

/** What a shell is told. */
const exitCodes: Readonly<Record<Ending, number>> = { 'as-asked': 0, 'not-as-asked': 1, mistake: 2 }

/** The command line: gives its exit code. Never throws for what is wrong with the call. */
export async function main(argv: readonly string[]): Promise<number> {
  const shell = readShell(secretInputs.map(variableOf))
  const { stdout, stderr } = process
  // Whoever reads may have read enough (`| head`), and a terminal may be gone: neither ends a deployment.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined)
  const isTerminal = stderr.isTTY && !shell.isDumb
  const isJson = argv.includes('--json')
  const reporter = new CommandLineReporter({ out: stdout, err: stderr, isLive: isTerminal, hasColours: isTerminal && !shell.noColor, isJson })
  const ended = (ending: Ending): number => {
    reporter.end()
    if (isJson) reporter.writeJson()
    return exitCodes[ending]
  }
  let call: ReturnType<typeof parseArguments>
  try {
    needKnownMachine()
    const own = Object.hasOwn(subcommands, argv[0] ?? '') ? subcommands[argv[0] ?? '']?.main : undefined
    if (own !== undefined && !argv.includes('--help') && !argv.includes('-h')) return await own(argv.slice(1), shell.environment.home)
    call = parseArguments(argv, shell.secrets)
  } catch (error) {
    reporter.mistake(wordsOfError(error))
    return ended('mistake')
  }
  if (call === 'version' || 'help' in call) {
    const definition = readDefinition()
    stdout.write(`${call === 'version' ? definition.version : helpText(call.help, definition, stdout.isTTY ? stdout.columns : 80)}\n`)
    return 0
  }
  return ended(await perform(call, reporter, shell.environment))
}

async function perform(call: Call, reporter: CommandLineReporter, environment: Caller['environment']): Promise<Ending> {
  const { subcommand, flags } = call
  if (flags.on.has('verbose') || subcommand.tellsAll === true) reporter.tellAll()
  const janitor = new Janitor()
  const willRemove = (directory: string): void => {
    if (directory !== '') janitor.willRemove(directory)
  }
  const stopAsking = new AbortController()
  const asks = subcommand.changesHosts === true && !flags.on.has('yes')
  const confirm = async (settings: Settings, revision: string): Promise<void> => {
    if (!changesAnything(settings)) return
    reporter.suspend()
    reporter.line(planText(settings, revision))
    await askToGoOn(stopAsking.signal)
    reporter.resume()
  }
  const run = new CommandRun({
    environment,
    reporter,
    // Nobody ends us here before they have answered, but who presses Ctrl-C again.
    cancelling: { reason: `cancelled by ${environment.actor ?? ''}`, lingerSeconds: 24 * 3600 },
    savePrivateDirectory: willRemove,
    saveBuildCacheDirectory: willRemove,
    saveWorkDirectory: willRemove,
    saveFlakeKeyDirectory: willRemove,
    onSettings: (settings) => reporter.begin(settings.targets),
    ...(asks && { confirm }),
  })
  const done = onInterrupt({
    reporter,
    words: subcommand.whenCancelled,
    cancel: () => {
      stopAsking.abort(new Error('cancelled; nothing was changed'))
      run.cancel()
    },
    cleanUp: () => janitor.cleanUp(),
  })
  try {
    const work = await subcommand.work?.(flags)
    return await run.perform(() => {
      const settings = parseSettings(withDefaults(call, environment.home, process.cwd()), readWorkspaceFile)
      if (asks) needTerminal(settings)
      return settings
    }, work)
  } finally {
    done()
  }
}

/** Who is not there cannot say yes, and a program that calls us is not to wait for ever, nor to deploy unasked. */
function needTerminal(settings: ReturnType<typeof parseSettings>): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return
  if (!('withTargets' in settings) && !changesAnything(settings)) return
  throw new InputError('hosts would be changed, and there is no terminal to ask on; write --yes')
}
