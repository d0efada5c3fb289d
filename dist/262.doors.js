export const id = 262;
export const ids = [262];
export const modules = {

/***/ 262:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build_build),
  makePayloads: () => (/* binding */ makePayloads),
  makeWithPaths: () => (/* binding */ makeWithPaths),
  mustHaveSha: () => (/* binding */ mustHaveSha),
  nixSettings: () => (/* binding */ nixSettings),
  phase: () => (/* binding */ phase),
  readFlake: () => (/* binding */ readFlake),
  shaOf: () => (/* binding */ shaOf)
});

// EXTERNAL MODULE: ./nix/build.js
var build = __webpack_require__(6645);
// EXTERNAL MODULE: ./nix/failure.js + 4 modules
var nix_failure = __webpack_require__(6281);
// EXTERNAL MODULE: ./nix/find.js
var find = __webpack_require__(6534);
// EXTERNAL MODULE: ./nix/flake.js
var nix_flake = __webpack_require__(9228);
// EXTERNAL MODULE: ./nix/store.js
var store = __webpack_require__(3232);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./parse/lost-name.js
var lost_name = __webpack_require__(7051);
// EXTERNAL MODULE: ./settings/configuration-name.js
var configuration_name = __webpack_require__(4589);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ../node_modules/@actions/core/lib/core.js + 6 modules
var core = __webpack_require__(7737);
// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __webpack_require__(4891);
// EXTERNAL MODULE: ./store/binary-cache.js
var binary_cache = __webpack_require__(3029);
// EXTERNAL MODULE: ./store/nar-info.js
var nar_info = __webpack_require__(6383);
// EXTERNAL MODULE: ./store/results-service.js
var results_service = __webpack_require__(6327);
;// CONCATENATED MODULE: ./store/build-cache.js









/** Before cache.nixos.org (40): what lies here, no other substituter has. */
const PRIORITY = 30;
/**
 * Fetches what earlier runs have built, of the same configurations with the same lock file if there is such a cache, else of
 * what is nearest. It is a binary cache in a directory whose place is the same in each run, for GitHub knows a cache by its
 * path too. Whatever goes wrong is a warning, and the build goes on without; undefined where nothing can be kept.
 */
