export const id = 628;
export const ids = [628];
export const modules = {

/***/ 7628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   build: () => (/* binding */ build),
/* harmony export */   buildAll: () => (/* binding */ buildAll),
/* harmony export */   makePayloads: () => (/* binding */ makePayloads),
/* harmony export */   mustHaveSha: () => (/* binding */ mustHaveSha),
/* harmony export */   nixSettings: () => (/* binding */ nixSettings),
/* harmony export */   readFlake: () => (/* binding */ readFlake),
/* harmony export */   shaOf: () => (/* binding */ shaOf)
/* harmony export */ });
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7154);
/* harmony import */ var _nix_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7031);


/** What Nix on the runner is to know of this run. */
function nixSettings({ settings, environment, signal, emit }) {
    return { home: environment.home, options: settings.nixOptions, signal, onLine: (text) => emit({ type: 'output', source: 'nix', text }) };
}
/**
 * Reads the flake, and finds the configurations that the inputs, or else the targets, or else the flake name. `label` gives
 * the revision's label, or throws where there has to be one and is none, before anything is built.
 */
async function readFlake(run, label) {
    const { settings } = run;
    const nix = await (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .findNix */ .rv)(nixSettings(run));
    const flake = await (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .flakeMetadata */ .jk)(nix, settings.flake);
    const revision = label(flake);
    const fromTargets = settings.targets.map(({ configuration }) => configuration);
    let names = settings.configurations ?? (fromTargets.length > 0 ? fromTargets : 'all');
    if (names === 'all')
        names = await (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .configurationNames */ .zG)(nix, flake.reference);
    const missing = fromTargets.find((name) => !names.includes(name));
    if (settings.command === 'deploy' && missing !== undefined)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`configurations: a target runs '${missing}', which is not among them; add it, or leave the input out`);
    return { nix, flake, revision, names: [...new Set(names)], saidIn: settings.configurations === undefined && fromTargets.length > 0 ? 'targets' : 'configurations' };
}
/** Evaluates and builds the configurations, all in one Nix process: configuration → store path. */
async function buildAll({ emit }, { nix, flake, names, saidIn }) {
    const started = performance.now();
    emit({ type: 'note', text: `evaluating and building ${names.join(', ')} with Nix ${nix.version}` });
    const toplevels = await (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .buildToplevels */ .Pp)(nix, flake.reference, names, saidIn);
    emit({ type: 'note', text: `built in ${((performance.now() - started) / 1000).toFixed(1)} s` });
    for (const [name, path] of toplevels)
        emit({ type: 'note', text: `${name}: ${path}` });
    return toplevels;
}
/** Makes payloads of these kinds: builds for `closure`, evaluates for `derivation`, fetches the inputs for `source`. */
async function makePayloads(run, asked, kinds) {
    const { nix, flake, names, saidIn } = asked;
    const payloads = new Map(names.map((name) => [name, []]));
    let toplevels = new Map();
    if (kinds.includes('closure')) {
        toplevels = await buildAll(run, asked);
        for (const [name, toplevel] of toplevels)
            payloads.get(name)?.push({ kind: 'closure', roots: [toplevel], toplevel });
    }
    if (kinds.includes('derivation')) {
        run.emit({ type: 'note', text: `evaluating ${names.join(', ')} with Nix ${nix.version}` });
        for (const [name, { derivation, toplevel }] of await (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .evaluateToplevels */ .aj)(nix, flake.reference, names, saidIn)) {
            toplevels.set(name, toplevel);
            payloads.get(name)?.push({ kind: 'derivation', roots: [derivation], toplevel });
        }
    }
    if (kinds.includes('source')) {
        const roots = await (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .sourcePaths */ .KS)(nix, flake.reference);
        const reference = (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .sourceReference */ .V4)(flake);
        for (const name of names)
            payloads.get(name)?.push({ kind: 'source', roots, installable: (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .toplevelInstallable */ .tG)(reference, name) });
    }
    const roots = new Set([...payloads.values()].flat().flatMap((payload) => payload.roots));
    return { payloads, toplevels, paths: await (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .closure */ .Cx)(nix, [...roots]) };
}
/** The git SHA that names what will be built; undefined where none does. */
function shaOf({ revision }, nixOptions) {
    return (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .changesInputs */ .r_)(nixOptions) ? undefined : revision;
}
/** The git SHA that names what will be built. Throws where none does, and says why. */
function mustHaveSha(flake, nixOptions) {
    const sha = shaOf(flake, nixOptions);
    if (sha !== undefined)
        return sha;
    const why = flake.dirty
        ? 'revision: the checkout has changes that are not committed'
        : flake.revision === undefined
            ? 'revision: the flake is not in git'
            : 'revision: nix-options give the flake other inputs than its commit has';
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${why}, so that no git SHA names what would be built; give a label of your own${flake.dirty ? ', or commit them' : ', like `revision: trial-1`'}`);
}
/** `build`: a link per configuration, side by side, each a garbage collection root. */
async function build(run) {
    const asked = await readFlake(run, (flake) => run.settings.revision ?? shaOf(flake, run.settings.nixOptions));
    const toplevels = await buildAll(run, asked);
    await Promise.all([...toplevels].map(([name, path]) => (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .outLink */ .D6)(asked.nix, path, `${run.settings.outLinkPrefix}${name}`)));
    return { ...(asked.revision !== undefined && { revision: asked.revision }), toplevels: Object.fromEntries(toplevels) };
}


/***/ }),

/***/ 7031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Pp: () => (/* binding */ buildToplevels),
  r_: () => (/* binding */ changesInputs),
  Cx: () => (/* binding */ closure),
  zG: () => (/* binding */ configurationNames),
  oJ: () => (/* binding */ copyPaths),
  aj: () => (/* binding */ evaluateToplevels),
  rv: () => (/* binding */ findNix),
  jk: () => (/* binding */ flakeMetadata),
  D6: () => (/* binding */ outLink),
  KS: () => (/* binding */ sourcePaths),
  V4: () => (/* binding */ sourceReference),
  tG: () => (/* binding */ toplevelInstallable)
});

// UNUSED EXPORTS: assignBuilds, builtPaths, parseDump, parseMetadata

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./input-error.js
var input_error = __webpack_require__(7154);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./nix-failure.js

/** Nix did not do what was asked. The message says what was wrong and what to do next; the cause has Nix's own words. */
class NixFailure extends Error {
    kind;
    constructor(explanation, options) {
        super(explanation.message, options);
        this.name = 'NixFailure';
        this.kind = explanation.kind;
    }
}
const maxLogLines = 30;
const maxMessageLines = 25;
/** The first that matches explains the failure: the more telling ones come first. Words of Nix 2.24 to 2.34 and of Lix. */
const rules = [
    {
        pattern: /repository path '([^']+)' is not owned by current user|dubious ownership in repository at '([^']+)'/,
        message: ([there, alsoThere]) => {
            const path = (there ?? alsoThere ?? '').replace(/\/\.git\/?$/, '');
            return `the repository ${path} belongs to another user, and git refuses to read it; add a step before this one: git config --global --add safe.directory ${path}`;
        },
    },
    {
        pattern: /Path '([^']+)' in the repository "[^"]*" is not tracked by Git/,
        message: ([path]) => `git does not track '${path ?? ''}', and Nix sees only what git tracks; git add and commit it`,
    },
    {
        // Nix before 2.28 copies what git tracks to the store first, and then misses the file there.
        pattern: /(?:[Pp]ath|opening file|getting status of) ['"]\/nix\/store\/[0-9a-z]{32}-source\/([^'"]+)['"](?:: No such file| does not exist)/,
        message: ([path]) => `the flake has no file '${path ?? ''}'; if it is there in the checkout, git does not track it, and Nix sees only what git tracks: git add and commit it`,
    },
    {
        pattern: /could not find a flake\.nix file|is not part of a flake|does not contain a '?flake\.nix/,
        message: () => "there is no flake.nix at the flake reference; check the repository out before this step (actions/checkout), or let the input 'flake' name the directory of the flake",
    },
    {
        pattern: /unrecognised flag '([^']+)'/,
        message: ([flag]) => `nix-options: Nix on this runner knows no option '${flag ?? ''}'`,
    },
    {
        pattern: /requires lock file changes but they're not allowed/,
        message: () => "flake.lock is missing or out of step with the inputs of flake.nix, so that one commit could mean several systems; run 'nix flake lock' and commit flake.lock",
    },
    {
        kind: 'attribute',
        pattern: /flake '([^']+)' does not provide attribute .*?'(nixosConfigurations[^']*)'/,
        message: ([flake, attribute]) => `the flake ${flake ?? ''} has no ${attribute ?? ''}`,
    },
    {
        pattern: /expected flake output attribute '([^']+)' to be a derivation or path/,
        message: ([attribute]) => `${attribute ?? ''} is not a derivation; a configuration is what nixpkgs.lib.nixosSystem gives`,
    },
    {
        kind: 'build',
        pattern: /hash mismatch in fixed-output derivation '([^']+)'[^\n]*\n\s*specified:\s*(\S+)\s*got:\s*(\S+)/,
        message: ([derivation, specified, got]) => `what ${derivationName(derivation)} downloads is not what its hash says: specified ${specified ?? ''}, got ${got ?? ''}; if the change is expected, write the new hash`,
    },
    {
        kind: 'build',
        pattern: /Required system: '([^']+)'|a '([^']+)' (?:with features [^']*)?is required to build '[^']+'/,
        message: ([system, alsoSystem]) => {
            const needed = system ?? alsoSystem ?? '';
            return `the configuration is for ${needed}, which this runner cannot build; run the job on a ${needed} runner, or add a remote builder (nix-options: --builders)`;
        },
    },
    {
        kind: 'build',
        pattern: /Cannot build '|builder for '|build of '[^']+' (?:failed|timed out)|derivation '[^']+' failed/,
        message: (_, stderr) => failedBuilds(stderr),
    },
    {
        pattern: /(?:cannot connect to (?:socket|daemon) at|getting status of) '?([^\s':]*daemon-socket[^\s':]*)'?: ([^\n]*)/,
        message: ([socket, why]) => `the Nix daemon does not answer at ${socket ?? ''} (${why ?? ''}); is it running, and may this user use it (allowed-users)?`,
    },
    {
        pattern: /access to absolute path '([^']+)' is forbidden in pure/,
        message: ([path]) => `the configuration reads ${path ?? ''}, which is outside of the flake; a flake sees only its own files and its inputs: put it into the repository`,
    },
    {
        pattern: /unable to download '([^']+)': ([^\n]*)/,
        message: ([url, why]) => `${url ?? ''} could not be downloaded: ${(why ?? '').replace(/; retrying.*/, '')}${tokenAdvice(why ?? '')}`,
    },
    {
        // Nix 2.26 goes on after the failed fetch, and then misses the branch.
        pattern: /Failed to fetch git repository '([^']+)'|fetching the input '(git\+[^']+)'\n\s*\n\s*error: resolving Git reference '[^']+'/,
        message: ([url, input], stderr) => {
            const said = stderr.split('\n').find((line) => /^(?:fatal|ssh|git@[^:]+|remote): /.test(line));
            return `the repository ${url ?? input ?? ''} could not be fetched${said === undefined ? '' : `: ${said}`}; does it exist, and may this job read it?`;
        },
    },
];
/** Says what is behind the standard error of a Nix call that failed, and what to do next. */
function explain(stderr) {
    const plain = (0,external_node_util_.stripVTControlCharacters)(stderr);
    const rule = rules.find(({ pattern }) => pattern.test(plain));
    const message = rule === undefined ? lastError(plain) : rule.message(rule.pattern.exec(plain)?.slice(1) ?? [], plain);
    return { kind: rule?.kind ?? 'other', message: message + spaceAdvice(plain) };
}
function tokenAdvice(why) {
    return /HTTP error (?:401|403|404|429)/.test(why)
        ? '; for a private repository, or beyond the rate limit, give this step an env NIX_CONFIG with a line such as: access-tokens = github.com=TOKEN'
        : '';
}
function spaceAdvice(stderr) {
    return /No space left on device/.test(stderr) ? '\nThe disk of the runner is full; make room before this step, or take a bigger runner.' : '';
}
/** The derivations that failed themselves, each with the end of its log; not those that only depend on one of them. */
function failedBuilds(stderr) {
    const blocks = stderr.split(/^(?=error: )/m).filter((block) => block.startsWith('error: '));
    const failed = blocks.flatMap((block) => {
        const derivation = /'([^']+\.drv)/.exec(block)?.[1];
        const reason = /Reason: ([^\n]*?)\.?\n/.exec(block)?.[1] ?? /\.drv'? ((?:failed|timed out)[^\n;]*)/.exec(block)?.[1];
        if (derivation === undefined || reason === undefined || /dependenc(?:y|ies)/.test(block.split('Output paths')[0] ?? ''))
            return [];
        const log = block.split('\n').flatMap((line) => /^\s*> (.*)$/.exec(line)?.slice(1) ?? []);
        return [
            [
                `the build of ${derivationName(derivation)} failed: ${reason.replace(/^failed /, '').replace(/^with /, 'builder failed with ')}`,
                ...(log.length === 0 ? [] : ['the end of its log:', ...log.slice(-maxLogLines).map((line) => `  ${line}`)]),
                ...(/signal 9|Killed/.test(reason) ? ['It was killed, perhaps for want of memory.'] : []),
            ].join('\n'),
        ];
    });
    return failed.length === 0 ? lastError(stderr) : [...new Set(failed)].join('\n');
}
/** Nix's last word: the innermost message and where in the sources that is, without the excerpts of code. */
function lastError(stderr) {
    const lines = stderr.split('\n');
    const start = lines.findLastIndex((line) => /^\s*error: \S/.test(line));
    if (start === -1)
        return lines.filter((line) => line.trim() !== '' && !/^warning: /.test(line)).slice(-5).join('\n').trim() || 'it gave no reason';
    const said = lines
        .slice(start)
        .filter((line) => !/^\s*(?:\d+)?\|/.test(line))
        .map((line) => line.replace(/^ {7}/, '').trimEnd())
        .filter((line, index, all) => line !== '' && all[index - 1] !== line)
        .slice(0, maxMessageLines);
    const [first = '', ...rest] = said;
    const told = rest.some((line) => isPlace(line));
    const places = told ? [] : lines.slice(0, start).filter(isPlace).slice(-2);
    return [first.replace(/^\s*error: /, ''), ...rest, ...places.map((line) => `  ${line.trim()}`)].join('\n');
}
/** A line such as “at /path/flake.nix:12:5:”; those inside of Nix itself help nobody. */
function isPlace(line) {
    return /^\s*(?:at|whose name attribute is located at) .+:\d+:\d+:?$/.test(line) && !/nix-internal|<nix\/|derivation-internal/.test(line);
}
function derivationName(path) {
    return (path ?? '').replace(/^.*\/[0-9a-z]{32}-/, '').replace(/\.drv$/, '');
}

// EXTERNAL MODULE: ./process.js + 2 modules
var process = __webpack_require__(9137);
;// CONCATENATED MODULE: ./nix.js




const minimumVersion = [2, 24];
const usualPlaces = (home) => [
    '/nix/var/nix/profiles/default/bin/nix',
    `${home}/.nix-profile/bin/nix`,
    `${home}/.local/state/nix/profile/bin/nix`,
    '/run/current-system/sw/bin/nix',
];
/** Options of nix-options with which the person says how the lock file is to be treated. */
const lockOptions = ['--override-input', '--update-input', '--recreate-lock-file', '--no-update-lock-file', '--no-write-lock-file', '--reference-lock-file'];
/** Whether `nix-options` give the flake other inputs than its commit has: what is built is then not what the SHA names. */
function changesInputs(options) {
    return options.some((option) => ['--override-input', '--update-input', '--recreate-lock-file', '--reference-lock-file'].includes(option));
}
/** Finds Nix in PATH or where installers put it. Errors: none there, and one older than 2.24. */
async function findNix(settings) {
    const { home, ...context } = settings;
    for (const program of ['nix', ...usualPlaces(home)]) {
        const said = await versionOf(program, context.signal);
        if (said === undefined)
            continue;
        const [, version, major, minor] = /((\d+)\.(\d+)\S*)\s*$/.exec(said.trim()) ?? [];
        if (version === undefined)
            throw new Error(`'${program} --version' says ${(0,input_error/* quote */.hD)(said.trim())}, which is no version of Nix`);
        const [least, leastMinor] = minimumVersion;
        if (Number(major) < least || (Number(major) === least && Number(minor) < leastMinor)) {
            throw new Error(`Nix ${version} is too old, ${minimumVersion.join('.')} or newer is needed; install it in a step before this one:\n${installSteps}`);
        }
        return { program, version, ...context };
    }
    throw new Error(`Nix was not found on this runner; install it in a step before this one:\n${installSteps}`);
}
const installSteps = '  - uses: cachix/install-nix-action@v31\nor\n  - uses: DeterminateSystems/nix-installer-action@v22';
async function versionOf(program, signal) {
    try {
        return (await (0,process/* run */.eF)(program, ['--version'], { signal, mustSucceed: `${program} --version` })).stdout;
    }
    catch (error) {
        if (error instanceof process/* ProgramMissing */.Xh)
            return undefined;
        throw error;
    }
}
/** Asks what the flake is: its revision, whether it is dirty, and the reference with which to build just that. */
async function flakeMetadata(nix, reference) {
    checkReference(reference);
    const { stdout } = await evaluate(nix, ['flake', 'metadata', '--json', ...lockFlags(nix), '--', reference], `cannot read the flake ${(0,input_error/* quote */.hD)(reference)}`);
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
        revision: metadata.revision,
        dirty: metadata.dirtyRevision !== undefined,
        description: metadata.description,
        sourcePath: metadata.path ?? '',
        locked: metadata.locked ?? {},
    };
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
        return JSON.parse((await evaluate(nix, args, `cannot read the flake ${(0,input_error/* quote */.hD)(reference)}`)).stdout);
    }
    catch (cause) {
        if (!(cause instanceof NixFailure && cause.kind === 'attribute'))
            throw cause;
        throw new input_error/* InputError */.dz(`flake: ${(0,input_error/* quote */.hD)(reference)} has no nixosConfigurations; let the input 'flake' name the flake that has them`, { cause });
    }
}
/**
 * Evaluates and builds the toplevels of these configurations, all in one Nix process, and gives the store path of each.
 * Errors name the configurations that the flake does not have, with those that it has, or the builds that failed; `input` is
 * where the names were written.
 */
async function buildToplevels(nix, reference, names, input = 'configurations') {
    checkReference(reference);
    const wanted = [...new Set(names)];
    if (wanted.length === 0)
        return new Map();
    const installables = wanted.map((name) => toplevelInstallable(reference, name));
    const args = ['build', '--json', '--no-link', ...lockFlags(nix), '--', ...installables];
    let stdout;
    try {
        stdout = (await evaluate(nix, args, `cannot build ${wanted.join(', ')}`)).stdout;
    }
    catch (cause) {
        if (cause instanceof NixFailure && cause.kind === 'attribute')
            await explainMissing(nix, reference, wanted, input, cause);
        throw cause;
    }
    const built = assignBuilds(builtPaths(stdout), wanted.length);
    if (built !== undefined)
        return new Map(wanted.map((name, index) => [name, built[index] ?? '']));
    // A Nix that lists what it built in an order of its own: all is built now, so asking for each alone is quick.
    if (wanted.length === 1)
        throw new Error(`nix build gave no path for ${(0,input_error/* quote */.hD)(wanted[0] ?? '')}`);
    const toplevels = new Map();
    for (const name of wanted)
        for (const [, path] of await buildToplevels(nix, reference, [name], input))
            toplevels.set(name, path);
    return toplevels;
}
/** Evaluates these configurations in one Nix process, and builds nothing. Errors are those of `buildToplevels`. */
async function evaluateToplevels(nix, reference, names, input = 'configurations') {
    checkReference(reference);
    const wanted = [...new Set(names)];
    // The name cannot end the string that it stands in, or it is refused here.
    for (const name of wanted)
        toplevelInstallable(reference, name);
    const apply = `all: builtins.listToAttrs (map (name: { inherit name; value = let system = all.\${name}.config.system.build.toplevel; in { derivation = system.drvPath; toplevel = system.outPath; }; }) [ ${wanted.map((name) => `"${name}"`).join(' ')} ])`;
    const args = ['eval', '--json', ...lockFlags(nix), '--apply', apply, '--', `${reference}#nixosConfigurations`];
    try {
        return new Map(Object.entries(JSON.parse((await evaluate(nix, args, `cannot evaluate ${wanted.join(', ')}`)).stdout)));
    }
    catch (cause) {
        if (cause instanceof NixFailure && cause.kind === 'attribute')
            await explainMissing(nix, reference, wanted, input, cause);
        throw cause;
    }
}
/** The store paths of the flake's source tree, first, and of all its inputs, which are fetched where they are not there. */
async function sourcePaths(nix, reference) {
    const args = ['flake', 'archive', '--json', ...lockFlags(nix), '--', reference];
    const all = (tree) => [tree.path, ...Object.values(tree.inputs ?? {}).flatMap(all)];
    return [...new Set(all(JSON.parse((await evaluate(nix, args, `cannot fetch the inputs of the flake ${(0,input_error/* quote */.hD)(reference)}`)).stdout)))];
}
/** What to ask Nix for. The name is quoted as an attribute (Nix knows no escapes in it) and then escaped as a URL's fragment. */
function toplevelInstallable(reference, name) {
    if (name === '' || /["\\\u0000-\u001f\u007f]|\$\{/.test(name)) {
        throw new input_error/* InputError */.dz(`configurations: ${(0,input_error/* quote */.hD)(name)} is not a name that can be asked of Nix; write a name from the flake's nixosConfigurations`);
    }
    return `${reference}#nixosConfigurations."${encodeURIComponent(name)}".config.system.build.toplevel`;
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
async function explainMissing(nix, reference, wanted, input, cause) {
    const known = await configurationNames(nix, reference);
    const missing = wanted.filter((name) => !known.includes(name));
    if (missing.length > 0) {
        const lines = missing.map((name) => `${(0,input_error/* quote */.hD)(name)} is not in the flake's nixosConfigurations; ${(0,input_error/* wouldDo */.J7)(name, known)}`);
        throw new input_error/* InputError */.dz(`${input}: ${lines.join('\n')}`, { cause });
    }
    throw new input_error/* InputError */.dz(`${input}: ${cause.message}; each configuration must have config.system.build.toplevel, as those of nixpkgs.lib.nixosSystem have`, { cause });
}
/** Makes `link` point to the store path, and keeps the path from the garbage collector as long as the link is there. */
async function outLink(nix, path, link) {
    const args = ['--realise', path, '--add-root', link];
    await call(nix, storeProgram(nix), args, `cannot make the link ${(0,input_error/* quote */.hD)(link)}`);
}
/** The closure of these store paths: what Nix's database knows of each path in it, each after those it refers to. */
async function closure(nix, paths) {
    const action = `cannot read the closure of ${paths.join(', ')}`;
    const requisites = await call(nix, storeProgram(nix), ['--query', '--requisites', ...paths], action);
    const all = requisites.stdout.split('\n').filter((line) => line !== '');
    const infos = [];
    // In slices, since the length of an argv has its limit; a NixOS system has two or three thousand paths.
    for (let index = 0; index < all.length; index += 10_000) {
        const slice = all.slice(index, index + 10_000);
        infos.push(...parseDump((await call(nix, storeProgram(nix), ['--dump-db', ...slice], action)).stdout));
    }
    return infos;
}
/**
 * Reads the output of `nix-store --dump-db`, which has been the same since Nix 1 (--load-db reads it); that of
 * `nix path-info --json` has changed more than once.
 */
function parseDump(text) {
    const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
    const infos = [];
    for (let index = 0; index < lines.length;) {
        const [path = '', hash = '', narBytes = '', deriver = '', count = ''] = lines.slice(index, index + 5);
        const references = lines.slice(index + 5, index + 5 + Number(count));
        if (!/^\/.+\/[0-9a-z]{32}-/.test(path) || !/^\d+$/.test(narBytes) || !/^\d+$/.test(count) || references.length !== Number(count)) {
            throw new Error(`nix-store --dump-db gave what cannot be read, at line ${index + 1}`);
        }
        infos.push({
            path,
            narHash: `sha256:${hash.replace(/^sha256:/, '')}`,
            narBytes: Number(narBytes),
            references: references.filter((reference) => reference !== path),
            deriver: deriver === '' ? undefined : deriver,
        });
        index += 5 + Number(count);
    }
    return infos;
}
/**
 * Copies just these store paths, and not what they refer to, into another store, as `nix copy` does. What they refer to
 * must be there already. For `binary-cache.ts`.
 */
async function copyPaths(nix, paths, storeUrl) {
    const args = [...features, 'copy', '--no-recursive', '--to', storeUrl, '--stdin'];
    await call(nix, nix.program, args, `cannot copy ${paths.length} store paths`, { input: paths.join('\n') + '\n', onStderrLine: undefined });
}
/** Flakes, whatever the configuration says. */
const features = ['--extra-experimental-features', 'nix-command flakes'];
/** A commit is to mean one system, so inputs that are not locked are an error, unless nix-options say otherwise. */
function lockFlags(nix) {
    return nix.options.some((option) => lockOptions.includes(option)) ? [] : ['--no-update-lock-file'];
}
function checkReference(reference) {
    if (reference === '' || reference.startsWith('-') || reference.includes('#')) {
        throw new input_error/* InputError */.dz(`flake: ${(0,input_error/* quote */.hD)(reference)} is not a flake reference; write one such as '.' or 'github:owner/repository', without '#', and the names in 'configurations'`);
    }
}
/** Calls a command that evaluates: `nix-options` are for these. Its own arguments come before a `--`. */
async function evaluate(nix, args, action) {
    const [separator, rest] = [args.indexOf('--'), args];
    return await call(nix, nix.program, [...features, ...rest.slice(0, separator), ...nix.options, ...rest.slice(separator)], action);
}
async function call(nix, program, args, action, options = {}) {
    try {
        return await (0,process/* run */.eF)(program, args, { signal: nix.signal, onStderrLine: nix.onLine, ...options, mustSucceed: (0,external_node_path_.basename)(program) });
    }
    catch (cause) {
        if (!(cause instanceof process/* ProgramFailed */.Oh))
            throw cause;
        const { kind, message } = explain(cause.exit.stderrTail);
        throw new NixFailure({ kind, message: kind === 'other' ? `${action}: ${message}` : message }, { cause });
    }
}
function storeProgram(nix) {
    return nix.program === 'nix' ? 'nix-store' : (0,external_node_path_.join)((0,external_node_path_.dirname)(nix.program), 'nix-store');
}


/***/ })

};
