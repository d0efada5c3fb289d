export const id = 352;
export const ids = [352];
export const modules = {

/***/ 5352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  setUp: () => (/* binding */ set_up_setUp)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./init/examples.js

/**
 * The examples as the build puts them beside the entry. Where this runs from the sources, they are not there. (The bundler takes a file along
 * because of the line that reads it.)
 */
function readExamples() {
    return {
        deploy: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "deploy.yml", 'utf8'),
        promote: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "promote.yml", 'utf8'),
        'pull-request': (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "pull-request.yml", 'utf8'),
    };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __webpack_require__(4891);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./settings/configuration-name.js
var configuration_name = __webpack_require__(4589);
// EXTERNAL MODULE: ./health/check.js
var check = __webpack_require__(8816);
// EXTERNAL MODULE: ./parse/names.js
var parse_names = __webpack_require__(2345);
// EXTERNAL MODULE: ./settings/address.js
var settings_address = __webpack_require__(2083);
// EXTERNAL MODULE: ./settings/values.js
var values = __webpack_require__(6437);
// EXTERNAL MODULE: ./settings/hooks.js
var hooks = __webpack_require__(8911);
// EXTERNAL MODULE: ./settings/targets.js
var targets = __webpack_require__(9341);
// EXTERNAL MODULE: ./parse/lost-name.js
var lost_name = __webpack_require__(7051);
;// CONCATENATED MODULE: ./init/plan.js


/** What every push is activated on, and what is promoted to. */
const STAGES = ['staging', 'production'];
/** The stages that have machines. */
function stagesOf({ machines }) {
    return STAGES.filter((stage) => machines[stage].length > 0);
}
/** The user whom all machines of a stage let in. */
function userOf({ machines }, stage) {
    return machines[stage][0]?.address.user ?? defaultUser;
}
/** Whom the NixOS module makes. */
const defaultUser = 'deploy';
/**
 * The name of each configuration's target: its own where that can name one, which it mostly can, and else what is left of it. `defaults` has
 * a meaning in a file of targets.
 */
function targetNames(configurations) {
    const isFree = (name) => (0,parse_names/* isPlainName */.sh)(name) && !(0,lost_name/* isLostName */.C)(name) && name !== 'defaults' && !(name in Object.prototype);
    const names = new Map(configurations.filter(isFree).map((name) => [name, name]));
    for (const configuration of configurations) {
        if (names.has(configuration))
            continue;
        const plain = configuration.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
        const base = isFree(plain) ? plain : `machine-${plain}`.slice(0, 90).replace(/[^A-Za-z0-9]+$/, '');
        const taken = new Set(names.values());
        let name = base;
        for (let number = 2; taken.has(name); number++)
            name = `${base}-${number}`;
        names.set(configuration, name);
    }
    return names;
}
/** How a machine is known in known_hosts and to ssh-keyscan. */
function knownAs({ host, port }) {
    return port === undefined || port === 22 ? host : `[${host}]:${port}`;
}

// EXTERNAL MODULE: ../node_modules/yaml/dist/index.js
var dist = __webpack_require__(6637);
;// CONCATENATED MODULE: ./init/targets-file.js




const repository = 'https://github.com/org/nix-flake-deploy/blob/v1';
const schema = 'https://raw.githubusercontent.com/org/nix-flake-deploy/v1/docs/targets.schema.json';
/** Where the targets of a stage are told. */
function targetsPath(stage) {
    return `deploy/${stage}.yml`;
}
/** The targets of a stage as a file, which people and both workflows share. */
function targetsFile(plan, stage) {
    const names = targetNames(STAGES.flatMap((each) => plan.machines[each].map(({ configuration }) => configuration)));
    const isAlone = stagesOf(plan).length === 1;
    const defaults = new Map([
        ['tags', stage],
        // The workflow that runs on every push activates only where it is told to.
        ...(stage === 'staging' && !isAlone ? [['activate', 'switch']] : []),
        ...(plan.healthCheck === undefined ? [] : [['health-check', plan.healthCheck]]),
    ]);
    const targets = plan.machines[stage].map((machine) => told(machine, names.get(machine.configuration) ?? machine.configuration, stage));
    const document = new dist/* Document */.yo(new Map([['defaults', defaults], ...targets]));
    document.commentBefore = ` yaml-language-server: $schema=${schema}\n The machines of ${stage}: ${repository}/docs/fleets.md`;
    const said = document.get('defaults');
    comment(said, 'activate', ' In deploy.yml stands `activate: none`, for whoever does not say otherwise.');
    comment(said, 'health-check', ` With \`expect-header\`, what answers must be what was deployed: ${repository}/examples/deploy.yml`);
    if (plan.healthCheck === undefined)
        said.comment = ` Without a health check, whatever can be reached after its switch, with its units in order, counts as healthy:\n health-check: https://{host}/healthz`;
    return { path: targetsPath(stage), text: document.toString({ lineWidth: 0 }) };
}
function told({ configuration, address, tags }, name, stage) {
    const host = (0,settings_address/* formatAddress */.M0)({ ...address, user: address.user ?? defaultUser });
    const more = { ...(configuration !== name && { configuration: (0,configuration_name/* asWritten */.qm)(configuration) }), ...(tags.length > 0 && { tags: [stage, ...tags] }) };
    return [name, Object.keys(more).length === 0 ? host : { host, ...more }];
}
/** Puts a comment above a key of a map, where it has the key. */
function comment(map, key, text) {
    const pair = map.items.find((item) => item.key.value === key);
    if (pair !== undefined)
        pair.key.commentBefore = text;
}

;// CONCATENATED MODULE: ./init/check-plan.js






/** Throws an InputError for what does not fit together: no machine at all, one that is in both stages, two at one host, users that differ. */
function checkPlan(plan) {
    const all = STAGES.flatMap((stage) => plan.machines[stage]);
    if (all.length === 0)
        throw new input_error/* InputError */.dz('neither staging nor production has a machine; name a configuration for one of them');
    const twice = all.find(({ configuration }, index) => all.findIndex((other) => other.configuration === configuration) !== index);
    if (twice !== undefined)
        throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(twice.configuration)} is named twice; a configuration is for one machine, of staging or of production`);
    for (const [index, { configuration, address }] of all.entries()) {
        const same = all.slice(0, index).find((other) => knownAs(other.address).toLowerCase() === knownAs(address).toLowerCase());
        if (same !== undefined)
            throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(same.configuration)} and ${(0,input_error/* quote */.hD)(configuration)} are both at ${knownAs(address)}; a host runs one configuration`);
    }
    for (const stage of stagesOf(plan)) {
        const user = userOf(plan, stage);
        const other = plan.machines[stage].find(({ address }) => (address.user ?? defaultUser) !== user);
        if (other !== undefined)
            throw new input_error/* InputError */.dz(`${(0,settings_address/* formatAddress */.M0)(other.address)} has another user than ${(0,settings_address/* formatAddress */.M0)(plan.machines[stage][0]?.address ?? other.address)}; the machines of ${stage} share their lines of NixOS, so write one user for all of them`);
    }
    // What the workflows will read, by the parser that they have.
    (0,targets/* completeTargets */.q4)('targets', stagesOf(plan).map((stage) => {
        const { path, text } = targetsFile(plan, stage);
        return (0,targets/* parseTargetMap */.$L)(path, text, false);
    }), { activate: 'switch', healthChecks: [], hooks: hooks/* noHooks */.sU, tolerateUnits: [], activationTimeoutSeconds: 300, confirmTimeoutSeconds: 120 });
}

// EXTERNAL MODULE: ./runner/process.js + 1 modules
var runner_process = __webpack_require__(4291);
;// CONCATENATED MODULE: ./init/checkout.js




