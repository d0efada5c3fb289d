export const id = 223;
export const ids = [223];
export const modules = {

/***/ 6223:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _cli_node_20_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7341);
/* harmony import */ var _cli_main_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2170);


process.exitCode = await (0,_cli_main_js__WEBPACK_IMPORTED_MODULE_1__/* .main */ .i)(process.argv.slice(2));

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 2170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./commands/run.js + 1 modules
var commands_run = __webpack_require__(4287);
// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __webpack_require__(4891);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./runner/environment.js
var environment = __webpack_require__(5493);
// EXTERNAL MODULE: ./runner/workspace.js
var workspace = __webpack_require__(7113);
// EXTERNAL MODULE: ./settings/parse.js + 4 modules
var parse = __webpack_require__(1687);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./health/caution.js
var caution = __webpack_require__(6365);
// EXTERNAL MODULE: ./health/check.js
var check = __webpack_require__(8816);
// EXTERNAL MODULE: ./settings/inputs.js
var inputs = __webpack_require__(6458);
// EXTERNAL MODULE: ./init/flags.js
var flags = __webpack_require__(847);
;// CONCATENATED MODULE: ./cli/subcommands.js

/** Of every command. */
const commonFlags = {
    json: { description: 'Write the outputs (revision, results, …) as one JSON document to standard output. All else goes to standard error.' },
    verbose: { description: 'On a terminal: every line that the log of a workflow has.', short: 'v' },
    help: { description: 'This text.', short: 'h' },
};
const yes = { description: 'Do not ask before hosts are changed. Needed where there is no terminal to ask on.', short: 'y' };
const subcommands = {
    init: {
        summary: 'Write workflows, targets, NixOS lines and keys for a checkout.',
        flags: flags/* initFlags */.o,
        main: async (args, home) => (await Promise.all(/* import() */[__webpack_require__.e(607), __webpack_require__.e(352)]).then(__webpack_require__.bind(__webpack_require__, 5352))).setUp(args, home),
        examples: flags/* initHelp */.KQ.examples,
    },
    list: {
        summary: "Names of the flake's configurations.",
        command: 'list',
        examples: [['list --flake github:example/machines', 'of a flake elsewhere']],
    },
    build: {
        summary: 'Build configurations, with a link to each.',
        command: 'build',
        words: 'configurations',
        examples: [['build staging', 'result-staging is a link to the system']],
    },
    archive: {
        summary: 'Build configurations, and pack them into one directory or file.',
        command: 'archive',
        words: 'configurations',
        examples: [['archive staging --archive-path staging.tar', 'to be carried to where no network is']],
    },
    deploy: {
        summary: 'Build, send, record, activate under a watchdog, and prove healthy.',
        command: 'deploy',
        words: 'only',
        changesHosts: true,
        flags: { yes },
        examples: [
            ['deploy staging', 'what is committed in this checkout, on the target staging'],
            ["deploy 'web-*' '!web-3' --yes", 'on some of the targets, without a question'],
            ['deploy staging --revision trial-1', 'what is not committed yet, under a label of its own'],
            ['deploy staging --activate dry-activate', 'show what would change'],
        ],
    },
    promote: {
        summary: 'Activate a revision that is on the targets already.',
        command: 'promote',
        words: 'only',
        changesHosts: true,
        flags: { yes },
        examples: [
            ['promote production --revision healthy', 'what was staged last and is healthy'],
            ['promote production --revision 3d3c42e5aac5ba805825da76410c181273ba90b1', 'by its git SHA'],
        ],
    },
    rollback: {
        summary: 'Activate what was confirmed before.',
        command: 'rollback',
        words: 'only',
        changesHosts: true,
        flags: { yes },
        examples: [
            ['rollback production', 'to the revision that was confirmed before'],
            ['rollback production --revision v1.2.3', 'to this one'],
        ],
    },
    status: {
        summary: 'What each host runs, boots, has confirmed and waits for.',
        command: 'status',
        words: 'only',
        takesAddresses: true,
        examples: [
            ['status', 'of all targets'],
            ['status --json | jq .results.staging.status.running', 'for programs'],
            ['status root@staging.example.com', 'of a host that is no target'],
        ],
    },
    doctor: {
        summary: 'What would stop or spoil a deployment on each host, and its cure.',
        command: 'status',
        fixed: { doctor: 'true' },
        words: 'only',
        takesAddresses: true,
        examples: [
            ['doctor', 'all targets; exit code 1 where a deployment would be refused'],
            ['doctor root@staging.example.com', 'a host that is no target'],
        ],
    },
    diff: {
        summary: 'What would change on each host, or beside another commit.',
        command: 'diff',
        words: 'only',
        examples: [
            ['diff', 'beside what the targets run'],
            ['diff --diff-base main', 'beside a branch, without a host'],
        ],
    },
    watch: {
        summary: 'Follow a deployment that goes on, whoever began it, to its end.',
        command: 'status',
        words: 'only',
        takesAddresses: true,
        flags: { follow: { description: 'Go on with the next one, until Ctrl-C; and wait for one, where none goes on.', short: 'f' } },
        tellsAll: true,
        whenCancelled: 'No longer watched: what goes on there goes on.',
        work: async ({ on }) => (await __webpack_require__.e(/* import() */ 431).then(__webpack_require__.bind(__webpack_require__, 9431))).watching(on.has('follow')),
        examples: [
            ['watch production', 'its steps and its log; exit code 1 where it goes back'],
            ['watch --follow', 'all targets, all day'],
            ['watch root@staging.example.com', 'a host that is no target'],
        ],
    },
    verify: {
        summary: 'Hold what runs, to the last byte, against what was signed of it.',
        command: 'verify',
        words: 'only',
        examples: [['verify production', 'changes nothing']],
    },
};

;// CONCATENATED MODULE: ./cli/taken.js

const taken_all = inputs/* COMMANDS */.Lo;
const onHosts = ['deploy', 'promote', 'rollback', 'status', 'verify', 'diff'];
const activating = ['deploy', 'promote', 'rollback'];
const fromFlake = ['build', 'archive', 'deploy', 'diff'];
/**
 * Which commands take an input as a flag. parse.ts refuses what has no effect with a command; here is refused, too, what would only be ignored.
 * None takes what is of workflows alone.
 */