async function earlierBuilds(context, nix, { lockHash }, names) {
    const { directory, note, atEnd } = context;
    const keys = keysFor(lockHash ?? 'none', names);
    return withoutHarm('what earlier runs have built could not be had', async () => {
        if (!(await (0,store/* isTrustedUser */.lt)(nix))) {
            core.warning("cache: Nix takes substituters only from its trusted users, and this user is none of them, so nothing is kept between runs; write `trusted-users = root @wheel USER` into the runner's nix.conf, or leave 'cache' out");
            return undefined;
        }
        const none = await (0,results_service/* whyNone */.V)('cache');
        if (none !== undefined) {
            core.warning(`cache: there is no cache of GitHub's here (${none}), so nothing is kept between runs; leave 'cache' out`);
            return undefined;
        }
        await (0,promises_.rm)(directory, { recursive: true, force: true });
        const restored = await (await Promise.all(/* import() */[__webpack_require__.e(884), __webpack_require__.e(683)]).then(__webpack_require__.bind(__webpack_require__, 3683))).restoreCache([directory], keys[0], keys.slice(1));
        const found = restored === undefined ? new Map() : await stored(directory);
        note(restored === undefined ? 'no earlier run has left what it built' : `${found.size} store paths are there from an earlier run (${restored})`);
        const options = ['--option', 'extra-substituters', `file://${encodeURI(directory)}?trusted=true&priority=${PRIORITY}`];
        return {
            nix: found.size === 0 ? nix : { ...nix, options: [...nix.options, ...options] },
            keep: (toplevels) => {
                atEnd(() => withoutHarm('what was built could not be kept', () => keep(context, nix, keys[0], [...toplevels])));
            },
        };
    });
}
/** From the nearest to the farthest, each the beginning of the one before. */
function keysFor(lockHash, names) {
    const machine = `nix-flake-deploy-1-${process.platform}-${process.arch}-`;
    const lock = `${machine}${lockHash.slice(0, 16)}-`;
    return [`${lock}${digest([...names].sort())}-`, lock, machine];
}
function digest(lines) {
    return (0,external_node_crypto_.createHash)('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}
/** Puts what is new into the cache, and takes out what these systems are not built from, so that it does not grow. */
async function keep({ directory, signal, note }, nix, key, toplevels) {
    if (signal.aborted)
        return;
    const derived = await (0,store/* derivedPaths */.Is)(nix, toplevels);
    const before = await stored(directory);
    const candidates = [...derived].filter(([path, isThere]) => isThere && !before.has(path)).map(([path]) => path);
    const served = candidates.length === 0 ? new Set() : await (0,store/* substitutedPaths */.xY)(nix, candidates);
    const added = new Set(candidates.filter((path) => !served.has(path)));
    if (added.size === 0) {
        note('nothing was built that is not kept already');
        return;
    }
    const kept = new Set([...before.keys()].filter((path) => derived.has(path)));
    // Two paths of the same content share their NAR.
    const nars = new Set([...kept].map((path) => before.get(path)?.nar));
    for (const [path, { narInfo, nar }] of before) {
        if (!kept.has(path))
            await (0,promises_.rm)(narInfo);
        if (!nars.has(nar))
            await (0,promises_.rm)(nar, { force: true });
    }
    const infos = (await (0,store/* closure */.Cx)(nix, [...added])).filter(({ path }) => added.has(path));
    const cache = new binary_cache/* BinaryCache */.sG(nix, directory, infos);
    for await (const { path } of cache.ready(infos))
        kept.add(path);
    await cache.idle();
    const id = await (await Promise.all(/* import() */[__webpack_require__.e(884), __webpack_require__.e(683)]).then(__webpack_require__.bind(__webpack_require__, 3683))).saveCache([directory], `${key}${digest([...kept].sort())}`);
    // The library has said why.
    if (id !== -1)
        note(`${kept.size} store paths are kept for the next runs, ${added.size} of them new`);
}
/** The store paths in a binary cache. What is not whole is taken out of it: Nix would fail on a NAR that is not there. */
async function stored(directory) {
    const found = new Map();
    const names = await (0,promises_.readdir)(directory).catch(() => []);
    for (const name of names.filter((each) => each.endsWith('.narinfo'))) {
        const entry = await storedBy(directory, name).catch(() => undefined);
        if (entry === undefined)
            await (0,promises_.rm)((0,external_node_path_.join)(directory, name));
        else
            found.set(...entry);
    }
    return found;
}
/** The store path of a narinfo, where its files are there; undefined or an error where not. */
async function storedBy(directory, name) {
    const narInfo = (0,external_node_path_.join)(directory, name);
    const { path, url, fileBytes } = (0,nar_info/* parseNarInfo */.Ne)(await (0,promises_.readFile)(narInfo, 'utf8'));
    // Nothing from elsewhere on the runner is kept or removed.
    if (name !== (0,binary_cache/* narInfoName */.Dt)(path) || !/^nar\/[^/]+$/.test(url))
        return undefined;
    const nar = (0,external_node_path_.join)(directory, url);
    return (await (0,promises_.stat)(nar)).size === fileBytes ? [path, { narInfo, nar }] : undefined;
}
/** The cache is there to save time: a build goes on without it. */
async function withoutHarm(what, work) {
    try {
        return await work();
    }
    catch (error) {
        core.warning(`cache: ${what}: ${(0,error_words/* wordsOfError */.b)(error)}`);
        return undefined;
    }
}

;// CONCATENATED MODULE: ./commands/build.js









/** What Nix on the runner is to know of this run. */
function nixSettings({ settings, environment, signal, emit, nixEnvironment, }) {
    return { home: environment.home, options: settings.nixOptions, flakeEnvironment: nixEnvironment, signal, onEvent: emit };
}
/**
 * Reads the flake, and finds the configurations that the inputs, or else the targets, or else the flake name. `label` gives
 * the revision's label, or throws where there has to be one and is none, before anything is built.
 */
async function readFlake(run, label) {
    const found = await (0,find/* findNix */.rv)(nixSettings(run));
    return phase(run.emit, 'read-flake', `read the flake ${run.settings.flake}`, () => readWith(found, run, label));
}
async function readWith(found, run, label) {
    const { settings } = run;
    const { nix } = found;
    const [nixVersion, flake] = await (0,find/* whileAsked */.YE)(found, (asked) => (0,nix_flake/* flakeMetadata */.jk)(asked, settings.flake));
    const revision = label(flake);
    const fromTargets = settings.targets.map(({ configuration }) => configuration);
    let names = settings.configurations ?? (fromTargets.length > 0 ? fromTargets : 'all');
    if (names === 'all') {
        names = await (0,nix_flake/* configurationNames */.zG)(nix, flake.reference);
        const lost = names.find((name) => (0,configuration_name/* whyNotNamed */.zS)(name) !== undefined);
        if (lost !== undefined)
            throw new input_error/* InputError */.dz((0,lost_name/* isLostName */.C)(lost)
                ? `configurations: the flake has one named ${(0,input_error/* quote */.hD)(lost)}, a name that JavaScript keeps for itself; give it another one there, or name the others here`
                : `configurations: the flake has one named ${(0,input_error/* quote */.hD)(lost)}, and ${(0,configuration_name/* whyNotNamed */.zS)(lost) ?? ''}; give it another one there, or name the others here`);
    }
    const missing = fromTargets.find((name) => !names.includes(name));
    if (settings.command === 'deploy' && missing !== undefined)
        throw new input_error/* InputError */.dz(`configurations: a target runs '${missing}', which is not among them; add it, or leave the input out`);
    names = [...new Set(names)];
    const builds = await buildsOf(run, nix, flake, names);
    return {
        nix: builds?.nix ?? nix,
        nixVersion,
        flake,
        revision,
        names,
        builds,
        saidIn: settings.configurations === undefined && fromTargets.length > 0 ? 'targets' : 'configurations',
    };
}
async function buildsOf({ buildCacheDirectory: directory, emit, signal, atEnd }, nix, flake, names) {
    if (directory === undefined)
        return undefined;
    return earlierBuilds({ directory, signal, note: (text) => emit({ type: 'note', text }), atEnd: (work) => atEnd.push(work) }, nix, flake, names);
}
/** Evaluates and builds the configurations, all in one Nix process: configuration → store path. */
async function buildAll({ emit }, { nix, nixVersion, flake, names, saidIn, builds }) {
    const toplevels = await phase(emit, 'evaluate-and-build', `evaluate and build ${names.join(', ')} with Nix ${nixVersion}`, () => (0,build/* buildToplevels */.Pp)(nix, flake.reference, names, saidIn));
    for (const [name, path] of toplevels)
        emit({ type: 'note', text: `${name}: ${path}` });
    builds?.keep(toplevels.values());
    return toplevels;
}
/** Does what is done before any target is worked on, tells how long it took, and has the logs of failed builds told after it. */
async function phase(emit, name, text, work) {
    const started = performance.now();
    let failure;
    emit({ type: 'phase-started', phase: name, text });
    try {
        return await work();
    }
    catch (error) {
        failure = error;
        throw error;
    }
    finally {
        emit({ type: 'phase-ended', phase: name, seconds: Math.round(performance.now() - started) / 1000 });
        if (failure instanceof nix_failure/* NixFailure */.e)
            for (const log of failure.logs)
                emit({ type: 'build-log', log });
    }
}
/** Makes payloads of these kinds: builds for `closure`, evaluates for `derivation`, fetches the inputs for `source`. */
async function makePayloads(run, asked, kinds) {
    const { nix, nixVersion, flake, names, saidIn } = asked;
    const payloads = new Map(names.map((name) => [name, []]));
    let toplevels = new Map();
    const systems = new Map();
    if (kinds.includes('closure')) {
        toplevels = await buildAll(run, asked);
        for (const [name, toplevel] of toplevels)
            payloads.get(name)?.push({ kind: 'closure', roots: [toplevel], toplevel });
    }
    if (kinds.includes('derivation')) {
        const evaluated = await phase(run.emit, 'evaluate-and-build', `evaluate ${names.join(', ')} with Nix ${nixVersion}`, () => (0,build/* evaluateToplevels */.aj)(nix, flake.reference, names, saidIn));
        for (const [name, { derivation, toplevel, system }] of evaluated) {
            toplevels.set(name, toplevel);
            systems.set(name, system);
            payloads.get(name)?.push({ kind: 'derivation', roots: [derivation], toplevel });
        }
    }
    if (kinds.includes('source')) {
        // What is evaluated nowhere but on hosts, nothing else finds out.
        if (!kinds.some((kind) => kind !== 'source'))
            await (0,build/* needConfigurations */.u1)(nix, flake.reference, names, saidIn);
        const roots = await phase(run.emit, 'read-flake', `fetch the flake and its inputs with Nix ${nixVersion}`, () => (0,nix_flake/* sourcePaths */.KS)(nix, flake.reference));
        if (!roots.includes(flake.sourcePath))
            throw new input_error/* InputError */.dz(`flake: the tree of ${(0,input_error/* quote */.hD)(flake.reference)} changed while it was read, so that its parts do not fit together; let nothing write into it meanwhile, and keep it in git, where only commits count`);
        const reference = (0,nix_flake/* sourceReference */.V4)(flake);
        for (const name of names)
            payloads.get(name)?.push({ kind: 'source', roots, installable: (0,build/* toplevelInstallable */.tG)(reference, name) });
    }
    const roots = new Set([...payloads.values()].flat().flatMap((payload) => payload.roots));
    return { payloads, toplevels, systems, roots: [...roots] };
}
/** Makes payloads of these kinds, and reads what is in all of them. */
async function makeWithPaths(run, asked, kinds) {
    const made = await makePayloads(run, asked, kinds);
    return { ...made, paths: await (0,store/* closure */.Cx)(asked.nix, made.roots) };
}
/** The git SHA that names what will be built; undefined where none does. */
function shaOf({ revision }, nixOptions) {
    return (0,nix_flake/* changesInputs */.r_)(nixOptions) ? undefined : revision;
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
    throw new input_error/* InputError */.dz(`${why}, so that no git SHA names what would be built; give a label of your own${flake.dirty ? ', or commit them' : ', like `revision: trial-1`'}`);
}
/** `build`: a link per configuration, side by side, each a garbage collection root. */
async function build_build(run) {
    const asked = await readFlake(run, (flake) => run.settings.revision ?? shaOf(flake, run.settings.nixOptions));
    const links = linksOf(asked.names, run.settings.outLinkPrefix);
    const toplevels = await buildAll(run, asked);
    await Promise.all([...toplevels].map(([name, path]) => (0,build/* outLink */.D6)(asked.nix, path, links.get(name) ?? '')));
    return { ...(asked.revision !== undefined && { revision: asked.revision }), toplevels: Object.fromEntries(toplevels) };
}
/** Where the link to each goes: a slash in a name makes no directory. */
function linksOf(names, prefix) {
    const links = new Map(names.map((name) => [name, `${prefix}${name.replaceAll('/', '-')}`]));
    const [first, second] = names.filter((name) => names.some((other) => other !== name && links.get(other) === links.get(name)));
    if (first !== undefined && second !== undefined)
        throw new input_error/* InputError */.dz(`configurations: ${(0,input_error/* quote */.hD)(first)} and ${(0,input_error/* quote */.hD)(second)} would have the same link, ${links.get(first) ?? ''}; name one of them`);
    return links;
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

/***/ 6383:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $k: () => (/* binding */ toNixBase32),
/* harmony export */   Lg: () => (/* binding */ fileHash),
/* harmony export */   Ne: () => (/* binding */ parseNarInfo),
/* harmony export */   Nt: () => (/* binding */ formatNarInfo),
/* harmony export */   X0: () => (/* binding */ normalNarInfo)
/* harmony export */ });
/* unused harmony export sha256FromNix */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _store_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7848);