/** Finds the checkout in which a flake lies. `place` is a directory, seen from `directory`. Throws an InputError where there is no flake, or no checkout. */
function findCheckout(directory, place) {
    const given = (0,external_node_path_.resolve)(directory, place);
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(given, 'flake.nix')))
        throw new input_error/* InputError */.dz(`--flake: there is no flake.nix in ${(0,input_error/* quote */.hD)(given)}; init is for a checkout: change into the one of your flake, or name the directory of flake.nix in it`);
    const flake = (0,external_node_fs_.realpathSync)(given);
    let root = flake;
    while (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(root, '.git'))) {
        if ((0,external_node_path_.dirname)(root) === root)
            throw new input_error/* InputError */.dz(`--flake: ${(0,input_error/* quote */.hD)(flake)} is not in a git checkout, and GitHub runs what is in one; make one there: git init, git add --all, git commit`);
        root = (0,external_node_path_.dirname)(root);
    }
    return { root, name: (0,external_node_path_.basename)(root), flake: flake === root ? '.' : `./${(0,external_node_path_.relative)(root, flake)}` };
}
/** The branch that is deployed from, as git knows it here: the remote's default one, or else the one that is checked out. Undefined where there is neither. */
async function defaultBranch(root) {
    for (const [args, prefix] of [
        [['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'], 'origin/'],
        [['symbolic-ref', '--quiet', '--short', 'HEAD'], ''],
    ]) {
        const { code, stdout } = await (0,runner_process/* run */.eF)('git', args, { cwd: root, timeoutSeconds: 20 });
        if (code === 0)
            return stdout.trim().slice(prefix.length);
    }
    return undefined;
}
/** Reads the name of a branch. In a workflow some of what git allows there is a pattern. */
function branchName(text) {
    if (/^[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(text))
        return text;
    throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(text)} is not the name of a branch as init writes it; use letters, digits, '.', '_', '-' and '/'`);
}

;// CONCATENATED MODULE: ./init/answers.js









/**
 * Makes the plan of what the flags say, what the flake says and what is answered. Where nobody answers, an InputError names all flags that are
 * missing; `--yes` takes what is proposed.
 */
async function makePlan(given, checkout, flake, dialogue) {
    const missing = [];
    const chosen = await chooseStages(given, flake.names, dialogue);
    if (STAGES.every((stage) => chosen[stage].length === 0))
        missing.push('--staging NAME=ADDRESS, --production NAME=ADDRESS or both');
    const machines = await findMachines(chosen, flake, dialogue, missing);
    const healthCheck = await chooseHealthCheck(given, dialogue, missing);
    const branch = await chooseBranch(given, checkout, dialogue, missing);
    if (missing.length > 0)
        throw new input_error/* InputError */.dz(`nobody can be asked here, and what follows has no proposal; give it as flags: ${missing.join('; ')}`);
    const plan = { flake: checkout.flake, branch, machines, healthCheck };
    checkPlan(plan);
    return plan;
}
async function chooseStages(given, names, dialogue) {
    const chosen = { staging: [], production: [] };
    const isSaid = STAGES.some((stage) => given[stage] !== undefined);
    for (const stage of STAGES) {
        const texts = given[stage];
        const others = chosen.staging.map(({ configuration }) => configuration);
        const proposed = proposal(stage, names.filter((name) => !others.includes(name)));
        if (texts !== undefined)
            chosen[stage] = texts.map((text) => (0,values/* inPlace */.zp)(`--${stage}`, () => readChosen(text, names)));
        else if (dialogue.isAnswered) {
            const written = proposed.length > 0 ? proposed.map(configuration_name/* asWritten */.qm).join(' ') : 'none';
            const question = `Which are ${stage}${stage === 'staging' ? ', where every push goes' : ', which is promoted to'}? Names with spaces between, or 'none'`;
            chosen[stage] = await dialogue.answer(question, written, (text) => readNames(text, stage, names, others));
        }
        else if (!isSaid && given.yes)
            chosen[stage] = proposed.map((configuration) => ({ configuration }));
    }
    return chosen;
}
/** Where the machines are: as was said with their names, or else as the flake says it for another tool, or as is answered. */
async function findMachines(chosen, flake, dialogue, missing) {
    const isUnsaid = STAGES.some((stage) => chosen[stage].some(({ address }) => address === undefined));
    const said = isUnsaid ? await flake.machines() : { targets: {}, remarks: [] };
    for (const remark of said.remarks)
        dialogue.say(remark);
    const machines = { staging: [], production: [] };
    for (const stage of STAGES) {
        for (const { configuration, address } of chosen[stage]) {
            const known = said.targets[configuration];
            if (address !== undefined)
                machines[stage].push(machineAt(configuration, address));
            else if (known !== undefined) {
                const { host, user, port, tags = [] } = known;
                const machine = machineAt(configuration, { host, ...(user !== undefined && { user }), ...(port !== undefined && { port }) });
                machines[stage].push({ ...machine, tags: tags.filter((tag) => tag !== stage) });
                dialogue.say(`${(0,input_error/* quote */.hD)(configuration)} is at ${(0,settings_address/* formatAddress */.M0)(machine.address)}.`);
            }
            else if (dialogue.isAnswered)
                machines[stage].push(await askMachine(stage, configuration, machines, dialogue));
            else
                missing.push(`--${stage} ${(0,configuration_name/* asWritten */.qm)(configuration)}=ADDRESS`);
        }
    }
    return machines;
}
function machineAt(configuration, address) {
    return { configuration, address: { ...address, user: address.user ?? defaultUser }, tags: [] };
}
/** Those whose names say it. One that is alone is production. */
function proposal(stage, names) {
    const found = names.filter((name) => (stage === 'staging' ? /stag/i : /prod/i).test(name));
    return stage === 'production' && found.length === 0 && names.length === 1 ? [...names] : found;
}
/** Reads `NAME` or `NAME=ADDRESS`; a name may have a `=` in it. */
function readChosen(text, names) {
    if (names.includes(text))
        return { configuration: text };
    const at = text.lastIndexOf('=');
    const configuration = known((0,configuration_name/* configurationName */.Sh)(at < 0 ? text : text.slice(0, at)), names);
    return at < 0 ? { configuration } : { configuration, address: (0,settings_address/* parseAddress */.or)(text.slice(at + 1)) };
}
function readNames(text, stage, names, others) {
    const words = text === 'none' ? [] : (text.match(/"[^"]*"|[^\s,]+/g) ?? []);
    if (words.length === 0 && stage === 'production' && others.length === 0)
        throw new input_error/* InputError */.dz('neither staging nor production has a machine then; name one');
    return [...new Set(words.map((word) => known((0,configuration_name/* configurationName */.Sh)(word), names)))].map((configuration) => {
        if (others.includes(configuration))
            throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(configuration)} is staging already`);
        return { configuration };
    });
}
function known(name, names) {
    if (names.includes(name))
        return name;
    throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(name)} is not in the flake's nixosConfigurations; ${(0,input_error/* wouldDo */.J7)(name, names.map(configuration_name/* asWritten */.qm))}`);
}
async function askMachine(stage, configuration, machines, dialogue) {
    const proposed = configuration.includes('.') && (0,parse_names/* isHostName */.uy)(configuration) ? `${defaultUser}@${configuration}` : undefined;
    return dialogue.answer(`Where is ${(0,input_error/* quote */.hD)(configuration)}? [user@]host[:port]`, proposed, (text) => {
        const machine = machineAt(configuration, (0,settings_address/* parseAddress */.or)(text));
        checkPlan({ flake: '.', branch: '', machines: { ...machines, [stage]: [...machines[stage], machine] }, healthCheck: undefined });
        return machine;
    });
}
/** Undefined for none. */
async function chooseHealthCheck({ healthCheck }, dialogue, missing) {
    if (healthCheck !== undefined)
        return (0,values/* inPlace */.zp)('--health-check', () => readHealthCheck(healthCheck));
    if (dialogue.isAnswered)
        return dialogue.answer("What must answer on each machine, like https://{host}/healthz? A URL, or 'none'", undefined, readHealthCheck);
    missing.push("--health-check URL, or 'none'");
    return undefined;
}
/** A URL as a health check has it; undefined for `none`. */
function readHealthCheck(text) {
    if (text === '')
        throw new input_error/* InputError */.dz("there is none; write a URL, or 'none'");
    try {
        // In quotes, so that no YAML is made of it.
        (0,check/* parseHealthChecks */.Pe)('health-check', JSON.stringify(text));
    }
    catch (error) {
        // It is one line.
        if (error instanceof input_error/* InputError */.dz)
            throw new input_error/* InputError */.dz(error.message.replace('health-check, line 1: ', ''), { cause: error.cause });
        throw error;
    }
    return text === 'none' ? undefined : text;
}
async function chooseBranch({ branch }, { root }, dialogue, missing) {
    if (branch !== undefined)
        return (0,values/* inPlace */.zp)('--branch', () => branchName(branch));
    const found = await defaultBranch(root);
    if (dialogue.isAnswered)
        return dialogue.answer('Of which branch is each push deployed?', found, branchName);
    if (found !== undefined)
        return (0,values/* inPlace */.zp)('--branch', () => branchName(found));
    missing.push('--branch NAME');
    return '';
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ../node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(9680);
;// CONCATENATED MODULE: ./init/host-keys.js






/** The kinds of keys, the best first, with the name that NixOS gives to the file. */
const kinds = [
    ['ssh-ed25519', 'ed25519'],
    ['ecdsa-sha2-nistp256', 'ecdsa'],
    ['ssh-rsa', 'rsa'],
];
/** Asks each host for its key, as anybody can; nothing else is sent there. */
async function scan(addresses, signal) {
    const limit = (0,p_limit/* default */.A)(10);
    return Promise.all(addresses.map((address) => limit(() => scanOne(address, signal))));
}
async function scanOne(address, signal) {
    const { host, port = 22 } = address;
    const args = ['-T', '10', '-t', 'ed25519,ecdsa,rsa', '-p', String(port), '--', host];
    const { stdout, stderrTail } = await (0,runner_process/* run */.eF)('ssh-keyscan', args, { signal, timeoutSeconds: 60, maxStdoutBytes: 64 * 1024 });
    const shown = keyIn(stdout, address);
    if (shown !== undefined)
        return { address, shown };
    const said = stderrTail.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return { address, silence: (0,input_error/* onOneLine */.GJ)(said.at(-1) ?? 'it shows no key of a kind that is known here') };
}
/** The best of the keys that ssh-keyscan has printed, for a host as it is known to ssh. */
function keyIn(printed, address) {
    const keys = new Map([...printed.matchAll(/^[^\s#]+ ([a-z0-9-]+) ([A-Za-z0-9+/]{20,4096}={0,2})$/gm)].map(([, kind = '', key = '']) => [kind, key]));
    for (const [kind, name] of kinds) {
        const key = keys.get(kind);
        if (key === undefined)
            continue;
        const host = knownAs(address);
        return { host, line: `${host} ${kind} ${key}`, fingerprint: fingerprintOf(key), file: `/etc/ssh/ssh_host_${name}_key.pub` };
    }
    return undefined;
}
/** As ssh-keygen -l prints it. */
function fingerprintOf(key) {
    return `SHA256:${(0,external_node_crypto_.createHash)('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;
}
/** What a person says of a fingerprint: that it is the same, that it is not, or the one that the machine itself has told them, which is compared here. */
function judged({ fingerprint }, text) {
    if (/^y(?:es)?$/i.test(text))
        return true;
    if (/^no?$/i.test(text))
        return false;
    const own = /SHA256:[A-Za-z0-9+/]{43}/.exec(text)?.[0];
    if (own === undefined)
        throw new input_error/* InputError */.dz("write 'yes' if it is the same, 'no' if not, or paste what the machine says");
    if (own === fingerprint)
        return true;
    throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(own)} is another key: somebody may be in between, or it is of another machine; nothing is written of it if you answer 'no'`);
}
/** For people, and for the variable KNOWN_HOSTS, which workflows read. */
const knownHostsPath = 'deploy/known_hosts';
/** Whether a file of known hosts has lines that nobody has compared yet. */
function isUncompared(text) {
    return /^# NOT COMPARED/m.test(text);
}
/** The known hosts as a file, with what is known of each line. */
function knownHostsFile(keys) {
    const lines = keys.flatMap(({ shown, isCompared }) => [
        isCompared
            ? `# compared with ${shown.file} on the machine itself`
            : `# NOT COMPARED: taken as it came over the network (ssh-keygen -lf ${shown.file} there, then remove this line)`,
        shown.line,
    ]);
    return { path: knownHostsPath, text: `# For the variable KNOWN_HOSTS: gh variable set KNOWN_HOSTS < ${knownHostsPath}\n${lines.join('\n')}\n` };
}
/** How to compare it, for a person. */
function toCompare({ address, shown }) {
    return `${(0,settings_address/* formatAddress */.M0)(address)} shows ${shown.fingerprint}\n  On the machine itself, say at its console: ssh-keygen -lf ${shown.file}`;
}

// EXTERNAL MODULE: external "node:readline/promises"
var promises_ = __webpack_require__(6848);
;// CONCATENATED MODULE: ./init/terminal.js


/** What a person has broken off. */
class BrokenOff extends Error {
    constructor() {
        super('broken off');
        this.name = 'BrokenOff';
    }
}
/** A terminal with a person before it, or what is said goes out and nothing is asked. */
class Terminal {
    isAnswered;
    #output;
    #lines;
    #over = new AbortController();
    #isClosed = false;
    constructor(input, output, isAnswered) {
        this.isAnswered = isAnswered;
        this.#output = output;
        if (!isAnswered)
            return;
        this.#lines = (0,promises_.createInterface)({ input, output, terminal: true });
        this.#lines.once('close', () => {
            // A question that nobody answers any more would be open for ever.
            this.#over.abort(new BrokenOff());
            if (!this.#isClosed)
                output.write('\n');
        });
    }
    /** Aborted when the person breaks off. */
    get signal() {
        return this.#over.signal;
    }
    say(text) {
        this.#output.write(`${shown(text)}\n`);
    }
    async answer(question, proposal, read) {
        for (;;) {
            this.#over.signal.throwIfAborted();
            const text = await this.#question((0,input_error/* onOneLine */.GJ)(`${question}${proposal === undefined ? '' : ` [${proposal}]`}: `));
            try {
                return read(text === '' ? (proposal ?? '') : text);
            }
            catch (error) {
                if (!(error instanceof input_error/* InputError */.dz))
                    throw error;
                this.say(`  ${error.message}`);
            }
        }
    }
    async #question(text) {
        if (this.#lines === undefined)
            throw new BrokenOff();
        try {
            return (await this.#lines.question(text, { signal: this.#over.signal })).trim();
        }
        catch (error) {
            if (this.#over.signal.aborted)
                throw new BrokenOff();
            throw error;
        }
    }
    close() {
        this.#isClosed = true;
        this.#lines?.close();
    }
}
/** A text of several lines, with nothing in it that a terminal would obey: names in a flake and words of programs are anybody's. */
function shown(text) {
    return text.split('\n').map(input_error/* onOneLine */.GJ).join('\n');
}
/** Reads a yes or a no. */
function yesOrNo(text) {
    const word = text.toLowerCase();
    if (word === 'y' || word === 'yes')
        return true;
    if (word === 'n' || word === 'no')
        return false;
    throw new input_error/* InputError */.dz("write 'yes' or 'no'");
}

;// CONCATENATED MODULE: ./init/ask-host-keys.js






/**
 * Shows the machines' keys, and gives those that are trusted: each that a person says is the same on the machine itself; where nobody is
 * asked, none, or with `--accept-host-keys` all of them, which is said.
 */
async function askHostKeys(plan, checkout, given, dialogue, signal) {
    const nothing = { file: undefined, isComplete: true };
    if (!given.acceptHostKeys && !given.showHostKeys) {
        if (!dialogue.isAnswered)
            return nothing;
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(checkout.root, knownHostsPath)))
            return nothing;
        if (!(await dialogue.answer("Show the machines' host keys, to compare them?", 'yes', yesOrNo)))
            return nothing;
    }
    const scanned = await scan(STAGES.flatMap((stage) => plan.machines[stage].map(({ address }) => address)), signal);
    const isAnswered = dialogue.isAnswered && !given.acceptHostKeys;
    const trusted = [];
    for (const host of scanned) {
        if ('silence' in host) {
            dialogue.say(`${(0,settings_address/* formatAddress */.M0)(host.address)} does not tell its key: ${host.silence}`);
            continue;
        }
        const { shown } = host;
        dialogue.say(toCompare(host));
        const isTrusted = given.acceptHostKeys ||
            (isAnswered && (await dialogue.answer('  Is it the same? yes, no, or what the machine says', undefined, (text) => judged(shown, text))));
        if (isTrusted)
            trusted.push({ shown, isCompared: isAnswered });
        else if (isAnswered)
            dialogue.say('  Nothing is written of it. Find out what answers at that address before anything is deployed.');
        else
            dialogue.say(`  ${shown.line}`);
    }
    if (given.acceptHostKeys)
        dialogue.say(`WARNING: NONE OF THESE KEYS WAS COMPARED. Whoever is between here and a machine now would be trusted with every system from now on.\nCompare each before the first deployment, as ${knownHostsPath} says.`);
    else if (!isAnswered)
        dialogue.say(`None of these lines is written, for nobody has compared them: those that you have compared go into ${knownHostsPath} and the variable KNOWN_HOSTS.`);
    return {
        file: trusted.length === 0 ? undefined : knownHostsFile(trusted),
        isComplete: trusted.length === scanned.length || (!isAnswered && !given.acceptHostKeys),
    };
}

// EXTERNAL MODULE: ./init/flags.js
var flags = __webpack_require__(847);
// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(3916);
;// CONCATENATED MODULE: ./init/keys-needed.js

/** The keys of a plan: one for each job and each stage that it reaches, which may do there what that job does, and no more. */
function neededKeys(plan) {
    const [first, ...others] = stagesOf(plan);
    if (first === undefined)
        return [];
    if (others.length === 0)
        return [{ secret: `${first.toUpperCase()}_KEY`, environment: first, stage: first, role: 'deploy', name: 'deploy' }];
    return [
        { secret: 'STAGING_KEY', environment: 'staging', stage: 'staging', role: 'deploy', name: 'deploy' },
        { secret: 'PRODUCTION_STAGE_KEY', environment: 'staging', stage: 'production', role: 'stage', name: 'deploy' },
        { secret: 'PRODUCTION_KEY', environment: 'production', stage: 'production', role: 'activate', name: 'promote' },
        { secret: 'STAGING_WATCH_KEY', environment: 'production', stage: 'staging', role: 'watch', name: 'promote' },
    ];
}

;// CONCATENATED MODULE: ./init/host-lines.js



const purposes = {
    watch: 'May ask what runs there',
    stage: 'May put systems there, which activates nothing',
    activate: 'May activate what is there',
    deploy: 'May put systems there, and activate them',
};
/** Where the lines of a stage are, from the root of the checkout: beside the flake, which can read nothing above it where it is a flake of its own. */
function hostLinesPath(plan, stage) {
    return (0,posix_.join)(plan.flake, 'deploy', `${stage}.nix`);
}
/**
 * The lines of NixOS for the machines of a stage, which are the same for all of them. A public half that is not there yet is an error when the system is
 * evaluated, which says what belongs there.
 */
function hostLines(plan, stage, publicKeys) {
    const user = userOf(plan, stage);
    const keys = neededKeys(plan)
        .filter((key) => key.stage === stage)
        .flatMap(({ secret, environment, role, name }) => {
        const half = publicKeys.get(secret);
        const key = half === undefined ? `throw "the public half of ${secret} belongs into ${hostLinesPath(plan, stage)}"` : `"${half}"`;
        return [
            `      # ${purposes[role]}. Its private half is the secret ${secret} of the environment ${environment}.`,
            `      ${name} = {`,
            `        role = "${role}";`,
            ...(user === defaultUser ? [] : [`        user = "${user}";`]),
            `        key = ${key};`,
            '      };',
        ];
    });
    const text = [
        `# Who may deploy to the machines of ${stage}: https://github.com/org/nix-flake-deploy/blob/v1/docs/host-setup.md`,
        '# To be imported beside nix-flake-deploy.nixosModules.default.',
        '{',
        '  services.openssh.enable = true;',
        '  services.nix-flake-deploy = {',
        '    enable = true;',
        '    keys = {',
        ...keys,
        '    };',
        '  };',
        '}',
        '',
    ];
    return { path: hostLinesPath(plan, stage), text: text.join('\n') };
}
/** What is to be added to flake.nix, as lines to read: no program knows where. */
function flakeLines(plan) {
    return [
        'inputs.nix-flake-deploy.url = "github:org/nix-flake-deploy/v1";',
        '# and nix-flake-deploy among the arguments of outputs',
        ...stagesOf(plan).flatMap((stage) => [
            `# among the modules of ${plan.machines[stage].map(({ configuration }) => configuration).join(', ')}:`,
            `nix-flake-deploy.nixosModules.default ./deploy/${stage}.nix`,
        ]),
    ];
}

;// CONCATENATED MODULE: ./init/inside.js


/** Whether a path, of which the end need not be there yet, is in a directory, whatever links lead to it. The directory is a path without links. */
function isInside(directory, path) {
    let above = path;
    while (!(0,external_node_fs_.existsSync)(above))
        above = (0,external_node_path_.dirname)(above);
    const real = (0,external_node_path_.join)((0,external_node_fs_.realpathSync)(above), path.slice(above.length));
    return real === directory || real.startsWith(`${directory}/`);
}

;// CONCATENATED MODULE: ./init/keys.js





/** Where the private halves go. Throws an InputError for a place in the checkout, where one `git add --all` would publish them. */
function keyDirectory(given, checkout, directory, home) {
    const place = given === undefined ? (0,external_node_path_.join)(home, '.ssh/nix-flake-deploy', checkout.name) : (0,external_node_path_.resolve)(directory, given);
    if (isInside(checkout.root, place))
        throw new input_error/* InputError */.dz(`--key-directory: ${(0,input_error/* quote */.hD)(place)} is in the checkout, and private keys must never be committed; name a directory outside of it`);
    return place;
}
/** The public halves of the keys that are there already, by the name of the secret. */
async function publicHalves(directory, needed, signal) {
    const halves = new Map();
    for (const { secret } of needed) {
        const file = (0,external_node_path_.join)(directory, secret);
        if (!(0,external_node_fs_.existsSync)(file))
            continue;
        // From the private half: one file cannot be of another pair than the other.
        const { code, stdout } = await (0,runner_process/* run */.eF)('ssh-keygen', ['-y', '-P', '', '-f', file], { signal, timeoutSeconds: 20 });
        const half = /^(ssh-ed25519 [A-Za-z0-9+/]+=*)(?:\s|$)/.exec(stdout)?.[1];
        if (code !== 0 || half === undefined)
            throw new input_error/* InputError */.dz(`--key-directory: ${(0,input_error/* quote */.hD)(file)} is there, and is no ed25519 key without a passphrase that only you can read; move it away, or make it one that ssh-keygen reads: ssh-keygen -y -f FILE`);
        halves.set(secret, `${half} ${secret}`);
    }
    return halves;
}
/** Makes the pairs that are not there yet, each private half a file that only its owner can read, in a directory that only they can enter. */
async function makeKeys(directory, needed, { dialogue, written, signal }) {
    (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    if (((0,external_node_fs_.statSync)(directory).mode & 0o077) !== 0)
        throw new input_error/* InputError */.dz(`--key-directory: others can enter ${(0,input_error/* quote */.hD)(directory)}; close it (chmod 700), or name another one`);
    for (const { secret } of needed) {
        const file = (0,external_node_path_.join)(directory, secret);
        if ((0,external_node_fs_.existsSync)(file))
            continue;
        await (0,runner_process/* run */.eF)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', secret, '-f', file], { signal, timeoutSeconds: 60, mustSucceed: 'ssh-keygen' });
        written.push(file);
        dialogue.say(`made              ${file}`);
    }
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./init/shell-word.js
/** A word for a POSIX shell, as a person pastes it. */
function shellWord(text) {
    return /^[A-Za-z0-9_@%+=:,./-][A-Za-z0-9_@%+=:,./#-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

;// CONCATENATED MODULE: ./init/next-steps.js






/** The three steps that are left, as lines for a person. */
function nextSteps(plan, done) {
    const stages = stagesOf(plan);
    const isAlone = stages.length === 1;
    return [
        'Three steps are left.',
        '',
        `1. Let the machines know the keys: in ${(0,external_node_path_.join)(plan.flake, 'flake.nix')}`,
        ...flakeLines(plan).map((line) => `     ${line}`),
        ...onTheMachines(plan, done),
        '',
        `2. Let GitHub know the rest: the environment${isAlone ? '' : 's'} ${stages.join(' and ')} (Settings, Environments), into which only ${plan.branch} may deploy,`,
        '   production with the reviewers who must agree; the private halves as their secrets; the known hosts.',
        ...atGitHub(done),
        '',
        isAlone ? '3. git push. The workflow Deploy runs.' : '3. git push. The workflow Deploy runs. What it has proven on staging, you promote:',
        ...(isAlone ? [] : ['     gh workflow run promote.yml']),
    ];
}
function onTheMachines(plan, { keys, made, files }) {
    const withoutHalf = keys.filter((key) => !made.includes(key)).map(({ secret }) => secret);
    const inFlake = (file) => shellWord((0,external_node_path_.join)(plan.flake, file));
    return [
        ...(withoutHalf.length === 0
            ? []
            : [
                `   There is no pair yet for ${withoutHalf.join(', ')}: make them (ssh-keygen -t ed25519 -N "" -f NAME), and put their public halves where \`throw\` stands.`,
            ]),
        '   Then commit, at the root of the checkout, and switch each machine to it once as you do today:',
        `     git add ${[...new Set(files.map((file) => shellWord((0,external_node_path_.dirname)(file))))].join(' ')} ${inFlake('flake.nix')}`,
        `     nix flake lock ${shellWord(plan.flake)} && git add ${inFlake('flake.lock')} && git commit`,
        ...STAGES.flatMap((stage) => plan.machines[stage]).map(({ configuration, address: { host } }) => {
            const login = `root@${(0,external_node_net_.isIPv6)(host) ? `[${host}]` : host}`;
            return `     nixos-rebuild switch --flake ${shellWord(`${plan.flake}#${configuration}`)} --target-host ${shellWord(login)}`;
        }),
    ];
}
function atGitHub({ keys, made, keyDirectory, isHandedOver, knownHosts }) {
    const fileOf = (key) => (made.includes(key) ? shellWord((0,external_node_path_.join)(keyDirectory, key.secret)) : 'FILE');
    const missing = keys.filter((key) => !isHandedOver || !made.includes(key));
    return [
        ...missing.map((key) => `     gh secret set ${key.secret} --env ${key.environment} < ${fileOf(key)}`),
        ...ofKnownHosts(knownHosts, isHandedOver),
        ...(made.length === 0 ? [] : ['   Then nobody needs the private halves here any more:', `     rm -r ${shellWord(keyDirectory)}`]),
    ];
}
function ofKnownHosts(text, isHandedOver) {
    if (text === undefined)
        return ['     gh variable set KNOWN_HOSTS < FILE   # the lines that ssh-keyscan prints, each compared on its machine'];
    const command = `     gh variable set KNOWN_HOSTS < ${knownHostsPath}`;
    if (isUncompared(text))
        return [`   NOBODY HAS COMPARED ALL OF THE HOST KEYS. First do that, as ${knownHostsPath} says:`, command];
    return isHandedOver ? [] : [command];
}

// EXTERNAL MODULE: ./nix/build.js
var build = __webpack_require__(6645);
// EXTERNAL MODULE: ./nix/find.js
var find = __webpack_require__(6534);
// EXTERNAL MODULE: ./nix/flake.js
var flake = __webpack_require__(9228);
// EXTERNAL MODULE: ./nix/flake-targets.js + 7 modules
var flake_targets = __webpack_require__(607);
;// CONCATENATED MODULE: ./init/read-flake.js







/** Reads the names of a flake's configurations. Throws an InputError where it has none that can be deployed. */
async function readFlake(checkout, { home, signal }) {
    const reference = (0,external_node_path_.resolve)(checkout.root, checkout.flake);
    const found = await (0,find/* findNix */.rv)({ home, options: [], signal }).catch((cause) => {
        if (!(cause instanceof find/* NixMissing */.So))
            throw cause;
        throw new Error('Nix was not found on this machine, and only Nix can read a flake; install it (https://nixos.org/download), or run init where it is', {
            cause,
        });
    });
    const [, all] = await (0,find/* whileAsked */.YE)(found, (nix) => (0,flake/* configurationNames */.zG)(nix, reference));
    const names = all.filter((name) => (0,configuration_name/* whyNotNamed */.zS)(name) === undefined);
    const nested = (0,build/* whyNotFlat */.NE)(names);
    if (nested !== undefined)
        throw new input_error/* InputError */.dz(`flake: none of its configurations can be deployed: ${nested}`);
    if (names.length === 0)
        throw new input_error/* InputError */.dz(`flake: nixosConfigurations of ${(0,input_error/* quote */.hD)(reference)} is empty; write a configuration for each machine there first`);
    const odd = all.filter((name) => !names.includes(name));
    return {
        names,
        remarks: odd.map((name) => `${(0,input_error/* quote */.hD)(name)} cannot be deployed: ${(0,configuration_name/* whyNotNamed */.zS)(name) ?? ''}; give it another name in the flake`),
        machines: () => machinesOf(found.nix, reference),
    };
}
async function machinesOf(nix, reference) {
    try {
        const { source, targets, notices } = await (0,flake_targets/* readFlakeTargets */.s)(nix, reference);
        return { targets, remarks: [`Where machines are is taken from the flake's ${source}.`, ...notices] };
    }
    catch (error) {
        if (!(error instanceof input_error/* InputError */.dz))
            throw error;
        // What is wrong there is no reason not to go on by hand.
        return {
            targets: {},
            remarks: error instanceof flake_targets/* FlakeWithoutMachines */.q ? [] : [`Where machines are is not taken from the flake: ${(0,input_error/* onOneLine */.GJ)(error.message)}`],
        };
    }
}

// EXTERNAL MODULE: ../node_modules/@actions/io/lib/io.js
var io = __webpack_require__(4799);
;// CONCATENATED MODULE: ./init/secrets.js






/** Whether GitHub's command line is here. */
async function hasGh() {
    return (await (0,io/* which */.K7)('gh')) !== '';
}
/** Has GitHub know the keys, and the known hosts where there are any and all are compared, and tells of each. What GitHub has already stays. Throws `ProgramFailed` with the words of gh. */
async function handOver(root, directory, keys, dialogue, signal) {
    const gh = new Gh(root, signal);
    const set = await gh.setSecrets(directory, keys);
    for (const { secret, environment } of keys)
        dialogue.say(set.includes(secret)
            ? `set at GitHub     ${secret} of ${environment}`
            : `LEFT AS IT IS     ${secret} of ${environment}; if it is of another pair: gh secret set ${secret} --env ${environment} < ${shellWord((0,external_node_path_.join)(directory, secret))}`);
    const knownHosts = (0,external_node_path_.join)(root, knownHostsPath);
    const text = (0,external_node_fs_.existsSync)(knownHosts) ? (0,external_node_fs_.readFileSync)(knownHosts, 'utf8') : '';
    // What workflows trust is in the variable: what nobody has compared does not come there by itself.
    if (text === '' || isUncompared(text))
        return;
    const isSet = await gh.setVariable('KNOWN_HOSTS', text);
    dialogue.say(isSet ? 'set at GitHub     KNOWN_HOSTS' : `LEFT AS IT IS     KNOWN_HOSTS; to replace it: gh variable set KNOWN_HOSTS < ${knownHostsPath}`);
}
/** GitHub's command line, in a checkout whose remote says which repository is meant. */
class Gh {
    #root;
    #signal;
    constructor(root, signal) {
        this.#root = root;
        this.#signal = signal;
    }
    /**
     * Hands the private halves to GitHub as secrets of the environments that need them; an environment that is missing is made. Gives the
     * names of those that were set.
     */
    async setSecrets(directory, keys) {
        const set = [];
        for (const environment of new Set(keys.map((key) => key.environment))) {
            const place = `repos/{owner}/{repo}/environments/${environment}`;
            // Made only where it is not there: a PUT would take away the reviewers of one that is.
            await this.#call(['api', place, '--silent']).catch(async (error) => {
                if (!(error instanceof runner_process/* ProgramFailed */.Oh) || !error.exit.stderrTail.includes('HTTP 404'))
                    throw error;
                await this.#call(['api', '--method', 'PUT', place, '--silent']);
            });
            const there = await this.#names(['secret', 'list', '--env', environment]);
            for (const { secret } of keys.filter((key) => key.environment === environment && !there.includes(key.secret))) {
                await this.#call(['secret', 'set', secret, '--env', environment], (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, secret)));
                set.push(secret);
            }
        }
        return set;
    }
    /** Sets a variable of the repository where there is none of its name. Gives whether it did. */
    async setVariable(name, value) {
        if ((await this.#names(['variable', 'list'])).includes(name))
            return false;
        await this.#call(['variable', 'set', name], value);
        return true;
    }
    async #names(list) {
        const { stdout } = await this.#call([...list, '--json', 'name']);
        return JSON.parse(stdout).map(({ name }) => name);
    }
    /** What is secret goes in by standard input. */
    #call(args, input = '') {
        return (0,runner_process/* run */.eF)('gh', args, { cwd: this.#root, signal: this.#signal, timeoutSeconds: 120, input, mustSucceed: `gh ${args.slice(0, 2).join(' ')}` });
    }
}

;// CONCATENATED MODULE: ./init/workflows.js



/** The workflows of examples/, which are filled in: what they say, and what they are pinned to, stands there alone. */
const workflowNames = (/* unused pure expression or super */ null && (['deploy', 'promote', 'pull-request']));
/** The workflows of a plan. Throws where an example has not the shape that is filled in. */
function workflowFiles(plan, examples) {
    const stages = stagesOf(plan);
    const [only] = stages;
    const files = stages.length === 1 && only !== undefined
        ? [['deploy', single(plan, only, examples)]]
        : [
            ['deploy', deploy(plan, examples)],
            ['promote', promote(examples)],
        ];
    return [...files, ['pull-request', pullRequest(plan, examples)]].map(([name, document]) => ({
        path: `.github/workflows/${name}.yml`,
        // As the examples are written.
        text: document.toString({ lineWidth: 0, flowCollectionPadding: false }),
    }));
}
/** Every push to staging, and onto production, where it waits. */
function deploy(plan, examples) {
    const { document, own } = read(examples.deploy, 'deploy');
    onPush(document, plan);
    set(own, 'targets', lines(targetsPath('staging'), targetsPath('production')));
    own.delete('health-check');
    after(own, 'targets', 'activate', 'none');
    comment(own, 'activate', ` Production is staged only: ${targetsPath('staging')} says otherwise for its own.`);
    set(own, 'ssh-private-key', keys({ staging: 'STAGING_KEY', production: 'PRODUCTION_STAGE_KEY' }));
    return document;
}
/** Every push to the one stage that there is. */
function single(plan, stage, examples) {
    const { document, job, own } = read(examples.deploy, 'deploy');
    onPush(document, plan);
    setHeader(document, ` Builds every push to ${plan.branch}, activates it on ${stage}, and proves it healthy there.`);
    document.setIn(['concurrency', 'group'], `deploy-${stage}`);
    set(job, 'environment', stage);
    set(own, 'targets', targetsPath(stage));
    own.delete('health-check');
    set(own, 'ssh-private-key', `\${{ secrets.${stage.toUpperCase()}_KEY }}`);
    comment(own, 'ssh-private-key', ` It has the role \`deploy\` on these machines, and is a secret of the environment ${stage}.`);
    return document;
}
/** What staging has proven, to production. It reads the addresses from the checkout, and nothing else. */
function promote(examples) {
    const { document, job, own } = read(examples.promote, 'promote');
    const ofDeploy = read(examples.deploy, 'deploy').job;
    setHeader(document, header(document).replace('There is no checkout, no Nix,', 'There is no Nix,'));
    const [checkout] = steps(ofDeploy).items;
    if (!(0,dist/* isMap */.jh)(checkout))
        throw unfit();
    checkout.get('with').set('sparse-checkout', 'deploy');
    const [first] = steps(job).items;
    if ((0,dist/* isMap */.jh)(first))
        first.spaceBefore = true;
    steps(job).items.unshift(checkout);
    set(job, 'permissions', ofDeploy.get('permissions', true));
    set(own, 'targets', targetsPath('production'));
    own.delete('health-check');
    set(own, 'require-healthy-on', targetsPath('staging'));
    set(own, 'ssh-private-key', keys({ production: 'PRODUCTION_KEY', staging: 'STAGING_WATCH_KEY' }));
    return document;
}
/** What each pull request would change. */
function pullRequest(plan, examples) {
    const { document } = read(examples['pull-request'], 'diff');
    setHeader(document, header(document));
    ofFlake(document, plan);
    return document;
}
function onPush(document, plan) {
    setHeader(document, header(document).replace('every push to main', `every push to ${plan.branch}`));
    document.setIn(['on', 'push', 'branches', 0], plan.branch);
    ofFlake(document, plan);
}
function ofFlake(document, { flake }) {
    const own = ownInputs(document);
    if (flake !== '.')
        own.items.unshift(new dist/* Pair */.Rm(new dist/* Scalar */.X5('flake'), new dist/* Scalar */.X5(flake)));
}
/** What stands above an example, without what it says to whoever copies it. */
function header(document) {
    return firstKey(document).commentBefore?.replace(/\s+Copy it to [^]*$/, '') ?? '';
}
function setHeader(document, text) {
    firstKey(document).commentBefore = text;
}
/** At which the comment is that stands before everything. */
function firstKey({ contents }) {
    const key = (0,dist/* isMap */.jh)(contents) ? contents.items[0]?.key : undefined;
    if (!(0,dist/* isScalar */.jn)(key))
        throw unfit();
    return key;
}
function read(text, jobName) {
    const document = (0,dist/* parseDocument */.Tp)(text);
    const job = document.getIn(['jobs', jobName]);
    if (!(0,dist/* isMap */.jh)(job))
        throw unfit();
    return { document, job, own: ownInputs(document) };
}
/** The inputs of the last step of the only job, which is ours. */
function ownInputs(document) {
    const job = document.get('jobs').items[0]?.value;
    const step = (0,dist/* isMap */.jh)(job) ? steps(job).items.at(-1) : undefined;
    const inputs = (0,dist/* isMap */.jh)(step) && String(step.get('uses')).startsWith('org/nix-flake-deploy@') ? step.get('with') : undefined;
    if (!(0,dist/* isMap */.jh)(inputs))
        throw unfit();
    return inputs;
}
function steps(job) {
    const found = job.get('steps');
    if (!(0,dist/* isSeq */.oP)(found))
        throw unfit();
    return found;
}
/** A test holds the examples to what is filled in here. */
function unfit() {
    return new Error('an example that init fills in has another shape; this is a mistake in nix-flake-deploy, please report it');
}
/** Replaces a value, and keeps the comment above its key. Throws where the key is not there. */
function set(map, key, value) {
    if (!map.has(key))
        throw unfit();
    // A node: of a mere text, the one before would keep how it was written.
    map.set(key, typeof value === 'string' ? new dist/* Scalar */.X5(value) : value);
}
/** Adds a pair below another. */
function after(map, key, added, value) {
    const index = map.items.findIndex((item) => item.key.value === key);
    map.items.splice(index + 1, 0, new dist/* Pair */.Rm(new dist/* Scalar */.X5(added), new dist/* Scalar */.X5(value)));
}
/** Several lines, as a block. */
function lines(...all) {
    const scalar = new dist/* Scalar */.X5(`${all.join('\n')}\n`);
    scalar.type = dist/* Scalar */.X5.BLOCK_LITERAL;
    return scalar;
}
/** The secret that has the key of each stage, by the tag that its machines have. */
function keys(secrets) {
    return lines(...Object.entries(secrets).map(([stage, secret]) => `"@${stage}": \${{ toJSON(secrets.${secret}) }}`));
}

;// CONCATENATED MODULE: ./init/write.js




/** Looks before anything is written. A link counts as something else: what it points to is not this checkout's to tell. */
function look(root, { path, text }) {
    const file = (0,external_node_path_.join)(root, path);
    const about = (0,external_node_fs_.lstatSync)(file, { throwIfNoEntry: false });
    if (about === undefined)
        return 'nothing';
    return about.isFile() && about.size === Buffer.byteLength(text) && (0,external_node_fs_.readFileSync)(file, 'utf8') === text ? 'the same' : 'something else';
}
/** Writes those that are not there, into `written` too, and tells of each. Gives whether one that is there has other content: it stays, and what would be in it is shown. */
function writeAll(root, files, dialogue, written) {
    const others = [];
    for (const file of files) {
        const found = look(root, file);
        if (found === 'nothing') {
            write(root, file);
            written.push(file.path);
        }
        else if (found === 'something else')
            others.push(file);
        dialogue.say(`${{ nothing: 'written          ', 'the same': 'there, the same  ', 'something else': 'LEFT AS IT IS    ' }[found]} ${file.path}`);
    }
    for (const { path, text } of others)
        dialogue.say(`\n${path} is there already with other content, and was left as it is. What init would write there:\n\n${text.replaceAll(/^(?=.)/gm, '  | ')}`);
    return others.length > 0;
}
/** Writes a file where there is none. It throws where there is one after all, and where its directory leads out of the checkout. */
function write(root, { path, text }) {
    const file = (0,external_node_path_.join)(root, path);
    if (!isInside(root, (0,external_node_path_.dirname)(file)))
        throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(path)} would be outside of the checkout, for a directory on the way is a link; nothing is written through it`);
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(file), { recursive: true });
    (0,external_node_fs_.writeFileSync)(file, text, { flag: 'wx' });
}

;// CONCATENATED MODULE: ./init/init.js





















/**
 * Sets a checkout up for deployments: workflows, targets, lines of NixOS, keys and known hosts. Gives the exit code: 0 where all is as asked, 1 where a file of
 * that name has other content or something failed, 2 for a mistake in the call. Nothing that is there is changed.
 */
async function init(call) {
    const written = [];
    let terminal;
    try {
        const given = (0,flags/* readFlags */.uW)(call.args);
        terminal = new Terminal(call.input, call.output, call.input.isTTY === true && call.output.isTTY === true && !given.yes);
        const signal = AbortSignal.any([terminal.signal, ...(call.signal === undefined ? [] : [call.signal])]);
        return await setUp(given, call, terminal, signal, written);
    }
    catch (error) {
        const said = (0,error_words/* wordsOfError */.b)(error);
        const left = written.length === 0 ? 'Nothing was written.' : `Written so far: ${written.join(', ')}. To go on, say the same once more.`;
        call.errors.write(`${shown(`nix-flake-deploy init: ${said}\n${left}`)}\n`);
        return error instanceof input_error/* InputError */.dz ? 2 : 1;
    }
    finally {
        terminal?.close();
    }
}
async function setUp(given, call, dialogue, signal, written) {
    const checkout = findCheckout(call.directory, given.flake);
    const directory = keyDirectory(given.keyDirectory, checkout, call.directory, call.home);
    dialogue.say(`Reading the flake ${checkout.flake} of ${checkout.root} …`);
    const flake = await readFlake(checkout, { home: call.home, signal });
    for (const remark of flake.remarks)
        dialogue.say(remark);
    dialogue.say(`Its configurations: ${flake.names.map(configuration_name/* asWritten */.qm).join(', ')}`);
    const plan = await makePlan(given, checkout, flake, dialogue);
    const knownHosts = await askHostKeys(plan, checkout, given, dialogue, signal);
    const keys = neededKeys(plan);
    const before = await publicHalves(directory, keys, signal);
    for (const secret of before.keys())
        dialogue.say(`there, is used    ${(0,external_node_path_.join)(directory, secret)}`);
    const makesKeys = given.makeKeys || (await wantsKeys(keys.length - before.size, directory, dialogue));
    if (given.setSecrets && !makesKeys && before.size === 0)
        throw new input_error/* InputError */.dz(`--set-secrets: there is no key in ${(0,input_error/* quote */.hD)(directory)} to hand over; add --make-keys`);
    if (dialogue.isAnswered)
        await needAgreement(checkout.root, filesOf(plan, call.examples, before, knownHosts), dialogue);
    if (makesKeys)
        await makeKeys(directory, keys, { dialogue, written, signal });
    const halves = await publicHalves(directory, keys, signal);
    const files = filesOf(plan, call.examples, halves, knownHosts);
    const isOther = writeAll(checkout.root, files, dialogue, written);
    const made = keys.filter(({ secret }) => halves.has(secret));
    const isHandedOver = given.setSecrets || (made.length > 0 && (await wantsHandingOver(dialogue)));
    if (isHandedOver)
        await handOver(checkout.root, directory, made, dialogue, signal);
    const done = {
        keys,
        made,
        keyDirectory: directory,
        isHandedOver,
        knownHosts: textIn((0,external_node_path_.join)(checkout.root, knownHostsPath)),
        files: files.map(({ path }) => path),
    };
    dialogue.say(`\n${nextSteps(plan, done).join('\n')}`);
    return isOther || !knownHosts.isComplete ? 1 : 0;
}
function textIn(file) {
    return (0,external_node_fs_.existsSync)(file) ? (0,external_node_fs_.readFileSync)(file, 'utf8') : undefined;
}
/** All that belongs into the checkout. */
function filesOf(plan, examples, halves, { file }) {
    const stages = stagesOf(plan);
    return [
        ...workflowFiles(plan, examples),
        ...stages.map((stage) => targetsFile(plan, stage)),
        ...stages.map((stage) => hostLines(plan, stage, halves)),
        ...(file === undefined ? [] : [file]),
    ];
}
async function wantsKeys(missing, directory, dialogue) {
    return dialogue.isAnswered && missing > 0 && (await dialogue.answer(`Make ${missing} key pair${missing === 1 ? '' : 's'}, in ${directory}?`, 'yes', yesOrNo));
}
async function wantsHandingOver(dialogue) {
    return dialogue.isAnswered && (await hasGh()) && (await dialogue.answer('Hand the keys to GitHub now, with gh?', 'no', yesOrNo));
}
/** Throws `BrokenOff` where the person does not want what is to be written. */
async function needAgreement(root, files, dialogue) {
    const paths = files.filter((file) => look(root, file) === 'nothing').map(({ path }) => path);
    dialogue.say(`To be written: ${paths.length === 0 ? 'nothing, for all of it is there' : paths.join(', ')}`);
    if (!(await dialogue.answer('Go on?', 'yes', yesOrNo)))
        throw new BrokenOff();
}

;// CONCATENATED MODULE: ./cli/set-up.js


/** `init` for this process: gives its exit code. */
function set_up_setUp(args, home) {
    const { stdin: input, stdout: output, stderr: errors } = process;
    const interrupted = new AbortController();
    // On a terminal that is being asked, the terminal itself tells.
    process.once('SIGINT', () => interrupted.abort(new Error('broken off')));
    return init({ args, directory: process.cwd(), home, input, output, errors, examples: readExamples(), signal: interrupted.signal });
}


/***/ }),

/***/ 6645:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D6: () => (/* binding */ outLink),
/* harmony export */   NE: () => (/* binding */ whyNotFlat),
/* harmony export */   Pp: () => (/* binding */ buildToplevels),
/* harmony export */   aj: () => (/* binding */ evaluateToplevels),
/* harmony export */   tG: () => (/* binding */ toplevelInstallable),
/* harmony export */   u1: () => (/* binding */ needConfigurations)
/* harmony export */ });
/* unused harmony exports builtPaths, assignBuilds */
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5918);
/* harmony import */ var _command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6064);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6281);
/* harmony import */ var _flake_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9228);




/**
 * Evaluates and builds the toplevels of these configurations, all in one Nix process, and gives the store path of each.
 * Errors name the configurations that the flake does not have, with those that it has, or the builds that failed; `input` is
 * where the names were written.
 */
async function buildToplevels(nix, reference, names, input = 'configurations') {
    (0,_flake_js__WEBPACK_IMPORTED_MODULE_2__/* .checkReference */ .M5)(reference);
    const wanted = [...new Set(names)];
    if (wanted.length === 0)
        return new Map();
    const installables = wanted.map((name) => toplevelInstallable(reference, name));
    const args = ['build', '--json', '--no-link', ...(0,_flake_js__WEBPACK_IMPORTED_MODULE_2__/* .lockFlags */ .Ll)(nix), '--', ...installables];
    let stdout;
    try {
        stdout = (await (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .evaluate */ ._3)(nix, args, `cannot build ${wanted.join(', ')}`)).stdout;
    }
    catch (cause) {
        if (cause instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .NixFailure */ .e && cause.kind === 'attribute')
            await explainMissing(nix, reference, wanted, input, cause);
        throw cause;
    }
    const built = assignBuilds(builtPaths(stdout), wanted.length);
    if (built !== undefined)
        return new Map(wanted.map((name, index) => [name, built[index] ?? '']));
    // A Nix that lists what it built in an order of its own: all is built now, so asking for each alone is quick.
    if (wanted.length === 1)
        throw new Error(`nix build gave no path for ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(wanted[0] ?? '')}`);
    const toplevels = new Map();
    for (const name of wanted)
        for (const [, path] of await buildToplevels(nix, reference, [name], input))
            toplevels.set(name, path);
    return toplevels;
}
/** Evaluates these configurations in one Nix process, and builds nothing. Errors are those of `buildToplevels`. */
async function evaluateToplevels(nix, reference, names, input = 'configurations') {
    (0,_flake_js__WEBPACK_IMPORTED_MODULE_2__/* .checkReference */ .M5)(reference);
    const wanted = [...new Set(names)];
    const apply = `all: builtins.listToAttrs (map (name: { inherit name; value = let system = all.\${name}.config.system.build.toplevel; in { derivation = system.drvPath; toplevel = system.outPath; inherit (system) system; }; }) [ ${wanted.map(nixString).join(' ')} ])`;
    const args = ['eval', '--json', ...(0,_flake_js__WEBPACK_IMPORTED_MODULE_2__/* .lockFlags */ .Ll)(nix), '--apply', apply, '--', `${reference}#nixosConfigurations`];
    try {
        return new Map(Object.entries(JSON.parse((await (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .evaluate */ ._3)(nix, args, `cannot evaluate ${wanted.join(', ')}`)).stdout)));
    }
    catch (cause) {
        if (cause instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .NixFailure */ .e && cause.kind === 'attribute')
            await explainMissing(nix, reference, wanted, input, cause);
        throw cause;
    }
}
/** What to ask Nix for. The name is quoted as an attribute (Nix knows no escapes in it) and then escaped as a URL's fragment. */
function toplevelInstallable(reference, name) {
    if (name === '' || /["\p{Cc}\p{Cs}]/u.test(name)) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`configurations: ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(name)} is not a name that can be asked of Nix; write a name from the flake's nixosConfigurations`);
    }
    return `${reference}#nixosConfigurations."${encodeURIComponent(name)}".config.system.build.toplevel`;
}
/** The name as a string of the Nix language. */
function nixString(name) {
    return `"${name.replaceAll(/["\\]|\$(?=\{)/g, '\\$&')}"`;
}
/** The path of each entry in the output of `nix build --json`, in its order. */
function builtPaths(json) {
    const entries = JSON.parse(json);
    return entries.map(({ outputs, path }) => outputs?.out ?? path ?? '');
}
/**
 * Which of `nix build --json`'s entries belongs to which of the `count` installables, in their order; undefined where that
 * cannot be told. Nix tells, for each installable in turn, one entry for every installable that is the same derivation: k
 * equal ones give k times k entries (Installable::build2 in its source; 2.26 and 2.34 do).
 */
function assignBuilds(entries, count) {
    if (entries.includes(''))
        return undefined;
    if (entries.length === count)
        return [...entries];
    const assigned = [];
    for (let index = 0; index < entries.length;) {
        const path = entries[index] ?? '';
        const equals = Math.sqrt(entries.filter((entry) => entry === path).length);
        if (!Number.isInteger(equals) || entries.slice(index, index + equals).some((entry) => entry !== path))
            return undefined;
        assigned.push(path);
        index += equals;
    }
    return assigned.length === count ? assigned : undefined;
}
/** Throws, naming the input, for configurations that the flake does not have. For what is not evaluated here. */
async function needConfigurations(nix, reference, wanted, input, cause) {
    const known = await (0,_flake_js__WEBPACK_IMPORTED_MODULE_2__/* .configurationNames */ .zG)(nix, reference);
    const missing = wanted.filter((name) => !known.includes(name));
    if (missing.length === 0)
        return;
    const nested = whyNotFlat(known);
    const lines = missing.map((name) => {
        const several = /\s/.test(name) ? ' (the names are written one a line)' : '';
        return `${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(name)} is not in the flake's nixosConfigurations${several}; ${nested ?? (0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .wouldDo */ .J7)(name, known)}`;
    });
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`${input}: ${lines.join('\n')}`, { cause });
}
async function explainMissing(nix, reference, wanted, input, cause) {
    await needConfigurations(nix, reference, wanted, input, cause);
    const said = `${input}: ${cause.message.includes('nixosConfigurations') ? '' : `${wanted.map(_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD).join(', ')}: `}${cause.message}`;
    const nested = whyNotFlat(wanted);
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(nested === undefined
        ? `${said}; each configuration must have config.system.build.toplevel, as those of nixpkgs.lib.nixosSystem have`
        : `${said}; ${nested}`, { cause });
}
/** What is wrong where the names are those of systems, as helpers for outputs of each system make them; undefined where they are not. */
function whyNotFlat(names) {
    const systems = names.filter((name) => /^(?:x86_64|aarch64|i686|armv[5-7]\w?l|riscv64|powerpc64le)-(?:linux|darwin)$/.test(name));
    if (systems.length === 0)
        return undefined;
    return `it has ${systems.join(', ')}: the configurations are nested by system, where neither nixos-rebuild nor this action looks for them; in flake.nix, take nixosConfigurations out of what is made for each system (flake-utils' eachDefaultSystem and the like)`;
}
/** Makes `link` point to the store path, and keeps the path from the garbage collector as long as the link is there. */
async function outLink(nix, path, link) {
    const args = ['--realise', path, '--add-root', link];
    await (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .call */ .T1)(nix, (0,_command_js__WEBPACK_IMPORTED_MODULE_0__/* .storeProgram */ .c0)(nix), args, `cannot make the link ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(link)}`);
}


/***/ }),

/***/ 6064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T1: () => (/* binding */ call),
/* harmony export */   _3: () => (/* binding */ evaluate),
/* harmony export */   c0: () => (/* binding */ storeProgram),
/* harmony export */   qT: () => (/* binding */ features)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _runner_process_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4291);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6281);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7262);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4606);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(164);