const takenBy = {
    command: [],
    // Also for the targets that a flake tells.
    flake: taken_all,
    'flake-ssh-private-key': ['list', ...fromFlake],
    'flake-known-hosts': ['list', ...fromFlake],
    configurations: fromFlake,
    targets: ['build', 'archive', ...onHosts],
    only: ['build', 'archive', ...onHosts],
    waves: activating,
    soak: activating,
    together: activating,
    'max-failures': activating,
    'stage-failures': activating,
    'on-failure': activating,
    revision: ['build', 'archive', ...activating],
    payload: ['archive', 'deploy', 'promote', 'diff'],
    archive: ['deploy', 'promote'],
    'archive-path': ['archive'],
    'archive-contents': ['archive'],
    'archive-per-configuration': ['archive'],
    'signing-key': ['archive', 'deploy'],
    'compression-level': ['archive'],
    'artifact-name': [],
    'artifact-retention-days': [],
    cache: [],
    'github-token': [],
    activate: activating,
    'health-check': ['archive', ...activating],
    hooks: activating,
    'require-healthy-on': ['deploy', 'promote'],
    doctor: ['status'],
    'tolerate-units': activating,
    'activation-timeout': activating,
    'confirm-timeout': activating,
    'ssh-private-key': onHosts,
    'known-hosts': onHosts,
    'ssh-config': onHosts,
    'max-parallel': onHosts,
    'substitute-on-destination': ['deploy', 'promote'],
    'publish-to': ['deploy'],
    'publish-only': ['deploy'],
    'revisions-directory': onHosts,
    'keep-revisions': ['deploy', 'promote'],
    'nix-options': taken_all,
    'out-link-prefix': ['build'],
    'diff-base': ['diff'],
    comment: [],
};
/** The inputs that a command takes, in the order of action.yml. */
function inputsOf(command) {
    if (command === undefined)
        return [];
    return Object.keys(inputs/* INPUT_DEFAULTS */.WJ).filter((name) => takenBy[name].includes(command));
}
/** Those that are secret: never in an argument, which everybody on a machine can read. */
const secretInputs = ['signing-key', 'ssh-private-key', 'flake-ssh-private-key'];
/** Those that are lines or YAML, which a file may hold: `--NAME-file PATH`. */
const fileInputs = [...secretInputs, 'waves', 'health-check', 'hooks', 'known-hosts', 'flake-known-hosts', 'ssh-config'];
/** Those that are a list, one a line, so that their flag may be given several times. */
const listInputs = ['configurations', 'only', 'known-hosts', 'nix-options', 'targets', 'tolerate-units'];
/** Those that are `true` or `false`. */
const booleanInputs = Object.keys(inputs/* INPUT_DEFAULTS */.WJ).filter((name) => /^(?:true|false)$/.test(inputs/* INPUT_DEFAULTS */.WJ[name]));
/** The environment variable that a secret is taken from. */
function variableOf(name) {
    return `NIX_FLAKE_DEPLOY_${name.toUpperCase().replaceAll('-', '_')}`;
}

;// CONCATENATED MODULE: ./cli/arguments.js