/** Reads a narinfo. Throws an Error that says which of its lines is wrong, as the end of a sentence about the file. */
function parseNarInfo(text) {
    const lines = new Map();
    for (const line of text.trimEnd().split('\n')) {
        const colon = line.indexOf(': ');
        const [key, value] = colon < 0 ? [line.replace(/:$/, ''), ''] : [line.slice(0, colon), line.slice(colon + 2)];
        lines.set(key, [...(lines.get(key) ?? []), value]);
    }
    const optional = (key, read) => {
        const [value, ...others] = lines.get(key) ?? [];
        if (value === undefined)
            return undefined;
        const found = others.length === 0 ? read(value) : undefined;
        if (found === undefined)
            throw new Error(`has a line '${key}' that cannot be read`);
        return found;
    };
    const needed = (key, read) => {
        const found = optional(key, read);
        if (found === undefined)
            throw new Error(`has no line '${key}'`);
        return found;
    };
    const word = (value) => (/^\S+$/.test(value) ? value : undefined);
    const bytes = (value) => (/^\d{1,15}$/.test(value) ? Number(value) : undefined);
    const path = needed('StorePath', (value) => (_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .storePath */ .T.test(value) ? value : undefined));
    return {
        path,
        url: needed('URL', word),
        // A narinfo of Nix's earliest days does not say it.
        compression: optional('Compression', word) ?? 'bzip2',
        fileHash: optional('FileHash', sha256FromNix),
        fileBytes: optional('FileSize', bytes),
        narHash: `sha256:${needed('NarHash', sha256FromNix)}`,
        narBytes: needed('NarSize', bytes),
        references: needed('References', (value) => value
            .split(' ')
            .filter((name) => name !== '')
            .map((name) => `${(0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(path)}/${name}`)).sort(),
        signers: (lines.get('Sig') ?? []).map((signature) => signature.split(':', 1)[0] ?? ''),
    };
}
/** Writes a narinfo as Nix does. */
function formatNarInfo(info) {
    return [
        `StorePath: ${info.path}`,
        `URL: ${info.url}`,
        `Compression: ${info.compression}`,
        `FileHash: sha256:${toNixBase32(info.fileHash)}`,
        `FileSize: ${info.fileBytes}`,
        `NarHash: sha256:${toNixBase32(info.narHash.slice('sha256:'.length))}`,
        `NarSize: ${info.narBytes}`,
        `References: ${info.references
            .map((reference) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(reference))
            .sort()
            .join(' ')}`,
        '',
    ].join('\n');
}
const digits = '0123456789abcdfghijklmnpqrsvwxyz';
/** The hexadecimal digits of a SHA-256 as Nix writes it: in its own base 32, in base 16, or as SRI. Undefined for what is none. */
function sha256FromNix(text) {
    const { base32, base16, base64 } = /^sha256(?::(?:(?<base32>[0-9a-z]{52})|(?<base16>[0-9a-f]{64}))|-(?<base64>[A-Za-z0-9+/]{43}=))$/.exec(text)?.groups ?? {};
    if (base64 !== undefined)
        return Buffer.from(base64, 'base64').toString('hex');
    if (base32 === undefined)
        return base16;
    // The last digit has the lowest bits (printHash32 in Nix's libutil/hash.cc).
    let number = 0n;
    for (const character of base32) {
        const digit = digits.indexOf(character);
        if (digit < 0)
            return undefined;
        number = number * 32n + BigInt(digit);
    }
    const hex = number.toString(16).padStart(64, '0');
    return hex.length > 64 ? undefined : Buffer.from(hex, 'hex').reverse().toString('hex');
}
/** A SHA-256 from hexadecimal digits to Nix's base 32, without `sha256:`. */
function toNixBase32(hex) {
    let number = BigInt(`0x${Buffer.from(hex, 'hex').reverse().toString('hex')}`);
    let text = '';
    while (text.length < 52) {
        text = `${digits[Number(number % 32n)] ?? ''}${text}`;
        number /= 32n;
    }
    return text;
}
/**
 * A narinfo that says the same of the same content wherever it was made: without the derivation that built it, which need not
 * be the only one that gives this path, and without signatures but those of the key that is named.
 */