/** Flakes, whatever the configuration says. */
const features = ['--extra-experimental-features', 'nix-command flakes'];
/** What `NixProgress` reads. Talk, for it counts the files that are evaluated. */
const logFormat = ['--log-format', 'internal-json', '--verbose'];
/** Calls a command that evaluates: `nix-options` are for these. Its own arguments come before a `--`. */
async function evaluate(nix, args, action) {
    const separator = args.indexOf('--');
    const [reference = '.'] = args[separator + 1]?.split('#') ?? [];
    const all = [...features, ...args.slice(0, separator), ...logFormat, ...nix.options, ...args.slice(separator)];
    const progress = new _progress_js__WEBPACK_IMPORTED_MODULE_4__/* .NixProgress */ .T(nix.onEvent ?? (() => undefined), nix);
    return await call(nix, nix.program, all, action, { ...(nix.flakeEnvironment && { env: nix.flakeEnvironment }) }, { progress, submodules: () => (0,_place_js__WEBPACK_IMPORTED_MODULE_3__/* .submodulesOf */ .Pu)(reference, process.cwd()) });
}
/** Calls a program of Nix's. One that writes its log for a `progress` is told of as it goes on. */
async function call(nix, program, args, action, options = {}, about = {}) {
    const { progress } = about;
    const tell = (text) => nix.onEvent?.({ type: 'output', source: 'nix', text });
    try {
        const onStderrLine = progress === undefined ? tell : (line) => progress.line(line);
        return await (0,_runner_process_js__WEBPACK_IMPORTED_MODULE_1__/* .run */ .eF)(program, args, { signal: nix.signal, onStderrLine, ...options, mustSucceed: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(program) });
    }
    catch (error) {
        if (!(error instanceof _runner_process_js__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailed */ .Oh))
            throw error;
        const said = progress?.said ?? error.exit.stderrTail;
        const explanation = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .explain */ .W)(said, { action, exitCode: error.exit.code, submodules: about.submodules });
        const logs = explanation.builds.flatMap(({ derivation }) => progress?.logOf(derivation) ?? []);
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .NixFailure */ .e(explanation, logs, {
            cause: new _runner_process_js__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailed */ .Oh((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(program), { ...error.exit, stderrTail: (0,_words_js__WEBPACK_IMPORTED_MODULE_5__/* .withoutCode */ .MK)(said.split('\n')).join('\n') }),
        });
    }
    finally {
        progress?.end();
    }
}
function storeProgram(nix) {
    return nix.program === 'nix' ? 'nix-store' : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(nix.program), 'nix-store');
}


