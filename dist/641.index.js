export const id = 641;
export const ids = [641];
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

/***/ 97982:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ storePath)
/* harmony export */ });
/** The whole path of something in the Nix store, as Nix names it. */
const storePath = /^\/nix\/store\/[0-9a-z]{32}-[A-Za-z0-9.+_?=-]+$/;


/***/ })

};