function normalNarInfo(text, signer) {
    const stays = (line) => !line.startsWith('Deriver:') && (!line.startsWith('Sig:') || (signer !== undefined && line.startsWith(`Sig: ${signer}:`)));
    return text.split('\n').filter(stays).join('\n');
}
/** SHA-256 of the file that a narinfo names, in hexadecimal. */
function fileHash(narInfo) {
    const { path, fileHash: hash } = parseNarInfo(narInfo);
    if (hash === undefined)
        throw new Error(`Nix wrote a narinfo of ${path} without the hash of its file`);
    return hash;
}


/***/ }),

/***/ 6327:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ whyNone)
/* harmony export */ });
/* harmony import */ var _parse_error_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4891);
/* harmony import */ var _runner_environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5493);


// GitHub's service for artifacts and caches. Its libraries try five times, for 21 seconds, what cannot become better: what other
// servers than GitHub's answer, or that nobody is there. Here it is asked once, by a question that changes nothing.
const questions = {
    artifacts: 'github.actions.results.api.v1.ArtifactService/ListArtifacts',
    cache: 'github.actions.results.api.v1.CacheService/GetCacheEntryDownloadURL',
};
/** Why there are no artifacts or no cache to be had in this job; undefined where there are, or where that may be passing. */
async function whyNone(what, service = (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .readResultsService */ .M5)()) {
    const { url, token, cacheUrl, isCacheV2 } = service;
    if (what === 'cache' && !isCacheV2)
        return cacheUrl === undefined ? 'the runner has set no ACTIONS_CACHE_URL' : undefined;
    if (url === undefined)
        return 'the runner has set no ACTIONS_RESULTS_URL';
    if (token === undefined)
        return 'the runner has set no ACTIONS_RUNTIME_TOKEN';
    try {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const answer = await fetch(new URL(`/twirp/${questions[what]}`, url), { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(10_000) });
        const text = await answer.text();
        if (answer.status >= 500 || isJson(text))
            return undefined;
        return `${new URL(url).host} answers ${answer.status}, and not as GitHub's service does`;
    }
    catch (error) {
        const said = (0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wordsOfError */ .b)(error);
        return /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|Invalid URL/.test(said) ? `${url}: ${said}` : undefined;
    }
}
function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 7848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ storePath)
/* harmony export */ });
/** The whole path of something in the Nix store, as Nix names it. */
const storePath = /^\/nix\/store\/[0-9a-z]{32}-[A-Za-z0-9.+_?=-]+$/;


/***/ })

};