/***/ }),

/***/ 6534:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   So: () => (/* binding */ NixMissing),
/* harmony export */   YE: () => (/* binding */ whileAsked),
/* harmony export */   rv: () => (/* binding */ findNix)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _actions_io__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4799);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5918);
/* harmony import */ var _runner_ask_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9221);




const minimumVersion = [2, 24];
const usualPlaces = (home) => [
    '/nix/var/nix/profiles/default/bin/nix',
    `${home}/.nix-profile/bin/nix`,
    `${home}/.local/state/nix/profile/bin/nix`,
    '/run/current-system/sw/bin/nix',
];
/** There is no Nix on this machine. */
class NixMissing extends Error {
}
/** Finds Nix in PATH or where installers put it. Throws `NixMissing` where none is there. */
async function findNix(settings) {
    const { home, ...context } = settings;
    for (const program of ['nix', ...usualPlaces(home)]) {
        if ((await (0,_actions_io__WEBPACK_IMPORTED_MODULE_1__/* .which */ .K7)(program)) === '')
            continue;
        const version = versionOf(program, context.signal);
        // It may be awaited later than it is known.
        version.catch(() => undefined);
        return { nix: { program, ...context }, version };
    }
    const inContainer = ['/.dockerenv', '/run/.containerenv'].some((file) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(file));
    throw new NixMissing(`Nix was not found on this runner${inContainer ? ', for this job runs in a container, which has only what its image has' : ''}; install it in a step before this one:\n${installSteps}`);
}
/** Has Nix do something while it is asked for its version. Where it is too old, that is what is told, whatever came of it, which is broken off. */
async function whileAsked({ nix, version }, work) {
    const over = new AbortController();
    const working = work({ ...nix, signal: AbortSignal.any([over.signal, ...(nix.signal === undefined ? [] : [nix.signal])]) });
    working.catch(() => undefined);
    try {
        return [await version, await working];
    }
    catch (error) {
        over.abort();
        await Promise.allSettled([working]);
        throw error;
    }
}
const installSteps = '  - uses: cachix/install-nix-action@v31\nor\n  - uses: DeterminateSystems/nix-installer-action@v22';
async function versionOf(program, signal) {
    const { stdout } = await (0,_runner_ask_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .k)(program, ['--version'], { signal, mustSucceed: `${program} --version` });
    const [, version, major, minor] = /((\d+)\.(\d+)\S*)\s*$/.exec(stdout.trim()) ?? [];
    if (version === undefined)
        throw new Error(`'${program} --version' says ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(stdout.trim())}, which is no version of Nix`);
    const [least, leastMinor] = minimumVersion;
    if (Number(major) < least || (Number(major) === least && Number(minor) < leastMinor))
        throw new Error(`Nix ${version} is too old, ${minimumVersion.join('.')} or newer is needed; install it in a step before this one:\n${installSteps}`);
    return version;
}


