export const id = 358;
export const ids = [358,641];
export const modules = {

/***/ 51641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build),
  makePayloads: () => (/* binding */ makePayloads),
  mustHaveSha: () => (/* binding */ mustHaveSha),
  nixSettings: () => (/* binding */ nixSettings),
  phase: () => (/* binding */ phase),
  readFlake: () => (/* binding */ readFlake),
  shaOf: () => (/* binding */ shaOf)
});

// EXTERNAL MODULE: ../node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(75360);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./binary-cache.js
var binary_cache = __webpack_require__(55859);
// EXTERNAL MODULE: ./nix.js + 1 modules
var nix_0 = __webpack_require__(29772);
;// CONCATENATED MODULE: ./build-cache.js






/** Before cache.nixos.org (40): what lies here, no other substituter has. */
const PRIORITY = 30;
/**
 * Fetches what earlier runs have built, of the same configurations with the same lock file if there is such a cache, else of
 * what is nearest. It is a binary cache in a directory whose place is the same in each run, for GitHub knows a cache by its
 * path too. Whatever goes wrong is a warning, and the build goes on without; undefined where nothing can be kept.
 */
async function earlierBuilds(run, nix, { lockHash }, names) {
    const directory = run.buildCacheDirectory;
    if (directory === undefined)
        return undefined;
    const keys = keysFor(lockHash ?? 'none', names);
    return withoutHarm('what earlier runs have built could not be had', async () => {
        if (!(await (0,nix_0/* isTrustedUser */.lt)(nix))) {
            core/* warning */.$e("cache: Nix takes substituters only from its trusted users, and this user is none of them, so nothing is kept between runs; write `trusted-users = root @wheel USER` into the runner's nix.conf, or leave 'cache' out");
            return undefined;
        }
        await (0,promises_.rm)(directory, { recursive: true, force: true });
        const restored = await (await Promise.all(/* import() */[__webpack_require__.e(979), __webpack_require__.e(683)]).then(__webpack_require__.bind(__webpack_require__, 13683))).restoreCache([directory], keys[0], keys.slice(1));
        const found = restored === undefined ? new Map() : await stored(directory);
        run.emit({ type: 'note', text: restored === undefined ? 'no earlier run has left what it built' : `${found.size} store paths are there from an earlier run (${restored})` });
        const options = ['--option', 'extra-substituters', `file://${encodeURI(directory)}?trusted=true&priority=${PRIORITY}`];
        return {
            nix: found.size === 0 ? nix : { ...nix, options: [...nix.options, ...options] },
            keep: (toplevels) => {
                run.atEnd.push(() => withoutHarm('what was built could not be kept', () => keep(run, nix, directory, keys[0], [...toplevels])));
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
async function keep(run, nix, directory, key, toplevels) {
    if (run.signal.aborted)
        return;
    const derived = await (0,nix_0/* derivedPaths */.Is)(nix, toplevels);
    const before = await stored(directory);
    const candidates = [...derived].filter(([path, isThere]) => isThere && !before.has(path)).map(([path]) => path);
    const served = candidates.length === 0 ? new Set() : await (0,nix_0/* substitutedPaths */.xY)(nix, candidates);
    const added = new Set(candidates.filter((path) => !served.has(path)));
    if (added.size === 0) {
        run.emit({ type: 'note', text: 'nothing was built that is not kept already' });
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
    const infos = (await (0,nix_0/* closure */.Cx)(nix, [...added])).filter(({ path }) => added.has(path));
    const cache = new binary_cache/* BinaryCache */.sG(nix, directory, infos);
    for await (const { path } of cache.ready(infos))
        kept.add(path);
    await cache.idle();
    const id = await (await Promise.all(/* import() */[__webpack_require__.e(979), __webpack_require__.e(683)]).then(__webpack_require__.bind(__webpack_require__, 13683))).saveCache([directory], `${key}${digest([...kept].sort())}`);
    // The library has said why.
    if (id !== -1)
        run.emit({ type: 'note', text: `${kept.size} store paths are kept for the next runs, ${added.size} of them new` });
}
/** The store paths in a binary cache. What is not whole is taken out of it: Nix would fail on a NAR that is not there. */
async function stored(directory) {
    const found = new Map();
    const names = await (0,promises_.readdir)(directory).catch(() => []);
    for (const name of names.filter((each) => each.endsWith('.narinfo'))) {
        const narInfo = (0,external_node_path_.join)(directory, name);
        const text = await (0,promises_.readFile)(narInfo, 'utf8');
        const said = (key) => new RegExp(`^${key}: (.+)$`, 'm').exec(text)?.[1] ?? '';
        const [path, nar] = [said('StorePath'), (0,external_node_path_.join)(directory, said('URL'))];
        const bytes = await (0,promises_.stat)(nar).then(({ size }) => size, () => undefined);
        if (name === (0,binary_cache/* narInfoName */.Dt)(path) && String(bytes) === said('FileSize'))
            found.set(path, { narInfo, nar });
        else
            await (0,promises_.rm)(narInfo);
    }
    return found;
}
/** The cache is there to save time: a build goes on without it. */
async function withoutHarm(what, work) {
    try {
        return await work();
    }
    catch (error) {
        core/* warning */.$e(`cache: ${what}: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
    }
}

// EXTERNAL MODULE: ./input-error.js
var input_error = __webpack_require__(97154);
// EXTERNAL MODULE: ./nix-failure.js
var nix_failure = __webpack_require__(49969);
;// CONCATENATED MODULE: ./commands/build.js




/** What Nix on the runner is to know of this run. */
function nixSettings({ settings, environment, signal, emit }) {
    return { home: environment.home, options: settings.nixOptions, signal, onEvent: emit };
}
/**
 * Reads the flake, and finds the configurations that the inputs, or else the targets, or else the flake name. `label` gives
 * the revision's label, or throws where there has to be one and is none, before anything is built.
 */
async function readFlake(run, label) {
    const nix = await (0,nix_0/* findNix */.rv)(nixSettings(run));
    return phase(run.emit, 'read-flake', `read the flake ${run.settings.flake} with Nix ${nix.version}`, () => readWith(nix, run, label));
}
async function readWith(nix, run, label) {
    const { settings } = run;
    const flake = await (0,nix_0/* flakeMetadata */.jk)(nix, settings.flake);
    const revision = label(flake);
    const fromTargets = settings.targets.map(({ configuration }) => configuration);
    let names = settings.configurations ?? (fromTargets.length > 0 ? fromTargets : 'all');
    if (names === 'all')
        names = await (0,nix_0/* configurationNames */.zG)(nix, flake.reference);
    const missing = fromTargets.find((name) => !names.includes(name));
    if (settings.command === 'deploy' && missing !== undefined)
        throw new input_error/* InputError */.dz(`configurations: a target runs '${missing}', which is not among them; add it, or leave the input out`);
    names = [...new Set(names)];
    const builds = await earlierBuilds(run, nix, flake, names);
    return { nix: builds?.nix ?? nix, flake, revision, names, builds, saidIn: settings.configurations === undefined && fromTargets.length > 0 ? 'targets' : 'configurations' };
}
/** Evaluates and builds the configurations, all in one Nix process: configuration → store path. */
async function buildAll({ emit }, { nix, flake, names, saidIn, builds }) {
    const toplevels = await phase(emit, 'evaluate-and-build', `evaluate and build ${names.join(', ')} with Nix ${nix.version}`, () => (0,nix_0/* buildToplevels */.Pp)(nix, flake.reference, names, saidIn));
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
    const { nix, flake, names, saidIn } = asked;
    const payloads = new Map(names.map((name) => [name, []]));
    let toplevels = new Map();
    const systems = new Map();
    if (kinds.includes('closure')) {
        toplevels = await buildAll(run, asked);
        for (const [name, toplevel] of toplevels)
            payloads.get(name)?.push({ kind: 'closure', roots: [toplevel], toplevel });
    }
    if (kinds.includes('derivation')) {
        const evaluated = await phase(run.emit, 'evaluate-and-build', `evaluate ${names.join(', ')} with Nix ${nix.version}`, () => (0,nix_0/* evaluateToplevels */.aj)(nix, flake.reference, names, saidIn));
        for (const [name, { derivation, toplevel, system }] of evaluated) {
            toplevels.set(name, toplevel);
            systems.set(name, system);
            payloads.get(name)?.push({ kind: 'derivation', roots: [derivation], toplevel });
        }
    }
    if (kinds.includes('source')) {
        const roots = await phase(run.emit, 'read-flake', `fetch the flake and its inputs with Nix ${nix.version}`, () => (0,nix_0/* sourcePaths */.KS)(nix, flake.reference));
        const reference = (0,nix_0/* sourceReference */.V4)(flake);
        for (const name of names)
            payloads.get(name)?.push({ kind: 'source', roots, installable: (0,nix_0/* toplevelInstallable */.tG)(reference, name) });
    }
    const roots = new Set([...payloads.values()].flat().flatMap((payload) => payload.roots));
    return { payloads, toplevels, systems, paths: await (0,nix_0/* closure */.Cx)(nix, [...roots]) };
}
/** The git SHA that names what will be built; undefined where none does. */
function shaOf({ revision }, nixOptions) {
    return (0,nix_0/* changesInputs */.r_)(nixOptions) ? undefined : revision;
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
async function build(run) {
    const asked = await readFlake(run, (flake) => run.settings.revision ?? shaOf(flake, run.settings.nixOptions));
    const toplevels = await buildAll(run, asked);
    await Promise.all([...toplevels].map(([name, path]) => (0,nix_0/* outLink */.D6)(asked.nix, path, `${run.settings.outLinkPrefix}${name}`)));
    return { ...(asked.revision !== undefined && { revision: asked.revision }), toplevels: Object.fromEntries(toplevels) };
}


/***/ }),

/***/ 21358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   list: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var _nix_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29772);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51641);


/** `list`: the names of the flake's configurations. */
async function list(run) {
    const configurations = await (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .configurationNames */ .zG)(await (0,_nix_js__WEBPACK_IMPORTED_MODULE_0__/* .findNix */ .rv)((0,_build_js__WEBPACK_IMPORTED_MODULE_1__.nixSettings)(run)), run.settings.flake);
    for (const name of configurations)
        run.emit({ type: 'note', text: name });
    return { configurations };
}


/***/ })

};
