export const id = 661;
export const ids = [661,641,617];
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
// EXTERNAL MODULE: ./nar-info.js
var nar_info = __webpack_require__(25829);
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
        core/* warning */.$e(`cache: ${what}: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
    }
}

// EXTERNAL MODULE: ./input-error.js
var input_error = __webpack_require__(97154);
// EXTERNAL MODULE: ./lost-name.js
var lost_name = __webpack_require__(77271);
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
    if (names === 'all') {
        names = await (0,nix_0/* configurationNames */.zG)(nix, flake.reference);
        const lost = names.find(lost_name/* isLostName */.C);
        if (lost !== undefined)
            throw new input_error/* InputError */.dz(`configurations: the flake has one named ${(0,input_error/* quote */.hD)(lost)}, a name that JavaScript keeps for itself; give it another one there, or name the others here`);
    }
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
        if (!roots.includes(flake.sourcePath))
            throw new input_error/* InputError */.dz(`flake: the tree of ${(0,input_error/* quote */.hD)(flake.reference)} changed while it was read, so that its parts do not fit together; let nothing write into it meanwhile, and keep it in git, where only commits count`);
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

/***/ 11661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deploy: () => (/* binding */ deploy)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _binary_cache_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55859);
/* harmony import */ var _fleet_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63077);
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65418);
/* harmony import */ var _push_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(33617);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(51641);






/** `deploy`: builds or takes from an archive, puts each target's system on it, records it, activates it and proves it healthy. */
async function deploy(run) {
    const { archive } = run.settings;
    return (0,_fleet_js__WEBPACK_IMPORTED_MODULE_2__/* .withFleet */ .xd)(run, async ({ targets, gate }) => {
        targets.warmUp();
        // Where no host waits for it any more, nothing is compressed any more.
        const over = new AbortController();
        const { revision, toplevels, payloads, source } = archive === undefined ? await fromFlake(run, over.signal) : await fromArchive(run, archive);
        if (run.settings.gate.length > 0)
            await (0,_gate_js__WEBPACK_IMPORTED_MODULE_3__/* .passGate */ .l)(gate, revision);
        const push = new _push_js__WEBPACK_IMPORTED_MODULE_4__.Push(source);
        const results = await targets.each((rollout) => {
            const payload = payloads.get(rollout.host.target.configuration);
            if (payload === undefined)
                throw new Error(`nothing was made for ${rollout.host.target.configuration}`);
            return (0,_push_js__WEBPACK_IMPORTED_MODULE_4__.stageAndActivate)(rollout, push, revision, payload);
        });
        over.abort();
        return { revision, ...(Object.keys(toplevels).length > 0 && { toplevels }), results };
    });
}
async function fromFlake(run, over) {
    const asked = await (0,_build_js__WEBPACK_IMPORTED_MODULE_5__.readFlake)(run, (flake) => run.settings.revision ?? (0,_build_js__WEBPACK_IMPORTED_MODULE_5__.mustHaveSha)(flake, run.settings.nixOptions));
    const made = await (0,_build_js__WEBPACK_IMPORTED_MODULE_5__.makePayloads)(run, asked, run.settings.payloads);
    const nix = { ...asked.nix, signal: AbortSignal.any([run.signal, over]) };
    return {
        revision: asked.revision,
        toplevels: Object.fromEntries(made.toplevels),
        payloads: new Map([...made.payloads].flatMap(([name, [payload]]) => (payload === undefined ? [] : [[name, payload]]))),
        source: new _binary_cache_js__WEBPACK_IMPORTED_MODULE_1__/* .BinaryCache */ .sG(nix, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(run.privateDirectory, 'cache'), made.paths),
    };
}
async function fromArchive(run, location) {
    const { openForTargets } = await __webpack_require__.e(/* import() */ 524).then(__webpack_require__.bind(__webpack_require__, 82143));
    const archive = await openForTargets(run, location);
    return { ...archive, revision: run.settings.revision ?? archive.revision };
}


/***/ }),

/***/ 65418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ passGate)
/* harmony export */ });
/* unused harmony export GateClosed */
/* harmony import */ var _rollout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(98230);

/** The gate does not hold: nothing may be activated. */
class GateClosed extends Error {
    name = 'GateClosed';
}
/**
 * Holds that the revision was confirmed on every target of the gate; where one has health checks, that it runs there now and
 * passes them. `healthy` means what the gate's targets have confirmed last, and they must agree. Gives the label. Throws
 * `GateClosed`, which says for each target what is missing; changes nothing anywhere.
 */
async function passGate(gate, revision) {
    const labels = new Map();
    const results = await gate.each(async (rollout) => {
        await rollout.connect();
        const label = await rollout.phase('gate', () => proven(rollout, revision));
        labels.set(rollout.host.target.name, label);
        return { state: 'unchanged', revision: label, seconds: rollout.seconds, reason: 'the gate holds here' };
    });
    const missing = Object.entries(results).filter(([name]) => !labels.has(name));
    if (missing.length > 0) {
        throw new GateClosed(`require-healthy-on: ${missing.map(([name, { reason }]) => `${name}: ${reason ?? ''}`).join('; ')}. Nothing was activated`);
    }
    const [label = '', ...others] = new Set(labels.values());
    if (others.length > 0) {
        throw new GateClosed(`require-healthy-on: the targets do not agree on what is healthy: ${[...labels].map(([name, healthy]) => `${name} has ${healthy}`).join(', ')}. Name the revision by its label. Nothing was activated`);
    }
    return label;
}
async function proven(rollout, revision) {
    const { host, context } = rollout;
    const status = await rollout.persist(() => host.status(context.signal), 20);
    const label = labelOf(status, revision);
    if (label === undefined)
        throw new Error(`it has no '${revision}' revision`);
    const found = status.revisions.find((candidate) => candidate.label === label);
    if (found === undefined)
        throw new Error(`revision ${label} is not staged there; deploy it there first`);
    if (!found.confirmed)
        throw new Error(`revision ${label} is staged there, but was never confirmed to be healthy; activate it there first`);
    if (host.target.healthChecks.length === 0)
        return label;
    if (status.running !== found.toplevel)
        throw new Error(`revision ${label} was confirmed there, but ${status.running} runs there now`);
    // Now means now: as long as one attempt of the slowest check and its time of passing take, and a second attempt.
    const seconds = Math.max(...host.target.healthChecks.map(({ timeoutSeconds, intervalSeconds, forSeconds }) => 2 * timeoutSeconds + intervalSeconds + forSeconds));
    const failed = await (0,_rollout_js__WEBPACK_IMPORTED_MODULE_0__/* .proveHealthy */ .mt)(rollout, label, performance.now() + seconds * 1000);
    if (failed !== undefined)
        throw new Error(failed);
    return label;
}
function labelOf(status, revision) {
    return revision === 'healthy' || revision === 'latest' ? status[revision] : revision;
}


/***/ }),

/***/ 25829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $k: () => (/* binding */ toNixBase32),
/* harmony export */   Lg: () => (/* binding */ fileHash),
/* harmony export */   Ne: () => (/* binding */ parseNarInfo),
/* harmony export */   Nt: () => (/* binding */ formatNarInfo),
/* harmony export */   X0: () => (/* binding */ normalNarInfo)
/* harmony export */ });
/* unused harmony export sha256FromNix */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _store_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97982);


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
        references: needed('References', (value) => value.split(' ').filter((name) => name !== '').map((name) => `${(0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(path)}/${name}`)).sort(),
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
        `References: ${info.references.map((reference) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(reference)).sort().join(' ')}`,
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

/***/ 33617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Push: () => (/* binding */ Push),
/* harmony export */   stageAndActivate: () => (/* binding */ stageAndActivate)
/* harmony export */ });
/* harmony import */ var _binary_cache_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55859);
/* harmony import */ var _heartbeat_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(88853);
/* harmony import */ var _host_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91706);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(87651);
/* harmony import */ var _rollout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(98230);
/* harmony import */ var _ssh_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92707);
/* harmony import */ var _units_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2210);







/**
 * Brings systems to hosts: asks a host once what it lacks, and streams just that, as files of a binary cache, while the rest
 * is still being compressed. What several hosts lack is compressed once.
 */
class Push {
    #source;
    constructor(source) {
        this.#source = source;
    }
    /**
     * Puts the system on the host and records it under the revision; does nothing where it is there. A derivation and a source
     * are built on the host. After a lost connection it goes on from what has arrived.
     */
    async stage(rollout, revision, payload) {
        let substitute = rollout.context.substituteOnDestination;
        const once = async () => {
            try {
                return await this.#stageOnce(rollout, revision, payload, substitute);
            }
            catch (error) {
                // A stream that broke off is a lost connection, whoever says so first.
                if (error instanceof _host_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentError */ .Yv && error.code === 'incomplete')
                    throw new _ssh_js__WEBPACK_IMPORTED_MODULE_3__/* .SshError */ .DZ('unreachable', error.message, { cause: error });
                if (!(error instanceof _host_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentError */ .Yv && error.code === 'import' && substitute))
                    throw error;
                rollout.note(`${error.message}; sending everything, without the host's substituters`);
                substitute = false;
                return this.#stageOnce(rollout, revision, payload, substitute);
            }
        };
        return rollout.persist(once, stagePatienceSeconds);
    }
    async #stageOnce(rollout, revision, payload, substitute) {
        const { host, context } = rollout;
        const { signal } = context;
        const closure = (0,_payload_js__WEBPACK_IMPORTED_MODULE_4__/* .closureOf */ .T)(payload, this.#source);
        const request = {
            revision, payload: payload.kind, roots: payload.roots.join(' '), toplevel: payload.toplevel ?? '', installable: payload.installable ?? '', system: payload.system ?? '',
            mode: host.target.activate, who: context.who, keep: context.keepRevisions, substitute, signer: this.#source.signer ?? '',
        };
        const prepared = await host.call({ verb: 'prepare', ...request }, { signal, data: `${closure.join('\n')}\n` });
        const there = stagedIn(prepared);
        if (there !== undefined)
            return there;
        const asked = this.#lackedIn(prepared);
        const lacking = asked.filter(({ path }) => this.#source.has(path));
        let leftOut = asked.filter(({ path }) => !this.#source.has(path));
        // Of a closure it has asked its substituters by now.
        if (leftOut.length > 0 && substitute && payload.kind !== 'closure') {
            leftOut = this.#lackedIn(await host.call({ verb: 'fetchable' }, { signal, data: `${leftOut.map(({ path }) => path).join('\n')}\n` }));
        }
        if (leftOut.length > 0) {
            const why = context.substituteOnDestination ? 'cannot fetch them from its own substituters' : 'is not to ask its own substituters for them (`substitute-on-destination: false`)';
            throw new Error(`the host lacks ${leftOut.length} store paths that the archive leaves out, and ${why}: ${leftOut.slice(0, 3).map(({ path }) => path).join(', ')}${leftOut.length > 3 ? ', …' : ''}; nothing was changed. Deploy an archive that has them (\`archive-contents: full\`)`);
        }
        const narBytes = lacking.reduce((sum, info) => sum + info.narBytes, 0);
        rollout.note(`sending ${lacking.length} of ${closure.length} store paths (${(0,_units_js__WEBPACK_IMPORTED_MODULE_5__/* .humanBytes */ .p6)(narBytes)} before compression)`);
        const sent = { paths: 0, bytes: 0 };
        const data = (0,_binary_cache_js__WEBPACK_IMPORTED_MODULE_0__/* .packPaths */ ._O)(counted(this.#source.ready(lacking), sent));
        const tell = () => {
            rollout.note(sent.paths === lacking.length ? 'all is sent; the host is taking it in' : `sent ${sent.paths} of ${lacking.length} store paths, ${(0,_units_js__WEBPACK_IMPORTED_MODULE_5__/* .humanBytes */ .p6)(sent.bytes)}`);
        };
        const answer = await (0,_heartbeat_js__WEBPACK_IMPORTED_MODULE_6__/* .withHeartbeat */ .p)(tell, () => host.call({ verb: 'import', ...request }, { signal, data }));
        const staged = stagedIn(answer);
        if (staged === undefined)
            throw new _host_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentError */ .Yv('protocol', 'the host did not say what it has staged');
        return staged;
    }
    #lackedIn(answer) {
        return answer.filter(({ keyword }) => keyword === 'lacks').map(({ rest }) => this.#info(rest));
    }
    #info(path) {
        const info = this.#source.info(path);
        if (info === undefined)
            throw new Error(`the host asks for ${path}, which is not part of what is deployed`);
        return info;
    }
}
/** Hands on what comes, and counts what has been dealt with. */
async function* counted(paths, sent) {
    for await (const path of paths) {
        yield path;
        sent.paths += 1;
        sent.bytes += path.files.reduce((sum, { bytes }) => sum + bytes, 0);
    }
}
function stagedIn(answer) {
    const staged = answer.find(({ keyword }) => keyword === 'staged');
    const unchanged = answer.find(({ keyword }) => keyword === 'unchanged');
    return staged && { toplevel: staged.rest, isNew: answer.some(({ keyword }) => keyword === 'new'), ...(unchanged && { healthyLabel: unchanged.rest }) };
}
/** Puts the system on a target and records it, then activates it and proves it, as the target asks. */
async function stageAndActivate(rollout, push, revision, payload) {
    const { target } = rollout.host;
    Object.assign(rollout.known, { revision, ...(payload.toplevel !== undefined && { toplevel: payload.toplevel }) });
    await rollout.connect();
    const { toplevel, isNew, healthyLabel } = await rollout.phase('stage', () => push.stage(rollout, revision, payload));
    rollout.known.toplevel = toplevel;
    const known = { ...rollout.known, seconds: rollout.seconds };
    if (healthyLabel !== undefined)
        return (0,_rollout_js__WEBPACK_IMPORTED_MODULE_2__/* .proveUnchanged */ .s)(rollout, revision, healthyLabel, { ...known, ...(target.activate !== 'boot' && { previousToplevel: toplevel, previousRevision: healthyLabel }) });
    const asStaged = { ...known, state: isNew ? 'staged' : 'unchanged' };
    if (target.activate === 'none')
        return asStaged;
    const result = await (0,_rollout_js__WEBPACK_IMPORTED_MODULE_2__/* .activateAndProve */ .vn)(rollout, { revision });
    return result.state === 'unchanged' ? { ...result, ...asStaged } : { ...known, ...result };
}
/** How long a broken push is taken up again. */
const stagePatienceSeconds = 300;


/***/ }),

/***/ 97982:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ storePath)
/* harmony export */ });
/** The whole path of something in the Nix store, as Nix names it. */
const storePath = /^\/nix\/store\/[0-9a-z]{32}-[A-Za-z0-9.+_?=-]+$/;


/***/ })

};