/***/ }),

/***/ 9228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KS: () => (/* binding */ sourcePaths),
/* harmony export */   Ll: () => (/* binding */ lockFlags),
/* harmony export */   M5: () => (/* binding */ checkReference),
/* harmony export */   V4: () => (/* binding */ sourceReference),
/* harmony export */   jk: () => (/* binding */ flakeMetadata),
/* harmony export */   nt: () => (/* binding */ atCommit),
/* harmony export */   r_: () => (/* binding */ changesInputs),
/* harmony export */   zG: () => (/* binding */ configurationNames)
/* harmony export */ });
/* unused harmony export parseMetadata */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5918);
/* harmony import */ var _command_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6064);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6281);





/** Options of nix-options with which the person says how the lock file is to be treated. */
const lockOptions = ['--override-input', '--update-input', '--recreate-lock-file', '--no-update-lock-file', '--no-write-lock-file', '--reference-lock-file'];
/** Whether `nix-options` give the flake other inputs than its commit has: what is built is then not what the SHA names. */
function changesInputs(options) {
    return options.some((option) => ['--override-input', '--update-input', '--recreate-lock-file', '--reference-lock-file'].includes(option));
}
/** Asks what the flake is: its revision, whether it is dirty, and the reference with which to build just that. */
async function flakeMetadata(nix, reference) {
    checkReference(reference);
    const { stdout } = await (0,_command_js__WEBPACK_IMPORTED_MODULE_2__/* .evaluate */ ._3)(nix, ['flake', 'metadata', '--json', ...lockFlags(nix), '--', reference], `cannot read the flake ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(reference)}`);
    return parseMetadata(stdout, reference);
}
/** Reads the output of `nix flake metadata --json`. */
function parseMetadata(json, reference) {
    const metadata = JSON.parse(json);
    const source = metadata.resolved ?? metadata.original;
    // A local one keeps its spelling: a shallow checkout refuses to be asked for a `rev=`.
    const isLocal = source?.type === 'path' || (source?.type === 'git' && source.url?.startsWith('file:') === true);
    return {
        reference: isLocal ? reference : (metadata.url ?? reference),
        unlocked: source?.type === 'path' || metadata.resolvedUrl === undefined ? undefined : metadata.resolvedUrl,
        revision: metadata.revision,
        dirty: metadata.dirtyRevision !== undefined,
        description: metadata.description,
        url: isLocal || metadata.url === undefined || /^([a-z]+\+)?file:/.test(metadata.url) ? undefined : withoutSecrets(metadata.url),
        lockHash: metadata.locks === undefined ? undefined : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(metadata.locks, sortedKeys)).digest('hex'),
        sourcePath: metadata.path ?? '',
        locked: metadata.locked ?? {},
    };
}
/** Nix's own parameters of a flake's URL. Those of a server may hold a token. */
const knownParameters = ['allRefs', 'dir', 'exportIgnore', 'host', 'lastModified', 'lfs', 'narHash', 'ref', 'rev', 'revCount', 'shallow', 'submodules'];
/** The URL without a user and password for HTTP, and without parameters that are not Nix's own. */
function withoutSecrets(url) {
    const [base = '', query = ''] = url.replace(/^([a-z+]*https?:\/\/)[^/?#@]*@/, '$1').split('?');
    const kept = query.split('&').filter((parameter) => knownParameters.includes(parameter.split('=', 1)[0] ?? ''));
    return kept.length === 0 ? base : `${base}?${kept.join('&')}`;
}
/** The same flake as of another commit: a full SHA, or the name of a branch or tag. Undefined where it has no commits. */
function atCommit({ unlocked }, commit) {
    if (unlocked === undefined || !/^(git\+|github:|gitlab:|sourcehut:)/.test(unlocked))
        return undefined;
    const [base = '', query = ''] = unlocked.split('?');
    // A forge's reference may have its branch as a third part.
    const repository = /^(?:github|gitlab|sourcehut):[^/]+\/[^/]+/.exec(base)?.[0] ?? base;
    const kept = query.split('&').filter((parameter) => parameter !== '' && !/^(rev|ref|narHash|lastModified|revCount)=/.test(parameter));
    const key = /^[0-9a-f]{40}$/.test(commit) ? 'rev' : 'ref';
    return `${repository}?${[...kept, `${key}=${encodeURIComponent(commit)}`].join('&')}`;
}
/** For JSON.stringify: the same text for the same content. */
function sortedKeys(_, value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
/** The flake as a host sees it that has its source tree in the store: the same commit, the same dates, the same outputs. */
function sourceReference({ sourcePath, locked }) {
    const { lastModified, narHash, rev, revCount, dir } = locked;
    const attributes = Object.entries({ lastModified, narHash, rev, revCount, dir });
    // Not URLSearchParams: to Nix a `+` is no space.
    return `path:${sourcePath}?${attributes.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [`${key}=${encodeURIComponent(value)}`])).join('&')}`;
}
/** The names in the flake's nixosConfigurations, sorted. */
async function configurationNames(nix, reference) {
    checkReference(reference);
    const args = ['eval', '--json', ...lockFlags(nix), '--apply', 'builtins.attrNames', '--', `${reference}#nixosConfigurations`];
    try {
        return JSON.parse((await (0,_command_js__WEBPACK_IMPORTED_MODULE_2__/* .evaluate */ ._3)(nix, args, `cannot read the flake ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(reference)}`)).stdout);
    }
    catch (cause) {
        if (!(cause instanceof _failure_js__WEBPACK_IMPORTED_MODULE_3__/* .NixFailure */ .e && cause.kind === 'attribute'))
            throw cause;
        if (/expected a set but found/.test(cause.message))
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`flake: nixosConfigurations of ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(reference)} is not a set of configurations by name: ${cause.message}`, { cause });
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`flake: ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(reference)} has no nixosConfigurations; let the input 'flake' name the flake that has them`, { cause });
    }
}
/** The store paths of the flake's source tree, first, and of all its inputs, which are fetched where they are not there. */
async function sourcePaths(nix, reference) {
    const args = ['flake', 'archive', '--json', ...lockFlags(nix), '--', reference];
    const all = (tree) => [...(tree.path === undefined ? [] : [tree.path]), ...Object.values(tree.inputs ?? {}).flatMap(all)];
    return [...new Set(all(JSON.parse((await (0,_command_js__WEBPACK_IMPORTED_MODULE_2__/* .evaluate */ ._3)(nix, args, `cannot fetch the inputs of the flake ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(reference)}`)).stdout)))];
}
/** A commit is to mean one system, so inputs that are not locked are an error, unless nix-options say otherwise. */
function lockFlags(nix) {
    return nix.options.some((option) => lockOptions.includes(option)) ? [] : ['--no-update-lock-file'];
}
function checkReference(reference) {
    if (reference === '' || reference.startsWith('-') || reference.includes('#')) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`flake: ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(reference)} is not a flake reference; write one such as '.' or 'github:owner/repository', without '#', and the names in 'configurations'`);
    }
    // To Nix such a word is a flake of its registry, and what follows a branch of it.
    if (/^[A-Za-z][A-Za-z0-9_-]*(?:\/[A-Za-z0-9._-]+)*\/?(?:\?|$)/.test(reference) && isDirectory(reference.split('?', 1)[0] ?? '')) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`flake: ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(reference)} is a flake of Nix's registry and not the directory of that name; for the directory write ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(`./${reference}`)}, for the registry ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(`flake:${reference}`)}`);
    }
}
function isDirectory(path) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path, { throwIfNoEntry: false })?.isDirectory() === true;
}