const inputNames = Object.keys(inputs/* INPUT_DEFAULTS */.WJ);
const ownFlags = Object.fromEntries([
    ['version', { description: 'The version.' }],
    ...Object.values(subcommands).flatMap(({ flags = {}, main }) => (main === undefined ? Object.entries(flags) : [])),
    ...Object.entries(commonFlags),
]);
/** What parseArgs is told: all that any command knows, so that a flag may stand before the command, too. */
const options = Object.fromEntries([
    ...inputNames.map((name) => [name, { type: booleanInputs.includes(name) ? 'boolean' : 'string' }]),
    ...fileInputs.map((name) => [`${name}-file`, { type: 'string' }]),
    ...Object.entries(ownFlags).map(([name, { value, short }]) => [name, { type: value === undefined ? 'boolean' : 'string', ...(short && { short }) }]),
]);
/** Reads a command line, without the names of Node and the program. `secrets` are those of the environment. Throws an InputError for each mistake. */
function parseArguments(argv, secrets) {
    const { tokens } = (0,external_node_util_.parseArgs)({ args: [...argv], options, strict: false, tokens: true, allowPositionals: true });
    const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
    const given = tokens.filter((token) => token.kind === 'option');
    const [name, ...rest] = words;
    if (given.some((token) => token.name === 'version'))
        return 'version';
    const asksForHelp = name === 'help' || given.some((token) => token.name === 'help');
    const of = name === 'help' ? rest[0] : name;
    if (of === undefined) {
        if (asksForHelp || argv.length === 0)
            return { help: undefined };
        throw new input_error/* InputError */.dz(`there is no command; ${(0,input_error/* wouldDo */.J7)('', Object.keys(subcommands))}`);
    }
    const subcommand = Object.hasOwn(subcommands, of) ? subcommands[of] : undefined;
    if (subcommand === undefined)
        throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(of)} is not a command; ${(0,input_error/* wouldDo */.J7)(of, Object.keys(subcommands))}`);
    if (asksForHelp)
        return { help: of };
    return new Reader(of, subcommand, secrets).read(given, rest);
}
/** What a check sends to a service may be a secret as well. */
function refuseHeaders(healthCheck) {
    if ((0,caution/* secretsOfChecks */.W)((0,check/* parseHealthChecks */.Pe)('health-check', healthCheck)).length === 0)
        return;
    throw new input_error/* InputError */.dz('--health-check: it has headers, which may be secret, and every user of this machine can read arguments; write it into a file, and --health-check-file PATH');
}
class Reader {
    #name;
    #subcommand;
    #secrets;
    #inputs;
    #taken;
    #flags;
    constructor(name, subcommand, secrets) {
        this.#name = name;
        this.#subcommand = subcommand;
        this.#secrets = secrets;
        this.#inputs = new Map();
        this.#taken = inputsOf(subcommand.command);
        this.#flags = { ...subcommand.flags, ...commonFlags };
    }
    read(given, words) {
        const on = new Set();
        const values = new Map();
        for (const token of given) {
            const flag = Object.hasOwn(this.#flags, token.name) ? this.#flags[token.name] : undefined;
            if (flag === undefined)
                this.#readInput(token);
            else if (flag.value !== undefined)
                values.set(token.name, arguments_valueOf(token));
            else if (token.value === undefined)
                on.add(token.name);
            else
                throw new input_error/* InputError */.dz(`${token.rawName}: takes no value; leave out '=${token.value}'`);
        }
        for (const name of secretInputs) {
            const secret = this.#secrets[variableOf(name)];
            if (secret !== undefined && this.#taken.includes(name) && !this.#inputs.has(name))
                this.#inputs.set(name, secret);
        }
        this.#readWords(words);
        const { fixed, command = '' } = this.#subcommand;
        const inputs = Object.fromEntries(inputNames.map((name) => [name, this.#inputs.get(name)?.trim() ?? '']));
        return { name: this.#name, subcommand: this.#subcommand, inputs: { ...inputs, ...fixed, command }, flags: { on, values } };
    }
    #readInput(token) {
        const { rawName, name: written } = token;
        const denied = /^no-(.*)$/.exec(written)?.[1];
        const ofFile = /^(.*)-file$/.exec(written)?.[1];
        const name = inputNames.find((input) => input === written || (input === denied && booleanInputs.includes(input)) || (input === ofFile && fileInputs.includes(input)));
        if (name === undefined || !this.#taken.includes(name))
            throw this.#notTaken(rawName, written, name);
        if (name === written && secretInputs.includes(name)) {
            throw new input_error/* InputError */.dz(`--${name}: a secret is no argument, for every user of this machine can read those, and the shell keeps them; write --${name}-file PATH, or set ${variableOf(name)}`);
        }
        if (booleanInputs.includes(name))
            this.#set(name, name === denied ? 'false' : (token.value ?? 'true'), rawName);
        else if (name === ofFile)
            this.#set(name, contentOf(rawName, arguments_valueOf(token)), rawName);
        else {
            this.#set(name, arguments_valueOf(token), rawName);
            if (name === 'health-check')
                refuseHeaders(arguments_valueOf(token));
        }
    }
    #set(name, value, rawName) {
        const before = this.#inputs.get(name);
        if (before !== undefined && !listInputs.includes(name))
            throw new input_error/* InputError */.dz(`${rawName}: is given twice; write it once`);
        this.#inputs.set(name, before === undefined ? value : `${before}\n${value}`);
    }
    #readWords(words) {
        if (words.length === 0)
            return;
        const { words: input } = this.#subcommand;
        if (input === undefined)
            throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(words[0] ?? '')}: '${this.#name}' takes no words beside its flags; see: nix-flake-deploy ${this.#name} --help`);
        this.#set(input, words.join('\n'), input);
    }
    #notTaken(rawName, written, name) {
        if (name !== undefined) {
            const by = takenBy[name];
            if (by.length === 0)
                return new input_error/* InputError */.dz(`${rawName}: is for workflows of GitHub alone; leave it out`);
            return new input_error/* InputError */.dz(`${rawName}: '${this.#name}' does not take it; it is for ${by.join(', ')}`);
        }
        if (Object.hasOwn(ownFlags, written))
            return new input_error/* InputError */.dz(`${rawName}: '${this.#name}' does not take it; leave it out`);
        const known = [
            ...this.#taken.filter((input) => !secretInputs.includes(input)),
            ...this.#taken.filter((input) => fileInputs.includes(input)).map((input) => `${input}-file`),
        ];
        const near = (0,input_error/* nearest */.pA)(written, [...known, ...Object.keys(this.#flags)]);
        const hint = near === undefined ? '' : `did you mean '--${near}'? `;
        return new input_error/* InputError */.dz(`${(0,input_error/* onOneLine */.GJ)(rawName)}: '${this.#name}' has no such flag; ${hint}See: nix-flake-deploy ${this.#name} --help`);
    }
}
/** The next word is its value, whatever that is; but a flag is hardly meant. */
function arguments_valueOf({ rawName, value, inlineValue }) {
    if (value === undefined || (inlineValue !== true && /^--[a-z]/.test(value) && Object.hasOwn(options, value.slice(2).replace(/=.*$/s, ''))))
        throw new input_error/* InputError */.dz(`${rawName}: needs a value; write ${rawName} VALUE, or ${rawName}=VALUE where that begins with '--'`);
    return value;
}
function contentOf(rawName, path) {
    try {
        // Also what `<(command)` gives.
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (cause) {
        throw new input_error/* InputError */.dz(`${rawName}: the file ${(0,input_error/* quote */.hD)(path)} cannot be read: ${(0,input_error/* onOneLine */.GJ)((0,error_words/* wordsOfError */.b)(cause))}`, { cause });
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./cli/defaults.js




/** Where targets are looked for, in the working directory. */
const targetsFiles = ['deploy/targets.yml', 'deploy/targets.yaml', 'targets.yml', 'targets.yaml'];
/** As `init` writes them. */
const stageFiles = ['deploy/staging.yml', 'deploy/production.yml'];
const knownHostsFiles = (home) => [
    (0,external_node_path_.join)(home, '.ssh/known_hosts'),
    (0,external_node_path_.join)(home, '.ssh/known_hosts2'),
    '/etc/ssh/ssh_known_hosts',
    '/etc/ssh/ssh_known_hosts2',
];
/**
 * The inputs with what a person at a command line takes for given: targets where they are kept, hosts that ssh knows already, and ssh's own
 * configuration, with which its keys come. Throws an InputError where nothing tells of targets.
 */
function withDefaults({ name, subcommand, inputs }, home, directory) {
    const taken = inputsOf(subcommand.command);
    const filled = { ...inputs };
    const fill = (input, value) => {
        if (taken.includes(input) && filled[input] === '')
            filled[input] = value();
    };
    // Beside another commit nothing is asked of a host.
    if (taken.includes('known-hosts') && filled['diff-base'] === '')
        fill('targets', () => targetsOf(name, filled, directory, subcommand.takesAddresses === true));
    if (subcommand.takesAddresses === true)
        Object.assign(filled, withAddresses(filled));
    fill('known-hosts', () => knownHosts(home));
    // As ssh reads them where no file is named, and checks whose they are. What is not there is no mistake.
    fill('ssh-config', () => 'Include ~/.ssh/config\nHost *\nInclude /etc/ssh/ssh_config');
    if (subcommand.command === 'archive' && filled['archive-path'] === '')
        throw new input_error/* InputError */.dz('archive-path: there is no workflow here that would keep an artifact; write where the archive is to go: --archive-path staging.tar');
    if (/^\s*artifact\s*:/m.test(filled.archive))
        throw new input_error/* InputError */.dz('archive: an artifact is taken by a workflow alone; download it from the page of its run, and give its path');
    return filled;
}
function targetsOf(command, { only, flake }, directory, takesAddresses) {
    if (takesAddresses && only !== '' && wordsOf(only).every(isAddress))
        return '';
    const file = targetsFiles.find((path) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, path)));
    if (file !== undefined)
        return file;
    const stages = stageFiles.filter((path) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, path)));
    if (stages.length > 0)
        return stages.join('\n');
    if (flake !== '' || hasFlake(directory))
        return 'flake';
    throw new input_error/* InputError */.dz(`targets: '${command}' needs to know where, and here is neither deploy/targets.yml nor targets.yml nor a flake; write --targets FILE, or --targets 'staging: root@staging.example.com'`);
}
/** As Nix looks for the flake of a directory. */
function hasFlake(directory) {
    if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, 'flake.nix')))
        return true;
    const above = (0,external_node_path_.dirname)(directory);
    return above !== directory && !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, '.git')) && hasFlake(above);
}
function wordsOf(only) {
    return only.split(/[\s,]+/).filter((word) => word !== '');
}
/** A target's name has no `@` in it, and a tag begins with one. */
function isAddress(word) {
    return /^[^@!]+@/.test(word);
}
/** Words that are addresses become targets of that name, beside those that are chosen by their names. */
function withAddresses({ targets, only }) {
    const words = wordsOf(only);
    const addresses = words.filter(isAddress);
    if (addresses.length === 0)
        return {};
    const plain = (text) => text.replaceAll(/[^A-Za-z0-9.-]/g, '-').replaceAll(/^-+|-+$/g, '');
    const names = new Map();
    for (const address of addresses) {
        const host = plain(address.replace(/^.*@/, ''));
        // That two are one host is told where targets are read.
        names.set(names.has(host) ? plain(address) : host, address);
    }
    const map = JSON.stringify(Object.fromEntries(names));
    const others = words.filter((word) => !isAddress(word));
    // Files and `flake` come first, and a map that is written out cannot have another beside it.
    return { targets: others.length === 0 ? map : `${targets}\n${map}`, only: others.length === 0 ? '' : [...others, ...names.keys()].join('\n') };
}
function knownHosts(home) {
    const texts = knownHostsFiles(home).flatMap((file) => ((0,external_node_fs_.existsSync)(file) ? [(0,external_node_fs_.readFileSync)(file, 'utf8').trim()] : []));
    return texts.filter((text) => text !== '').join('\n');
}

;// CONCATENATED MODULE: ./cli/definition.js

/** Read only for who asks for help. */
function readDefinition() {
    return JSON.parse((0,external_node_fs_.readFileSync)(__webpack_require__.ab + "definition.json", 'utf8'));
}

;// CONCATENATED MODULE: ./cli/help.js


const program = 'nix-flake-deploy';
/** Where an input means something else than in a workflow. */
const hereInstead = {
    targets: 'A file with the targets (YAML or JSON), `flake` for what the flake says of its machines (deploy-rs, colmena, nixinate), or the map itself: `staging: root@staging.example.com`. Default: deploy/targets.yml or targets.yml in this directory, or deploy/staging.yml and deploy/production.yml, else `flake`.',
    'ssh-private-key': `Private key for the targets, without a passphrase, or a YAML map of target name or "@tag" to key. Default: what ssh itself offers, the keys of a running ssh-agent and those of ~/.ssh. A key with a passphrase has to be in the agent (\`ssh-add\`): nothing is asked.`,
    'known-hosts': 'Lines of a known_hosts file. Default: ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts. A host that is not in it, or answers with another key, is refused before anything is sent.',
    'ssh-config': 'Lines of an ssh_config file. Default: ~/.ssh/config and /etc/ssh/ssh_config. Strict checking of host keys cannot be turned off.',
    'archive-path': 'Where to write the archive, a directory or, where it ends with `.tar`, a file. Needed: there is no workflow to keep an artifact of.',
    archive: 'Take everything from an archive, so that neither flake nor Nix is needed: the path of a directory, a `.tar`, a binary cache or a `nix-store --export`.',
};
/** The text of `--help`: of all commands, or of one. `width` is that of the terminal. */
function helpText(name, definition, width) {
    const columns = Math.min(Math.max(width, 40), 100);
    return name === undefined ? overview(definition, columns) : helpOf(name, subcommands[name], definition, columns);
}
function overview({ version }, columns) {
    const longest = Math.max(...Object.keys(subcommands).map(({ length }) => length));
    return [
        ...wrap(`${program} ${version}: NixOS on machines over SSH, activated under a watchdog, proven healthy, promoted by git SHA.`, columns, ''),
        '',
        `Usage: ${program} COMMAND [FLAG…] [TARGET…]`,
        '',
        'Commands:',
        ...Object.entries(subcommands).map(([name, { summary }]) => `  ${name.padEnd(longest)}  ${summary}`),
        '',
        ...wrap(`${program} COMMAND --help tells the flags of a command, which are the inputs of the GitHub Action, with examples.`, columns, ''),
        '',
        'Where things come from:',
        ...entry('targets', 'deploy/targets.yml or targets.yml in this directory, or what init wrote, else what the flake says of its machines; or --targets.', columns),
        ...entry('keys', 'a running ssh-agent, ~/.ssh and ~/.ssh/config, as for ssh itself. Nothing asks for a passphrase: such a key has to be in the agent.', columns),
        ...entry('known hosts', '~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts; or --known-hosts-file. No other host is talked to.', columns),
        '',
        'Exit codes:',
        '  0  as asked',
        '  1  not as asked: it failed, went back, was not answered with yes, or was cancelled',
        '  2  a mistake in the call: nothing was done',
    ].join('\n');
}
function helpOf(name, { summary, command, words, flags, main, examples, takesAddresses }, { inputs }, columns) {
    const taken = inputsOf(command);
    const title = words === 'only' ? (takesAddresses ? ' [TARGET|USER@HOST…]' : ' [TARGET…]') : words === 'configurations' ? ' [CONFIGURATION…]' : '';
    const meaning = words === 'only' ? 'Words are targets, as --only takes them; without any: all.' : 'Words are configurations; without any: all.';
    const lengthOf = ([call]) => call.length;
    const longest = Math.max(...examples.map(lengthOf));
    return [
        summary,
        '',
        `Usage: ${program} ${name} [FLAG…]${title}`,
        ...(words === undefined ? [] : [meaning]),
        '',
        'Examples:',
        ...examples.map(([call, why]) => `  ${program} ${call.padEnd(longest)}  # ${why}`),
        '',
        'Flags:',
        ...Object.entries({ ...flags, ...(main === undefined ? commonFlags : { help: commonFlags['help'] }) }).flatMap(([flag, about]) => [
            ...entry(flagTitle(flag, about), about.description, columns),
            '',
        ]),
        ...(taken.length === 0 ? [] : ['Inputs (docs/cli.md and the README say more):']),
        ...taken.flatMap((input) => {
            const { description = '', default: given = '' } = inputs[input] ?? {};
            const value = booleanInputs.includes(input) ? `--${input}, --no-${input}` : `--${input} VALUE`;
            const forms = secretInputs.includes(input)
                ? [`--${input}-file PATH, ${variableOf(input)}`]
                : [value, ...(fileInputs.includes(input) ? [`--${input}-file PATH`] : [])];
            const text = hereInstead[input] ?? description;
            return [...entry(forms.join(', '), `${text.trim()}${given === '' || /\bDefault\b/.test(text) ? '' : ` Default: \`${given}\`.`}`, columns), ''];
        }),
    ]
        .join('\n')
        .trimEnd();
}
function flagTitle(name, { short, value }) {
    return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}
function entry(title, text, columns) {
    return [`  ${title}`, ...wrap(text, columns, '      ')];
}
/** Breaks at spaces; words that are longer than a line stay whole. */
function wrap(text, columns, indent) {
    const lines = [];
    let line = '';
    for (const word of text.split(/\s+/)) {
        if (line !== '' && indent.length + line.length + 1 + word.length > columns) {
            lines.push(indent + line);
            line = word;
        }
        else
            line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, indent + line];
}

;// CONCATENATED MODULE: ./cli/interrupt.js
/** npm hands on to its child what the terminal has sent to both: the same key, twice. */
const sameKeyMilliseconds = 700;
/**
 * Ctrl-C, the end of the terminal, or a SIGTERM: the first has hosts in their window told to go back, which is waited for; the next one ends
 * us at once. What we have started is in process groups of its own, and hears nothing of it. Gives what takes this back.
 */
function onInterrupt(interrupted) {
    const { reporter, words, cancel } = interrupted;
    let first;
    const interrupt = () => {
        const now = performance.now();
        if (first === undefined) {
            first = now;
            const open = reporter.windows.map(({ target }) => target);
            reporter.line(words ?? (open.length === 0 ? 'Cancelled.' : `Cancelled: ${open.join(', ')} told to go back, which takes a moment.`));
            reporter.hint = 'Ctrl-C again ends this at once';
            cancel();
        }
        else if (now - first > sameKeyMilliseconds)
            leave(interrupted);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals)
        process.on(signal, interrupt);
    return () => {
        for (const signal of signals)
            process.off(signal, interrupt);
    };
}
function leave({ reporter, words, cleanUp }) {
    const windows = words === undefined ? reporter.windows : [];
    reporter.end();
    for (const { target, seconds } of windows) {
        const by = new Date(Date.now() + seconds * 1000).toLocaleTimeString('en-GB');
        reporter.line(`${target} goes back by itself, by ${by} at the latest: its watchdog looks after it. See: nix-flake-deploy status ${target}`);
    }
    cleanUp();
    process.exit(1);
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./cli/janitor.js



/** Reads directories, one a line, until nobody can write any more. No argument of it has their paths, for what has is ended. */
const script = `while IFS= read -r directory; do set -- "$@" "$directory"; done
for directory; do
  [ -e "$directory" ] || continue
  pkill -KILL -f -- "$directory/" 2>/dev/null
  rm -rf -- "$directory"
done`;
/**
 * Removes directories once this process is gone, whatever ended it, as the post step does for a workflow: a shell that waits for the end of its
 * input. In a session of its own, for neither Ctrl-C nor the end of the terminal is meant for it.
 */
class Janitor {
    #stdin;
    #directories = [];
    constructor() {
        const child = (0,external_node_child_process_.spawn)('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
        // Where it cannot be, we remove what is ours as long as we live.
        child.on('error', () => undefined);
        child.unref();
        this.#stdin = child.stdin;
        this.#stdin.on('error', () => undefined);
        // A pipe is a socket to Node, which nobody waits for at the end.
        if (child.stdin instanceof external_node_net_.Socket)
            child.stdin.unref();
    }
    /** To be called before the directory is there. */
    willRemove(directory) {
        this.#directories.push(directory);
        this.#stdin.write(`${directory}\n`);
    }
    /** Removes them now, for who is about to end. */
    cleanUp() {
        for (const directory of this.#directories)
            (0,external_node_fs_.rmSync)(directory, { recursive: true, force: true, maxRetries: 3 });
    }
}

// EXTERNAL MODULE: external "node:readline/promises"
var promises_ = __webpack_require__(6848);
;// CONCATENATED MODULE: ./cli/words.js
/** As ssh is told it: `user@host:port`. */
function addressOf({ user, host, port }) {
    return `${user === undefined ? '' : `${user}@`}${port !== undefined && host.includes(':') ? `[${host}]` : host}${port === undefined ? '' : `:${port}`}`;
}

;// CONCATENATED MODULE: ./cli/question.js


/** The person did not say yes. */
class Declined extends Error {
    constructor() {
        super('nothing was changed: the answer was not yes');
        this.name = 'Declined';
    }
}
const mostTargets = 20;
/** Whether this would change any host; a dry activation only shows. */
function changesAnything({ targets }) {
    return targets.some(({ activate }) => activate !== 'dry-activate');
}
/** What is about to be done, for who is asked: the revision, and each target with its address. */
function planText({ command, targets, plan }, revision) {
    const shown = targets.slice(0, mostTargets);
    const longest = Math.max(...shown.map(({ name }) => name.length));
    const longestAddress = Math.max(...shown.map((target) => addressOf(target).length));
    return [
        `${command} ${revision} on ${targets.length === 1 ? 'this target' : `these ${targets.length} targets`}:`,
        ...shown.map((target) => `  ${target.name.padEnd(longest)}  ${addressOf(target).padEnd(longestAddress)}  ${done[target.activate]}`),
        ...(targets.length > shown.length ? [`  … and ${targets.length - shown.length} more`] : []),
        ...(plan.waves.length > 1 ? [`in ${plan.waves.length} waves`] : []),
    ].join('\n');
}
const done = {
    switch: 'activated now, booted from then on once it is healthy',
    boot: 'booted next time, unwatched',
    test: 'activated now, until the next reboot',
    'dry-activate': 'only shown what would change',
    none: 'put there and recorded, not activated',
};
/** Asks, and throws `Declined` for anything but yes; an end of the input is none. */
async function askToGoOn(signal) {
    // Without raw mode: Ctrl-C goes the way that it goes everywhere else.
    const asking = (0,promises_.createInterface)({ input: process.stdin, output: process.stderr, terminal: false });
    try {
        const ended = new Promise((resolve) => asking.once('close', () => resolve('')));
        const answer = await Promise.race([asking.question('Go on? [y/N] ', { signal }), ended]).catch((error) => {
            signal.throwIfAborted();
            throw error;
        });
        if (!/^y(?:es)?$/i.test(answer.trim()))
            throw new Declined();
    }
    finally {
        asking.close();
    }
}

// EXTERNAL MODULE: ./events/results.js
var results = __webpack_require__(6845);
// EXTERNAL MODULE: ./report/annotations.js
var annotations = __webpack_require__(86);
// EXTERNAL MODULE: ./report/log.js
var log = __webpack_require__(214);
// EXTERNAL MODULE: ./runner/units.js
var units = __webpack_require__(5883);
;// CONCATENATED MODULE: ./cli/board.js



/** What stands at a phase until something else is known. */
const waitsFor = {
    connect: 'a login',
    stage: 'what it lacks',
    activate: 'its checks before the switch',
    reach: 'a new login',
    check: 'the first answer',
    confirm: 'its boot entry',
    'roll-back': 'the system before to run again',
    soak: 'its checks, which have to stay green',
    verify: 'every byte to be read',
};
/** How all stands: made of events, and drawn as lines. Knows of no terminal. */
class Board {
    #rows = new Map();
    #total;
    #began;
    /** Of the whole run. */
    #phase;
    #building = new Set();
    #done = 0;
    #failed = 0;
    /** What is said at the end of the last line. */
    hint = '';
    constructor(targets, began) {
        this.#total = targets.length;
        this.#began = began;
        for (const { name } of targets)
            this.#row(name, false);
    }
    add(event, now) {
        if (event.type === 'nix-build-started')
            this.#building.add(event.name);
        if (event.type === 'nix-build-ended')
            this.#building.delete(event.name);
        if (event.type === 'nix-progress' && this.#phase !== undefined) {
            const { builds, copies, evaluating } = event;
            const parts = [
                ...(builds.expected > 0 ? [`${builds.done} of ${builds.expected} built`] : []),
                ...(copies.expected > 0 ? [`${copies.done} of ${copies.expected} paths fetched`] : []),
            ];
            this.#phase.said = parts.length > 0 ? parts.join(', ') : evaluating === undefined ? '' : `evaluating ${evaluating}`;
        }
        if (event.type === 'wave-started')
            for (const target of event.targets)
                this.#row(target, event.ofGate === true).wave = event.wave;
        if (event.type === 'output')
            this.#addOutput(event.source, event.text, event.ofGate === true);
        if (!('target' in event) || event.target === undefined)
            this.#addOfRun(event, now);
        else
            this.#addOfTarget(this.#row(event.target, event.ofGate === true), event, now);
    }
    /** What a host prints while it activates is what it waits for. */
    #addOutput(source, text, ofGate) {
        const row = this.#rows.get(keyOf(source, ofGate));
        if (row?.phases.has('activate') === true)
            row.said = (0,log/* untrusted */.bp)(text);
    }
    #addOfRun(event, now) {
        if (event.type === 'phase-started')
            this.#phase = { text: event.text ?? log/* phaseNames */.k1[event.phase], since: now, said: '' };
        if (event.type === 'phase-ended')
            this.#phase = undefined;
    }
    #addOfTarget(row, event, now) {
        switch (event.type) {
            case 'phase-started':
                row.phases.set(event.phase, now);
                row.said = '';
                if (event.phase === 'confirm' || event.phase === 'soak')
                    delete row.deadline;
                break;
            case 'phase-ended':
                row.phases.delete(event.phase);
                row.said = '';
                if (event.phase === 'stage')
                    row.isStaged = true;
                break;
            case 'window':
                row.deadline = now + event.seconds * 1000;
                break;
            case 'note':
                row.said = (0,log/* untrusted */.bp)(event.text);
                break;
            case 'check-answered':
                if (!event.passed)
                    row.said = (0,log/* untrusted */.bp)(`${event.check}: ${event.answer}`);
                break;
            case 'target-ended':
                this.#rows.delete(keyOf(event.target, event.ofGate === true));
                if (event.ofGate !== true) {
                    this.#done += 1;
                    if (!(0,results/* isAsAsked */.$6)(event.result))
                        this.#failed += 1;
                }
                break;
            default:
        }
    }
    #row(name, ofGate) {
        const key = keyOf(name, ofGate);
        const row = this.#rows.get(key) ?? {
            name: ofGate ? `${name} (gate)` : name,
            phases: new Map(),
            said: '',
            wave: '',
            isStaged: false,
        };
        this.#rows.set(key, row);
        return row;
    }
    /** The targets that are in their window, and in how many seconds each goes back by itself. */
    windows(now) {
        return [...this.#rows.values()].flatMap(({ name, deadline }) => deadline === undefined ? [] : [{ target: name, seconds: Math.max(0, Math.round((deadline - now) / 1000)) }]);
    }
    /** The lines, no more than so many: those in their window first, then who is worked on, then who waits; the rest is counted. */
    lines(now, most, { bold, dim, red, yellow }) {
        const urgency = ({ phases, deadline }) => (deadline === undefined ? (phases.size > 0 ? 1 : 2) : 0);
        const rows = [...this.#rows.values()].sort((a, b) => urgency(a) - urgency(b));
        const ofRun = this.#phase === undefined ? [] : [this.#runLine(this.#phase, now, { bold, dim })];
        const room = Math.max(1, most - ofRun.length - 1);
        // While something is done for all of them, a line for each that only waits says nothing.
        const telling = this.#phase === undefined ? rows : rows.filter((row) => urgency(row) < 2);
        const shown = telling.length <= room ? telling : telling.slice(0, room - 1);
        const longest = Math.max(0, ...shown.map(({ name }) => name.length));
        const folded = telling.length - shown.length;
        const lines = shown.map((row) => {
            const phase = [...row.phases.keys()].at(-1);
            const since = phase === undefined ? undefined : row.phases.get(phase);
            const took = since === undefined ? '' : humanTime(now - since);
            const title = phase === undefined ? 'waits' : shortNames[phase];
            const back = row.deadline === undefined || phase === 'roll-back' ? '' : yellow(`goes back in ${humanTime(Math.max(0, row.deadline - now))} unless confirmed`);
            const rest = [back, dim(whatFor(row, phase))].filter((part) => part !== '').join(' · ');
            return `  ${bold(row.name.padEnd(longest))}  ${title.padEnd(shortLength)} ${took.padStart(7)}  ${rest}`;
        });
        if (folded > 0)
            lines.push(dim(`  … and ${folded} more: ${countedPhases(telling.slice(shown.length))}`));
        return [...ofRun, ...lines, this.total(now, { dim, red })];
    }
    /** Whether any target has. */
    get hasEnded() {
        return this.#done > 0;
    }
    /** How many have ended, how many of those not as asked, and how long all takes. */
    total(now, { dim, red }) {
        const counts = [
            ...(this.#total > 0 ? [`${this.#done} of ${this.#total} done`] : []),
            ...(this.#failed > 0 ? [red(`${this.#failed} not as asked`)] : []),
            humanTime(now - this.#began),
            ...(this.hint === '' ? [] : [this.hint]),
        ];
        return dim(counts.join(' · '));
    }
    #runLine({ text, since, said }, now, { bold, dim }) {
        const building = [...this.#building].slice(-3).join(', ');
        const rest = [said, building === '' ? '' : `building ${building}`].filter((part) => part !== '').join(', ');
        return `  ${bold((0,log/* untrusted */.bp)(text))}  ${humanTime(now - since)}${rest === '' ? '' : `  ${dim((0,log/* untrusted */.bp)(rest))}`}`;
    }
}
const shortNames = { ...log/* phaseNames */.k1, reach: 'reach anew' };
const shortLength = 13;
function keyOf(name, ofGate) {
    return `${ofGate ? 'gate ' : ''}${name}`;
}
function whatFor({ said, wave, isStaged }, phase) {
    if (said !== '')
        return said;
    if (phase !== undefined)
        return waitsFor[phase] === undefined ? '' : `waits for ${waitsFor[phase]}`;
    if (wave !== '')
        return `${wave} goes on`;
    return isStaged ? 'for its turn; the system is there' : 'for its turn';
}
function countedPhases(rows) {
    const counts = Map.groupBy(rows, ({ phases }) => [...phases.keys()].at(-1));
    return [...counts].map(([phase, of]) => `${of.length} ${phase === undefined ? 'waiting' : `at ${shortNames[phase]}`}`).join(', ');
}
/** Whole seconds: what counts on and on in tenths is not read but flickers. */
function humanTime(milliseconds) {
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 10 ? `${seconds} s` : (0,units/* humanSeconds */.Nj)(seconds);
}

;// CONCATENATED MODULE: ./cli/paint.js
function paint(hasColours) {
    const of = (on, off) => (text) => (hasColours && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text);
    return { red: of(31, 39), green: of(32, 39), yellow: of(33, 39), bold: of(1, 22), dim: of(2, 22) };
}

;// CONCATENATED MODULE: ./cli/screen.js
const screen_escape = '\u001b[';
const hideCursor = `${screen_escape}?25l`;
const showCursor = `${screen_escape}?25h`;
/** What is longer than a line is cut by the terminal, which alone knows how wide each character is. */
const cutLines = `${screen_escape}?7l`;
const wrapLines = `${screen_escape}?7h`;
const eraseLine = `${screen_escape}2K`;
const up = `${screen_escape}1A`;
/**
 * The last lines of a terminal, drawn anew in place; what is said above them scrolls. Every write is one, so that nothing of others comes
 * between.
 */
class Screen {
    #tty;
    #drawn = [];
    /** How wide the terminal was when they were drawn. */
    #columns = 80;
    #isShown = false;
    constructor(tty) {
        this.#tty = tty;
    }
    get columns() {
        return this.#tty.columns > 0 ? this.#tty.columns : 80;
    }
    get rows() {
        return this.#tty.rows > 0 ? this.#tty.rows : 24;
    }
    /** Says something above the drawn lines; long lines are wrapped. */
    say(lines) {
        if (lines.length === 0)
            return;
        this.#tty.write(`${this.#erasing()}${lines.map((line) => `${line}\n`).join('')}${this.#drawing(this.#drawn)}`);
        this.#columns = this.columns;
    }
    draw(lines) {
        this.#tty.write(`${this.#isShown ? '' : hideCursor}${this.#erasing()}${this.#drawing(lines)}`);
        this.#isShown = true;
        this.#drawn = lines;
        this.#columns = this.columns;
    }
    /** Takes the drawn lines away, and gives the terminal back as it was. */
    clear() {
        if (!this.#isShown)
            return;
        this.#tty.write(`${this.#erasing()}${showCursor}`);
        this.#isShown = false;
        this.#drawn = [];
    }
    #drawing(lines) {
        return lines.length === 0 ? '' : `${cutLines}${lines.map((line) => `${line}\n`).join('')}${wrapLines}`;
    }
    /**
     * Line by line: of a screen that is cleared as a whole, some terminals keep what was on it. A terminal that became narrower since has broken
     * the lines that were there.
     */
    #erasing() {
        const columns = this.columns;
        const rowsOf = (line) => Math.max(1, Math.ceil(Math.min(visibleLength(line), this.#columns) / columns));
        const rows = this.#drawn.reduce((sum, line) => sum + rowsOf(line), 0);
        // What keys have left where the cursor stands, a ^C for one, goes first.
        return rows === 0 ? '' : `\r${eraseLine}${`${up}${eraseLine}`.repeat(rows)}`;
    }
}
function visibleLength(line) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of our own colours
    return line.replaceAll(/\u001b\[[\d;]*m/g, '').length;
}

;// CONCATENATED MODULE: ./cli/reporter.js







/** How often the board is drawn anew. */
const everyMilliseconds = 200;
/** How much of what a host has printed is shown once it has failed. */
const keptLines = 20;
/** Tells a person, or a program that has called us. What is of GitHub's runner is not in it. */
class CommandLineReporter {
    #where;
    #paint;
    #screen;
    #outputs = new Map();
    #errors = [];
    #printed = new Map();
    #board;
    #timer;
    #tellsAll = false;
    #redraw = () => this.#draw();
    constructor(where) {
        this.#where = where;
        this.#paint = paint(where.hasColours);
        this.#screen = new Screen(where.err);
    }
    /** Every line is shown, as without a terminal. */
    tellAll() {
        this.#tellsAll = true;
    }
    /** Knows from now on how these targets stand, and draws it where that can be. */
    begin(targets) {
        this.#board = new Board(targets, performance.now());
        this.resume();
    }
    /** Takes the board away, so that somebody can be asked; `resume` draws it again. */
    suspend() {
        clearInterval(this.#timer);
        this.#timer = undefined;
        this.#where.err.off('resize', this.#redraw);
        this.#screen.clear();
    }
    resume() {
        if (!this.#where.isLive || this.#board === undefined || this.#timer !== undefined)
            return;
        this.#draw();
        this.#timer = setInterval(this.#redraw, everyMilliseconds);
        this.#where.err.on('resize', this.#redraw);
    }
    /** Leaves the last line of the board. */
    end() {
        this.suspend();
        if (this.#where.isLive && this.#board?.hasEnded === true)
            this.#screen.say([this.#board.total(performance.now(), this.#paint)]);
        this.#board = undefined;
    }
    event(event) {
        this.#board?.add(event, performance.now());
        this.#screen.say(!this.#where.isLive || this.#tellsAll ? this.#log(event) : this.#whatMatters(event));
    }
    line(text) {
        this.#screen.say([text]);
    }
    answer(text) {
        this.suspend();
        if (!this.#where.isJson)
            this.#where.out.write(`${text}\n`);
        this.resume();
    }
    problems(problems, level) {
        for (const { title, message, place } of problems) {
            const at = place === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: `;
            const text = `${title === undefined ? '' : `${title}: `}${at}${asFlag(message)}`;
            if (level === 'error')
                this.#errors.push(text);
            this.#screen.say(indented(level === 'error' ? this.#paint.red('error:') : this.#paint.yellow('warning:'), text));
        }
    }
    warning(text, title) {
        this.#screen.say(indented(this.#paint.yellow('warning:'), title === undefined ? text : `${title}: ${text}`));
    }
    output(name, value) {
        this.#outputs.set(name, value);
    }
    debug() {
        // A stack says nothing to who has called us.
    }
    secret() {
        // Nothing of ours shows it, and no line of others is looked through: who has called us has said it themselves.
    }
    /** What is wrong with the call, which so has no results. */
    mistake(message) {
        this.problems([{ name: '', message }], 'error');
    }
    /** The document of `--json`: the outputs, and what was wrong. */
    writeJson() {
        const document = { ...Object.fromEntries(this.#outputs), ...(this.#errors.length > 0 && { errors: this.#errors }) };
        this.#where.out.write(`${JSON.stringify(document, undefined, 2)}\n`);
    }
    /** Who goes back by itself, and in how many seconds. */
    get windows() {
        return this.#board?.windows(performance.now()) ?? [];
    }
    set hint(text) {
        if (this.#board !== undefined)
            this.#board.hint = text;
    }
    #draw() {
        if (this.#board === undefined)
            return;
        // Some of what was said before stays to be seen.
        const most = Math.max(3, Math.min(this.#screen.rows - 4, 40));
        this.#screen.draw(this.#board.lines(performance.now(), most, this.#paint));
    }
    /** The log of a workflow: a group has its title, and no end. */
    #log(event) {
        if (event.type === 'notice')
            return indented(event.level === 'warning' ? this.#paint.yellow('warning:') : 'notice:', (0,log/* untrusted */.bp)(event.text));
        return (0,log/* logParts */.Ru)(event).flatMap((part) => (typeof part === 'string' ? [part] : 'ends' in part ? [] : [this.#paint.bold(part.group)]));
    }
    /** What the board does not show, or shows for a moment only. */
    #whatMatters(event) {
        const { dim, green, red } = this.#paint;
        switch (event.type) {
            case 'notice':
            case 'build-log':
            case 'wave-started':
            case 'wave-ended':
                return this.#log(event);
            case 'output': {
                const lines = this.#printed.get(event.source) ?? [];
                lines.push(...this.#log(event));
                this.#printed.set(event.source, lines.slice(-keptLines));
                return event.source === 'nix' ? this.#log(event).map(dim) : [];
            }
            case 'note':
                return event.target === undefined ? this.#log(event) : [];
            case 'nix-build-ended':
                return event.succeeded ? [] : this.#log(event);
            case 'phase-ended':
                return event.target === undefined ? this.#log(event) : [];
            case 'target-ended': {
                if (event.ofGate === true)
                    return [];
                const isGood = (0,results/* isAsAsked */.$6)(event.result);
                const printed = isGood ? [] : (this.#printed.get(event.target) ?? []).map(dim);
                const [line = ''] = this.#log(event);
                // Why is told whole at the end.
                return [...printed, `${isGood ? green('✓') : red('✗')} ${(0,annotations/* shorten */.ml)(line, this.#screen.columns - 2)}`];
            }
            default:
                return [];
        }
    }
}
/** The first line after its word, the others below it. */
function indented(word, text) {
    const [first = '', ...rest] = text.split('\n');
    return [`${word} ${first}`, ...rest.map((line) => `  ${line}`)];
}
/** An input is a flag here. */
function asFlag(message) {
    const [, name = ''] = /^([a-z-]+)(?:,[^:]*)?: /.exec(message) ?? [];
    return Object.hasOwn(inputs/* INPUT_DEFAULTS */.WJ, name) ? `--${message}` : message;
}

;// CONCATENATED MODULE: ./cli/main.js
















/** What a shell is told. */
const exitCodes = { 'as-asked': 0, 'not-as-asked': 1, mistake: 2 };
/** The command line: gives its exit code. Never throws for what is wrong with the call. */
async function main(argv) {
    const shell = (0,environment/* readShell */.lu)(secretInputs.map(variableOf));
    const { stdout, stderr } = process;
    // Whoever reads may have read enough (`| head`), and a terminal may be gone: neither ends a deployment.
    for (const stream of [stdout, stderr])
        stream.on('error', () => undefined);
    const isTerminal = stderr.isTTY && !shell.isDumb;
    const isJson = argv.includes('--json');
    const reporter = new CommandLineReporter({ out: stdout, err: stderr, isLive: isTerminal, hasColours: isTerminal && !shell.noColor, isJson });
    const ended = (ending) => {
        reporter.end();
        if (isJson)
            reporter.writeJson();
        return exitCodes[ending];
    };
    let call;
    try {
        (0,environment/* needKnownMachine */.Ju)();
        const own = Object.hasOwn(subcommands, argv[0] ?? '') ? subcommands[argv[0] ?? '']?.main : undefined;
        if (own !== undefined && !argv.includes('--help') && !argv.includes('-h'))
            return await own(argv.slice(1), shell.environment.home);
        call = parseArguments(argv, shell.secrets);
    }
    catch (error) {
        reporter.mistake((0,error_words/* wordsOfError */.b)(error));
        return ended('mistake');
    }
    if (call === 'version' || 'help' in call) {
        const definition = readDefinition();
        stdout.write(`${call === 'version' ? definition.version : helpText(call.help, definition, stdout.isTTY ? stdout.columns : 80)}\n`);
        return 0;
    }
    return ended(await perform(call, reporter, shell.environment));
}
async function perform(call, reporter, environment) {
    const { subcommand, flags } = call;
    if (flags.on.has('verbose') || subcommand.tellsAll === true)
        reporter.tellAll();
    const janitor = new Janitor();
    const willRemove = (directory) => {
        if (directory !== '')
            janitor.willRemove(directory);
    };
    const stopAsking = new AbortController();
    const asks = subcommand.changesHosts === true && !flags.on.has('yes');
    const confirm = async (settings, revision) => {
        if (!changesAnything(settings))
            return;
        reporter.suspend();
        reporter.line(planText(settings, revision));
        await askToGoOn(stopAsking.signal);
        reporter.resume();
    };
    const run = new commands_run/* CommandRun */.t({
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
    });
    const done = onInterrupt({
        reporter,
        words: subcommand.whenCancelled,
        cancel: () => {
            stopAsking.abort(new Error('cancelled; nothing was changed'));
            run.cancel();
        },
        cleanUp: () => janitor.cleanUp(),
    });
    try {
        const work = await subcommand.work?.(flags);
        return await run.perform(() => {
            const settings = (0,parse/* parseSettings */.P)(withDefaults(call, environment.home, process.cwd()), workspace/* readWorkspaceFile */.s);
            if (asks)
                needTerminal(settings);
            return settings;
        }, work);
    }
    finally {
        done();
    }
}
/** Who is not there cannot say yes, and a program that calls us is not to wait for ever, nor to deploy unasked. */
function needTerminal(settings) {
    if (process.stdin.isTTY && process.stderr.isTTY)
        return;
    if (!('withTargets' in settings) && !changesAnything(settings))
        return;
    throw new input_error/* InputError */.dz('hosts would be changed, and there is no terminal to ask on; write --yes');
}


/***/ }),

/***/ 7341:
/***/ (() => {

// What Node 20 has not, and the sources use: GitHub runs the step with a newer one, a person may have this. test/repository holds that nothing
// else is needed.
const promises = Promise;
promises.withResolvers ??= function withResolvers() {
    let resolvers;
    const promise = new Promise((resolve, reject) => (resolvers = { resolve, reject }));
    return { promise, ...resolvers };
};
const maps = Map;
maps.groupBy ??= function groupBy(items, keyOf) {
    const groups = new Map();
    let index = 0;
    for (const item of items) {
        const key = keyOf(item, index++);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [item]);
        else
            group.push(item);
    }
    return groups;
};



/***/ }),

/***/ 847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KQ: () => (/* binding */ initHelp),
/* harmony export */   o: () => (/* binding */ initFlags),
/* harmony export */   uW: () => (/* binding */ readFlags)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5918);


/** What its help says beside the flags. */
const initHelp = {
    summary: 'Write workflows, targets, lines of NixOS, keys and known hosts for a checkout of a flake. Changes nothing that is there.',
    examples: [
        ['init', 'asks for everything'],
        ['init --production web=root@web.example.com --health-check none --make-keys', 'for one machine, without a question'],
    ],
};
/** The flags of `init`, by their names without the dashes. */
const initFlags = {
    flake: { value: 'DIRECTORY', description: 'Where flake.nix is, in a checkout. Default: the working directory.' },
    staging: {
        value: 'NAME[=ADDRESS]',
        isList: true,
        description: 'A configuration that is for staging, and where its machine is, as [user@]host[:port]: every push is activated there. The address may be left out where the flake says it (deploy-rs, Colmena, nixinate). For several, give it several times.',
    },
    production: {
        value: 'NAME[=ADDRESS]',
        isList: true,
        description: 'The same for production, to which is promoted what staging has proven. Where only one of the two is given and nobody is asked, it is the only stage, on which every push is activated.',
    },
    'health-check': { value: 'URL|none', description: 'What must answer with 2xx on each machine, with {host} for its address and {target} for its name.' },
    branch: { value: 'NAME', description: "Of which branch each push is deployed. Default: the remote's default branch, or else the one that is checked out." },
    'make-keys': {
        description: 'Make the key pairs that are needed, with ssh-keygen. Those that are there already are used. Default: it is asked; without a terminal, none are made.',
    },
    'key-directory': {
        value: 'DIRECTORY',
        description: 'Where the private halves are written, outside of the checkout. Default: ~/.ssh/nix-flake-deploy/ and the name of the checkout.',
    },
    'set-secrets': {
        description: 'Hand the keys to GitHub with gh, which must be logged in: as secrets of the environments, made where they are missing. No secret that is there is replaced.',
    },
    'show-host-keys': {
        description: 'Show the key of each machine with its fingerprint, to compare. On a terminal, those that you have compared go into deploy/known_hosts.',
    },
    'accept-host-keys': {
        description: 'Write the keys that the machines show into deploy/known_hosts without comparing them. Whoever is between here and a machine now is then trusted for good.',
    },
    yes: { description: 'Ask nothing: take what would be proposed. What has no proposal must be given as a flag.' },
};
const known = Object.keys(initFlags).map((name) => `--${name}`);
/** Reads the arguments behind `init`. Throws an InputError for what is none of its flags. */
function readFlags(args) {
    const all = Object.entries(initFlags);
    const options = Object.fromEntries(all.map(([name, { value, isList = false }]) => [name, { type: value === undefined ? 'boolean' : 'string', multiple: isList }]));
    const { tokens } = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
    const texts = new Map();
    for (const token of tokens) {
        if (token.kind === 'positional')
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(token.value)} is not expected; init takes flags only: ${known.join(', ')}`);
        if (token.kind === 'option-terminator')
            continue;
        const flag = Object.hasOwn(initFlags, token.name) ? initFlags[token.name] : undefined;
        if (flag === undefined || !token.rawName.startsWith('--'))
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(token.rawName)} is not a flag of init; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .wouldDo */ .J7)(token.rawName, known)}`);
        if (flag.value === undefined && token.value !== undefined)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${token.rawName} has no value; leave out ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(`=${token.value}`)}`);
        // Of what looks like a flag, parseArgs makes a value all the same.
        if (flag.value !== undefined && (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--'))))
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${token.rawName} needs a value; write ${token.rawName} ${flag.value}`);
        const before = texts.get(token.name) ?? [];
        if (before.length > 0 && flag.isList !== true)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${token.rawName} is given twice; leave one of them out`);
        texts.set(token.name, [...before, token.value ?? '']);
    }
    const one = (name) => texts.get(name)?.[0];
    const is = (name) => texts.has(name);
    return {
        flake: one('flake') ?? '.',
        staging: texts.get('staging'),
        production: texts.get('production'),
        healthCheck: one('health-check'),
        branch: one('branch'),
        makeKeys: is('make-keys'),
        keyDirectory: one('key-directory'),
        setSecrets: is('set-secrets'),
        showHostKeys: is('show-host-keys'),
        acceptHostKeys: is('accept-host-keys'),
        yes: is('yes'),
    };
}


/***/ })

};