/***/ }),

/***/ 4606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ NixProgress)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _runner_heartbeat_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3476);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3871);



const keptLogLines = 2000;
const maxLogLineCharacters = 2000;
/** Logs of builds that were not done when they ended: Nix calls them failed after that. */
const keptLogs = 10;
/** From the beginning and from the end each. */
const keptCharacters = 512 * 1024;
/** Of a line that `process.ts` hands on in one piece. */
const maxLineCharacters = 64 * 1024;
const maxJoinedCharacters = 1024 * 1024;
/** Makes events of the log of one call of Nix, with a heartbeat until `end`. */
class NixProgress {
    #emit;
    #heartbeat;
    #started = performance.now();
    #maxLevel;
    #printsLogs;
    #work = new Map();
    /** What is a part of other work: activity → that work's activity, or '' for what nobody wants to know. */
    #parts = new Map();
    #counts = new Map();
    #downloads = new Set();
    #expectedCopies = new Map();
    #expectedDownloads = new Map();
    #evaluations = new Map();
    #endedLogs = [];
    #announcedBuilds = 0;
    #buildsDone = 0;
    #copiedBytes = 0;
    #files = 0;
    #broken = '';
    #words = { head: '', tail: '' };
    constructor(emit, { heartbeatSeconds = _runner_heartbeat_js__WEBPACK_IMPORTED_MODULE_2__/* .HEARTBEAT_SECONDS */ .V, options }) {
        this.#emit = emit;
        this.#maxLevel = 3 + options.reduce((more, option) => more + verbosity(option), 0);
        this.#printsLogs = options.some((option) => option === '-L' || option === '--print-build-logs');
        this.#heartbeat = setInterval(() => this.#emit({ type: 'nix-progress', ...this.progress() }), heartbeatSeconds * 1000);
        this.#heartbeat.unref();
    }
    /**
     * The errors and warnings of Nix and what others said beside it, without control characters, for whoever explains a
     * failure. Neither its talk nor what the code traces: that may look like anything.
     */
    get said() {
        return this.#words.head + this.#words.tail;
    }
    /** Takes the next line of Nix's standard error. */
    line(line) {
        // A very long one comes in pieces.
        const joined = this.#broken + line;
        const parsed = (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .parseNixLog */ .rQ)(joined);
        const isBroken = parsed.action === 'text' && joined.startsWith('@nix ') && line.length >= maxLineCharacters && joined.length < maxJoinedCharacters;
        this.#broken = isBroken ? joined : '';
        if (!isBroken)
            this.#take(parsed);
    }
    /** No heartbeat after this. */
    end() {
        clearInterval(this.#heartbeat);
    }
    /** How far it is now. */
    progress() {
        const now = performance.now();
        const sum = (type, what) => [...this.#counts.values()].reduce((all, count) => all + (count.type === type ? count[what] : 0), 0);
        const running = [...this.#work.values()];
        const [oldest] = running.toSorted((a, b) => a.started - b.started);
        const evaluating = [...this.#evaluations.values()].at(-1);
        return {
            seconds: (now - this.#started) / 1000,
            files: this.#files,
            ...(evaluating !== undefined && { evaluating }),
            builds: {
                done: sum(_log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.builds, 'done'),
                // Nix 2.34 counts some twice while it goes on.
                expected: this.#announcedBuilds > 0 ? this.#announcedBuilds : sum(_log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.builds, 'expected'),
                running: running.filter(({ kind }) => kind === 'build').length,
            },
            copies: {
                done: sum(_log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPaths, 'done'),
                expected: sum(_log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPaths, 'expected'),
                bytes: this.#copiedBytes + running.reduce((all, { kind, bytes }) => all + (kind === 'copy' ? bytes : 0), 0),
                expectedBytes: total(this.#expectedDownloads) || total(this.#expectedCopies),
            },
            ...(oldest !== undefined && {
                longest: { name: oldest.name, seconds: (now - oldest.started) / 1000, ...(oldest.phase !== undefined && { phase: oldest.phase }) },
            }),
        };
    }
    /** The log of a build that Nix has called failed; undefined where it wrote none. */
    logOf(derivation) {
        return [...this.#endedLogs, ...[...this.#work.values()].flatMap(({ log }) => log ?? [])].find((log) => log.derivation === derivation && log.lines.length > 0);
    }
    #take(line) {
        if (line.action === 'text')
            this.#say(line.text, true);
        else if (line.action === 'message')
            this.#message(line.level, line.text);
        else if (line.action === 'start')
            this.#start(line);
        else if (line.action === 'result')
            this.#result(line.id, line.type, line.fields);
        else
            this.#stop(line.id);
    }
    #message(level, text) {
        if (level > 3 && text.startsWith('evaluating file '))
            this.#files++;
        if (level > this.#maxLevel)
            return;
        const announced = /^(?:these (\d+) derivations|this derivation) will be built:$/.exec(text);
        if (announced !== null)
            this.#announcedBuilds += Number(announced[1] ?? 1);
        // The list of all that will be built or fetched is told one by one, as it happens.
        if (level === 3 && /^ {2}\/[^ ]+$/.test(text))
            return;
        this.#say(level === 3 ? text.replace(/:$/, '') : text, level <= 1 && !text.startsWith('trace: '));
    }
    #say(text, isReason = false) {
        const plain = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(text);
        if (isReason)
            this.#keep(`${plain}\n`);
        for (const part of plain.split('\n'))
            this.#emit({ type: 'output', source: 'nix', text: part });
    }
    #keep(text) {
        const words = this.#words;
        if (words.tail === '' && words.head.length + text.length <= keptCharacters)
            words.head += text;
        else
            words.tail = `${words.tail}${text}`.slice(-keptCharacters);
    }
    #start({ id, parent, type, level, text, fields }) {
        const [first = '', second = '', third = ''] = fields.map(String);
        const begin = (work) => {
            this.#work.set(id, { way: '', started: performance.now(), bytes: 0, ...work });
        };
        // What belongs to a part belongs to the whole.
        const whole = this.#parts.get(parent) ?? (this.#work.has(parent) ? parent : undefined);
        switch (type) {
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.build:
                begin({ kind: 'build', name: (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .storeName */ .Hz)(first), log: { derivation: first, lines: [], omitted: 0 } });
                this.#emit({ type: 'nix-build-started', name: (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .storeName */ .Hz)(first), ...(second !== '' && { builder: second }) });
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.substitute:
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPath:
                if (whole !== undefined)
                    this.#parts.set(id, whole);
                else
                    begin({ kind: 'copy', name: (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .storeName */ .Hz)(first), way: third !== '' && third !== 'local' ? `to ${plainUrl(third)}` : `from ${plainUrl(second)}` });
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.query:
                this.#parts.set(id, '');
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.download:
                if (whole !== undefined && whole !== '') {
                    this.#parts.set(id, whole);
                    this.#downloads.add(id);
                }
                else if (whole === '' || /\.narinfo$|\/nix-cache-info$/.test(first)) {
                    this.#parts.set(id, '');
                }
                else
                    begin({ kind: 'download', name: plainUrl(first) });
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.builds:
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPaths:
                this.#counts.set(id, { type, done: 0, expected: 0 });
                break;
            default:
                if (text.startsWith('evaluating derivation '))
                    this.#evaluations.set(id, (/#([^']*)/.exec(text)?.[1] ?? '').replace(/\.config\.system\.build\.toplevel$/, ''));
                else if (text !== '' && level <= 3)
                    this.#say(text);
        }
    }
    #result(id, type, fields) {
        const work = this.#work.get(this.#parts.get(id) ?? id);
        const [first = 0, second = 0] = fields;
        switch (type) {
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.buildLogLine:
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.postBuildLogLine:
                if (work?.log === undefined)
                    this.#say(String(first));
                else
                    this.#log(work, work.log, String(first));
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.phase:
                if (work !== undefined)
                    work.phase = String(first);
                break;
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.progress: {
                const count = this.#counts.get(id);
                if (count !== undefined)
                    Object.assign(count, { done: Number(first), expected: Number(second) });
                else if (work !== undefined && (this.#downloads.has(id) || work.isDownloaded !== true))
                    Object.assign(work, { bytes: Number(first), isDownloaded: this.#downloads.has(id) });
                break;
            }
            case _log_js__WEBPACK_IMPORTED_MODULE_1__/* .result */ .Ke.expected:
                if (first === _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.copyPath)
                    this.#expectedCopies.set(id, Number(second));
                else if (first === _log_js__WEBPACK_IMPORTED_MODULE_1__/* .activity */ .Eb.download)
                    this.#expectedDownloads.set(id, Number(second));
        }
    }
    #log({ name }, log, line) {
        log.lines.push(line.length > maxLogLineCharacters ? `${line.slice(0, maxLogLineCharacters)}…` : line);
        // Seldom, since it moves all of them.
        if (log.lines.length >= 2 * keptLogLines)
            log.omitted += log.lines.splice(0, keptLogLines).length;
        if (this.#printsLogs)
            this.#emit({ type: 'output', source: name, text: line });
    }
    #stop(id) {
        this.#evaluations.delete(id);
        this.#parts.delete(id);
        this.#downloads.delete(id);
        const work = this.#work.get(id);
        if (work === undefined)
            return;
        this.#work.delete(id);
        const { kind, name, way, bytes, log } = work;
        const seconds = (performance.now() - work.started) / 1000;
        if (kind === 'build') {
            // Nix counts a build as done just before it stops the activity, and one that failed never (2.26 and 2.34).
            const done = this.progress().builds.done;
            const succeeded = done > this.#buildsDone;
            this.#emit({ type: 'nix-build-ended', name, succeeded, seconds });
            this.#buildsDone = done;
            if (log !== undefined && !succeeded)
                this.#endedLogs.push(log);
            if (this.#endedLogs.length > keptLogs)
                this.#endedLogs.shift();
            return;
        }
        if (kind === 'copy')
            this.#copiedBytes += bytes;
        this.#emit({ type: 'nix-transfer-ended', kind, name, way, bytes, seconds });
    }
}
function total(bytes) {
    return [...bytes.values()].reduce((all, some) => all + some, 0);
}
/** By how much an option raises the level of what Nix says. */
function verbosity(option) {
    if (option === '--debug')
        return 4;
    if (option === '--verbose')
        return 1;
    return /^-v+$/.test(option) ? option.length - 1 : 0;
}
/** Without what may be secret in it: a password, or a query that signs. */
function plainUrl(url) {
    return url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}


/***/ }),

/***/ 3476:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ HEARTBEAT_SECONDS),
/* harmony export */   p: () => (/* binding */ withHeartbeat)
/* harmony export */ });
/** How often it is told how far something is that takes long. */
const HEARTBEAT_SECONDS = 15;
/** Does the work, and has told every 15 seconds how far it is. */
async function withHeartbeat(tell, work) {
    const timer = setInterval(tell, HEARTBEAT_SECONDS * 1000);
    try {
        return await work();
    }
    finally {
        clearInterval(timer);
    }
}


/***/ })

};
