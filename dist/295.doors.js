export const id = 295;
export const ids = [295];
export const modules = {

/***/ 7319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ manifestText),
/* harmony export */   KB: () => (/* binding */ MANIFEST_SCHEMA),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   VD: () => (/* binding */ pathsInside),
/* harmony export */   sy: () => (/* binding */ pathsAsWritten)
/* harmony export */ });
/* unused harmony export manifestSchema */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7728);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5918);
/* harmony import */ var _store_payload_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(113);
/* harmony import */ var _store_store_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7848);




/** The version of the manifest's schema; a later one is refused, for it may mean what this action does not know. */
const MANIFEST_SCHEMA = 1;
const storePathSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(_store_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .storePath */ .T, 'is not a store path'));
const name = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .nonEmpty */ .hq());
const payloadSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    kind: valibot__WEBPACK_IMPORTED_MODULE_0__/* .picklist */ .KIO(_store_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .PAYLOADS */ .s),
    roots: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(storePathSchema), valibot__WEBPACK_IMPORTED_MODULE_0__/* .minLength */ .BpQ(1)),
    toplevel: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(storePathSchema),
    installable: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
});
const checkTiming = { timeoutSeconds: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), intervalSeconds: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), forSeconds: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() };
const bodySchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ kind: valibot__WEBPACK_IMPORTED_MODULE_0__/* .picklist */ .KIO(['text', 'regex']), value: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() });
const healthCheckSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .variant */ .Oxt('kind', [
    valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        kind: valibot__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('http'),
        url: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        from: valibot__WEBPACK_IMPORTED_MODULE_0__/* .picklist */ .KIO(['runner', 'host']),
        expectStatus: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
        expectHeaders: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ name: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), value: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() })),
        expectBody: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(bodySchema),
        ...checkTiming,
    }),
    valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ kind: valibot__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('command'), command: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), from: valibot__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('host'), expectBody: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(bodySchema), ...checkTiming }),
    valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ kind: valibot__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('named'), check: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), from: valibot__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('host'), expectBody: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(bodySchema), ...checkTiming }),
]);
/** What `manifest.json` of an archive says; docs/archive-format.md tells of each part. */
const manifestSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    schema: valibot__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz(MANIFEST_SCHEMA),
    /** The label under which hosts record it. */
    revision: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    flake: valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        /** Locked; only where the flake is not a directory of the machine that made the archive. */
        url: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
        /** SHA-256 of the lock file's content as JSON, hexadecimal; where the flake has one. */
        lockHash: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
    }),
    /** The version of Nix that made it. */
    nix: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** The name of the key that signed every path, as in `trusted-public-keys`. */
    signer: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
    configurations: valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(name, valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        /** Like `x86_64-linux`; not known where only a source is inside. */
        system: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
        payloads: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(payloadSchema), valibot__WEBPACK_IMPORTED_MODULE_0__/* .minLength */ .BpQ(1)),
        healthChecks: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(healthCheckSchema),
        /** Of the closure: what its signer says of it, on one line, and the signature of OpenSSH in base64. */
        statement: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ text: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(/^[ -~]+$/)), signature: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(/^[A-Za-z0-9+/=]+$/)) })),
    })),
    /** Every path of every payload, sorted. */
    paths: valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(storePathSchema, valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        /** `sha256:` and 64 hexadecimal digits. */
        narHash: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(/^sha256:[0-9a-f]{64}$/)),
        narBytes: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
        /** Without the path itself, sorted. */
        references: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(storePathSchema),
        /** Not inside: the host has it or fetches it from its own substituters. */
        expected: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz(true)),
    })),
});
/** Reads `manifest.json`. Throws an InputError that says what is wrong with it; `file` is where it lies, for messages. */
function parseManifest(text, file) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (cause) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`archive: ${file} is not JSON: the archive is damaged, or no archive of nix-flake-deploy; make or fetch it again`, { cause });
    }
    const { schema } = (value ?? {});
    if (typeof schema === 'number' && schema > MANIFEST_SCHEMA) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`archive: ${file} has schema ${schema}, and this version of nix-flake-deploy knows ${MANIFEST_SCHEMA}; use a newer version`);
    }
    const result = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(manifestSchema, value);
    if (result.success) {
        const lost = lostConfiguration(value, result.output);
        if (lost === undefined)
            return result.output;
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`archive: ${file} has a configuration named ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(lost)}, a name that JavaScript keeps for itself; give it another one in the flake, and make the archive again`);
    }
    const [issue] = result.issues;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`archive: ${file} is not the manifest of an archive: ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(valibot__WEBPACK_IMPORTED_MODULE_0__/* .getDotPath */ .BuJ(issue) ?? '')} ${issue.message}; make or fetch the archive again`);
}
/** The text of `manifest.json`: of the same manifest always the same, whatever the order of its keys. Throws where it is none. */
function manifestText(manifest) {
    const whole = valibot__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qgA(manifestSchema, manifest);
    const lost = lostConfiguration(manifest, whole);
    if (lost !== undefined)
        throw new Error(`no archive can have a configuration named ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(lost)}`);
    return `${JSON.stringify(whole, undefined, 2)}\n`;
}
/** A configuration that did not come through the schema, which leaves out some names without a word. */
function lostConfiguration(given, read) {
    return Object.keys(given.configurations).find((name) => !Object.hasOwn(read.configurations, name));
}
/** The store paths that are inside of the archive. */
function pathsInside({ paths }) {
    return Object.keys(paths).filter((path) => paths[path]?.expected !== true);
}
/**
 * The same in the order in which they are written: first those that refer to none, then those that refer to these alone, and so
 * on; sorted among their like. Nix compresses them much like that, so that writing hardly waits.
 */
function pathsAsWritten(manifest) {
    const depths = new Map();
    const depthOf = (path) => {
        const known = depths.get(path);
        if (known !== undefined)
            return known;
        const depth = 1 + Math.max(0, ...(manifest.paths[path]?.references ?? []).map(depthOf));
        depths.set(path, depth);
        return depth;
    };
    return pathsInside(manifest).sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1));
}


/***/ }),

/***/ 9676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openForTargets: () => (/* binding */ openForTargets)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./store/full-disk.js
var full_disk = __webpack_require__(4134);
;// CONCATENATED MODULE: ./store/stored-paths.js

/** Tells whether a file is what it was. Nobody can set the time of the last change (ctime) but by changing something. */
function stampOf({ dev, ino, size, mtimeNs, ctimeNs }) {
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
/** Store paths that lie on the runner, compressed and checked. */
class StoredPaths {
    signer;
    #infos;
    #cached;
    #stamps;
    /** `infos` are of all paths, `cached` of those that are here, `stamps` of the files in which they lie, when they were checked. */
    constructor(infos, cached, stamps, signer) {
        this.#infos = infos;
        this.#cached = cached;
        this.#stamps = stamps;
        this.signer = signer;
    }
    info(path) {
        return this.#infos.get(path);
    }
    has(path) {
        return this.#cached.has(path);
    }
    /** One after the other, each looked at when its turn comes. Throws for a file that is no longer what was checked. */
    async *ready(paths) {
        for (const { path } of paths) {
            const cached = this.#cached.get(path);
            if (cached === undefined)
                throw new Error(`${path} is not in the archive`);
            for (const { file } of cached.files) {
                if (this.#stamps.get(file) !== stampOf(await (0,promises_.stat)(file, { bigint: true })))
                    throw new Error(`${file} was changed after it was checked; leave the archive alone while it is deployed, then deploy again`);
            }
            yield cached;
        }
    }
}

// EXTERNAL MODULE: ./store/binary-cache.js
var binary_cache = __webpack_require__(3029);
// EXTERNAL MODULE: ./store/nar-info.js
var nar_info = __webpack_require__(6383);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ../node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(9680);
// EXTERNAL MODULE: ../node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(872);
// EXTERNAL MODULE: ./archive/manifest.js
var archive_manifest = __webpack_require__(7319);
;// CONCATENATED MODULE: ./archive/reader.js










/** An archive that is not what it should be: `what` is the rest of a sentence about the file. */
function damaged(file, what, cause) {
    return new input_error/* InputError */.dz(`archive: ${file} ${what}; make or fetch the archive again`, { cause });
}
const known = /^(manifest\.json|install|host-agent\.sh|SHA256SUMS(\.sig)?|cache\/(nix-cache-info|[0-9a-z]{32}\.narinfo|nar\/[0-9a-z]{52}\.nar\.zst))$/;
const isText = /(^manifest\.json|^SHA256SUMS|\.narinfo)$/;
/** No manifest of a system is near that: a thousand store paths take 0.5 MB. */
const TEXT_BYTES = 256 * 1024 * 1024;
/**
 * Reads every byte of an archive once; `manifest.json` first, for it says whether the rest is anything that is known here.
 * Throws an InputError for whatever no archive has: links, devices, names from elsewhere, the same name twice, an early end.
 */
async function readArchive(path, isDirectory, signal) {
    const [files, stamps] = [new Map(), new Map()];
    let manifest;
    const onFile = (found) => {
        if (found.name === 'manifest.json')
            manifest = (0,archive_manifest/* parseManifest */.Ng)(found.text, (0,external_node_path_.join)(path, found.name));
        files.set(found.name, found);
    };
    await (isDirectory ? readDirectory : readTar)(path, { files, stamps, onFile }, signal);
    if (manifest === undefined)
        throw damaged(path, 'has no manifest.json: it is no archive of nix-flake-deploy, or was not written or fetched to its end');
    return { manifest, files, stamps };
}
async function readDirectory(path, { stamps, onFile }, signal) {
    const limit = (0,p_limit/* default */.A)(4);
    const buffers = [];
    const readOne = async (name) => {
        signal.throwIfAborted();
        // As many as are read at once: what a stream allocates for each piece of a gigabyte is collected late.
        const buffer = buffers.pop() ?? Buffer.allocUnsafe(128 * 1024);
        const file = (0,external_node_path_.join)(path, name);
        const handle = await (0,promises_.open)(file);
        try {
            const before = await handle.stat({ bigint: true });
            const content = new Content(name);
            for (let read = 1; read > 0;) {
                signal.throwIfAborted();
                read = (await handle.read(buffer)).bytesRead;
                content.update(buffer.subarray(0, read));
            }
            if (stampOf(await handle.stat({ bigint: true })) !== stampOf(before))
                throw damaged(file, 'is being changed');
            stamps.set(file, stampOf(before));
            onFile({ name, file, start: 0, bytes: Number(before.size), ...content.end() });
        }
        finally {
            buffers.push(buffer);
            await handle.close();
        }
    };
    const entries = (await (0,promises_.readdir)(path, { recursive: true, withFileTypes: true })).map((entry) => ({
        entry,
        name: (0,external_node_path_.relative)(path, (0,external_node_path_.join)(entry.parentPath, entry.name)),
    }));
    if (entries.some(({ entry, name }) => name === 'manifest.json' && entry.isFile()))
        await readOne('manifest.json');
    const names = [];
    for (const { entry, name } of entries) {
        if (entry.isDirectory() && isKnownDirectory(name))
            continue;
        mustBelong(path, name, entry.isFile() ? 'file' : 'link or device');
        if (name !== 'manifest.json')
            names.push(name);
    }
    const reading = names.map((name) => limit(() => readOne(name)));
    try {
        await Promise.all(reading);
    }
    finally {
        limit.clearQueue();
    }
}
async function readTar(path, { files, stamps, onFile }, signal) {
    const handle = await (0,promises_.open)(path);
    let reading = 'its beginning';
    try {
        const before = await handle.stat({ bigint: true });
        const tar = (0,tar_stream.extract)();
        const feeding = (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(path, { fd: handle, autoClose: false, highWaterMark: 128 * 1024 }), tar, { signal });
        feeding.catch(() => undefined);
        for await (const entry of tar) {
            const { header } = entry;
            const name = header.name.replace(/^\.\//, '').replace(/\/$/, '');
            if (!(header.type === 'directory' && isKnownDirectory(name))) {
                mustBelong(path, name, header.type);
                if (files.has(name))
                    throw damaged(path, `has ${(0,input_error/* quote */.hD)(name)} twice`);
            }
            reading = (0,input_error/* quote */.hD)(name);
            const content = new Content(name);
            for await (const chunk of entry)
                content.update(chunk);
            if (header.type === 'directory')
                continue;
            onFile({ name, file: path, start: header.byteOffset ?? NaN, bytes: header.size, ...content.end() });
        }
        await feeding;
        if (stampOf(await handle.stat({ bigint: true })) !== stampOf(before))
            throw damaged(path, 'is being changed');
        stamps.set(path, stampOf(before));
    }
    catch (cause) {
        signal.throwIfAborted();
        if (cause instanceof input_error/* InputError */.dz)
            throw cause;
        throw damaged(path, `is no whole tar: after ${reading}: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
    }
    finally {
        await handle.close();
    }
}
function isKnownDirectory(name) {
    return ['', '.', 'cache', 'cache/nar'].includes(name);
}
function mustBelong(path, name, type) {
    if (!known.test(name))
        throw damaged(path, `has ${(0,input_error/* quote */.hD)(name)}, which is no part of an archive`);
    if (type !== 'file')
        throw damaged(path, `has ${(0,input_error/* quote */.hD)(name)} as a ${type}, where a file should be`);
}
/** Hashes what comes, and keeps a copy where it is to be read. */
class Content {
    #hash = (0,external_node_crypto_.createHash)('sha256');
    #name;
    #chunks;
    #bytes = 0;
    constructor(name) {
        this.#name = name;
        this.#chunks = isText.test(name) ? [] : undefined;
    }
    update(chunk) {
        this.#hash.update(chunk);
        this.#chunks?.push(Buffer.from(chunk));
        this.#bytes += chunk.length;
        if (this.#chunks !== undefined && this.#bytes > TEXT_BYTES)
            throw damaged(this.#name, 'is far too long');
    }
    end() {
        return { sha256: this.#hash.digest('hex'), text: Buffer.concat(this.#chunks ?? []).toString() };
    }
}

;// CONCATENATED MODULE: ./archive/check.js




/**
 * Holds the files of an archive against its SHA256SUMS, and its binary cache against its manifest: everything that should
 * be there is, nothing else, and both say the same. Gives the paths that are inside. Throws an InputError that names the file.
 */
function checkArchive(path, { files, manifest }) {
    checkSums(path, files);
    checkClosed(path, manifest);
    const cached = new Map();
    const claimed = new Set();
    for (const [storePath, { expected }] of Object.entries(manifest.paths)) {
        if (expected === true)
            continue;
        const narInfoFile = fileOf(path, files, `cache/${(0,binary_cache/* narInfoName */.Dt)(storePath)}`, `is not there, and manifest.json has ${storePath} inside`);
        const info = readNarInfo(path, narInfoFile);
        const nar = fileOf(path, files, `cache/${info.url}`, `is not there, and ${narInfoFile.name} names it`);
        compare(path, narInfoFile, info, nar, storePath, manifest);
        for (const { name } of [narInfoFile, nar])
            claimed.add(name);
        cached.set(storePath, { path: storePath, files: [inCache(nar), inCache(narInfoFile)] });
    }
    for (const name of files.keys()) {
        if (/\.(narinfo|nar\.zst)$/.test(name) && !claimed.has(name))
            throw damaged((0,external_node_path_.join)(path, name), 'belongs to no store path that manifest.json has inside');
    }
    return cached;
}
function checkSums(path, files) {
    const file = (0,external_node_path_.join)(path, 'SHA256SUMS');
    const text = fileOf(path, files, 'SHA256SUMS', 'is not there: the archive was not written or fetched to its end').text;
    if (!text.endsWith('\n'))
        throw damaged(file, 'does not end with a line end: it was not written or fetched to its end');
    const listed = new Set();
    for (const [index, line] of text.slice(0, -1).split('\n').entries()) {
        const [, sha256, name] = /^([0-9a-f]{64})  (.+)$/.exec(line) ?? [];
        if (sha256 === undefined || name === undefined)
            throw damaged(file, `has a line ${index + 1} that is no checksum`);
        const found = fileOf(path, files, name, 'is not there, and SHA256SUMS lists it');
        if (listed.has(name))
            throw damaged(file, `lists ${name} twice`);
        listed.add(name);
        if (found.sha256 !== sha256)
            throw damaged((0,external_node_path_.join)(path, name), 'is not what SHA256SUMS says: one of the two was damaged or changed');
    }
    for (const name of files.keys())
        if (!/^SHA256SUMS(\.sig)?$/.test(name) && !listed.has(name))
            throw damaged((0,external_node_path_.join)(path, name), 'is not in SHA256SUMS');
}
/** What the payloads and paths of the manifest refer to is in it. */
function checkClosed(path, { paths, configurations }) {
    const file = (0,external_node_path_.join)(path, 'manifest.json');
    for (const [storePath, { references }] of Object.entries(paths)) {
        for (const reference of references)
            if (!Object.hasOwn(paths, reference))
                throw damaged(file, `does not say what ${reference} is, to which ${storePath} refers`);
    }
    for (const [name, { payloads }] of Object.entries(configurations)) {
        for (const root of payloads.flatMap(({ roots }) => roots))
            if (!Object.hasOwn(paths, root))
                throw damaged(file, `does not say what ${root} is, which '${name}' needs`);
    }
}
function readNarInfo(path, { name, text }) {
    try {
        return (0,nar_info/* parseNarInfo */.Ne)(text);
    }
    catch (cause) {
        throw damaged((0,external_node_path_.join)(path, name), cause instanceof Error ? cause.message : String(cause), cause);
    }
}
function compare(path, narInfoFile, info, nar, storePath, manifest) {
    const said = manifest.paths[storePath];
    const references = info.references.filter((reference) => reference !== storePath);
    const facts = [
        ['StorePath', info.path, storePath, 'manifest.json'],
        ['NarHash', info.narHash, said?.narHash, 'manifest.json'],
        ['NarSize', info.narBytes, said?.narBytes, 'manifest.json'],
        ['References', references.join(' '), said?.references.toSorted().join(' '), 'manifest.json'],
        ['FileHash', info.fileHash, nar.sha256, nar.name],
        ['FileSize', info.fileBytes, nar.bytes, nar.name],
        ['Compression', info.compression, 'zstd', nar.name],
    ];
    const wrong = facts.find(([, found, wanted]) => found !== wanted);
    if (wrong !== undefined)
        throw damaged((0,external_node_path_.join)(path, narInfoFile.name), `has another ${wrong[0]} than ${wrong[3]} says`);
    const { signer } = manifest;
    if (signer !== undefined && !info.signers.includes(signer))
        throw damaged((0,external_node_path_.join)(path, narInfoFile.name), `is not signed by '${signer}', and manifest.json says that all are`);
}
function fileOf(path, files, name, otherwise) {
    const found = files.get(name);
    if (found === undefined)
        throw damaged((0,external_node_path_.join)(path, name), otherwise);
    return found;
}
function inCache({ name, file, start, bytes }) {
    return { name: name.replace(/^cache\//, ''), file, start, bytes };
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./store/byte-reader.js
/** Reads a stream bit by bit, and hands what was read to whoever wants to have it too. Never holds more than one chunk. */
class ByteReader {
    #chunks;
    #chunk = Buffer.alloc(0);
    #at = 0;
    /** Where what has not been handed on begins. */
    #mark = 0;
    #copyTo;
    constructor(chunks) {
        this.#chunks = chunks[Symbol.asyncIterator]();
    }
    /** So many bytes. Throws an Error at the end of the stream. */
    async take(bytes) {
        // Nearly always it is all here.
        if (this.#at + bytes <= this.#chunk.length)
            return this.#chunk.subarray(this.#at, (this.#at += bytes));
        const parts = [];
        for await (const part of this.#parts(bytes))
            parts.push(part);
        return Buffer.concat(parts);
    }
    async skip(bytes) {
        const parts = this.#parts(bytes);
        while ((await parts.next()).done !== true)
            ;
    }
    /** Everything that is read while `work` goes on is handed to `copyTo`, in order, before more is read. */
    async copying(copyTo, work) {
        this.#mark = this.#at;
        this.#copyTo = copyTo;
        try {
            const result = await work();
            await this.#handOn();
            return result;
        }
        finally {
            this.#copyTo = undefined;
        }
    }
    async isAtEnd() {
        return this.#at === this.#chunk.length && !(await this.#next());
    }
    async *#parts(bytes) {
        let missing = bytes;
        while (missing > 0) {
            if (this.#at === this.#chunk.length && !(await this.#next()))
                throw new Error('it ends too early');
            const part = this.#chunk.subarray(this.#at, this.#at + missing);
            this.#at += part.length;
            missing -= part.length;
            yield part;
        }
    }
    async #next() {
        await this.#handOn();
        const next = await this.#chunks.next();
        if (next.done === true)
            return false;
        this.#chunk = next.value;
        this.#at = this.#mark = 0;
        return true;
    }
    async #handOn() {
        if (this.#copyTo !== undefined && this.#at > this.#mark)
            await this.#copyTo(this.#chunk.subarray(this.#mark, this.#at));
        this.#mark = this.#at;
    }
}

// EXTERNAL MODULE: ./store/store-path.js
var store_path = __webpack_require__(7848);
;// CONCATENATED MODULE: ./archive/nix-export.js












/**
 * Turns what `nix-store --export` wrote (as it is, or compressed by gzip or zstd) into a binary cache in a new directory, in
 * one pass and in bounded memory. The format is that of `exportPath` and `importPaths` in Nix's libstore/export-import.cc: for
 * each store path a 1, its NAR, a magic number, its path, its references, its deriver, a signature of old; then a 0. It has no
 * checksums. Throws an InputError for a file that is none, or is damaged where that can be seen.
 */
async function convertExport(path, directory, signal) {
    await (0,promises_.mkdir)((0,external_node_path_.join)(directory, 'nar'), { recursive: true });
    const plain = decompressed(path, signal);
    const reader = new ByteReader(plain);
    let last;
    try {
        for (;;) {
            const more = (await reader.take(8)).readBigUInt64LE();
            if (more === 0n)
                break;
            if (more !== 1n)
                throw new Error('it is no export (and where it is a compressed archive, decompress it in a step before)');
            last = await convertPath(reader, directory, signal);
        }
        if (!(await reader.isAtEnd()))
            throw new Error('something follows its end');
    }
    catch (cause) {
        signal.throwIfAborted();
        if (isOfThisMachine(cause))
            throw cause;
        const where = last === undefined ? '' : `, after ${last}`;
        throw new input_error/* InputError */.dz(`archive: ${(0,input_error/* quote */.hD)(path)} is not what \`nix-store --export\` writes: ${cause instanceof Error ? cause.message : String(cause)}${where}; make or fetch it again`, { cause });
    }
    finally {
        await plain.return();
    }
    if (last === undefined)
        throw new input_error/* InputError */.dz(`archive: ${(0,input_error/* quote */.hD)(path)} is an export of nothing; export the whole closure: nix-store --export $(nix-store --query --requisites TOPLEVEL)`);
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, binary_cache/* cacheInfoName */.Yy), (0,binary_cache/* cacheInfo */.F4)(last));
}
/** A full disk, and the like: not the file's fault. */
function isOfThisMachine(error) {
    const { code = '', syscall } = error;
    return syscall !== undefined && code.startsWith('E');
}
/** How a file begins that is compressed by zstd: with a frame, or with one that pzstd writes before it and that is skipped. */
const zstdMagics = ['28b52ffd', '502a4d18'];
/** What a file's first bytes (hexadecimal) say that it is compressed by; undefined for what is not read here. */
function compressionOf(begin) {
    return begin.startsWith('1f8b') ? 'gzip' : zstdMagics.some((magic) => begin.startsWith(magic)) ? 'zstd' : undefined;
}
/** What is in the file, which may be several compressed ones that were put together. */
async function* decompressed(path, signal) {
    const handle = await (0,promises_.open)(path);
    const [{ size }, { buffer }] = await Promise.all([handle.stat(), handle.read(Buffer.alloc(4), 0, 4, 0)]).finally(() => handle.close());
    const compression = compressionOf(buffer.toString('hex'));
    for (let start = 0; start < size;) {
        const packed = (0,external_node_fs_.createReadStream)(path, { start, highWaterMark: 256 * 1024, signal });
        if (compression === undefined)
            return yield* packed;
        const unpacked = compression === 'gzip' ? (0,external_node_zlib_.createGunzip)() : (0,external_node_zlib_.createZstdDecompress)();
        feed(unpacked, packed).catch((error) => unpacked.destroy(error));
        try {
            yield* unpacked;
        }
        finally {
            packed.destroy();
        }
        if (unpacked.bytesWritten === 0)
            return;
        start += unpacked.bytesWritten;
    }
}
/**
 * Gives a decoder all that it takes. At the end of a frame Node's decoder of zstd throws away what else it was given, and takes
 * the next for the beginning of another: it is given no more then, and `bytesWritten` says how far it has come.
 */
async function feed(unpacked, packed) {
    let given = 0;
    for await (const chunk of packed) {
        given += chunk.length;
        await new Promise((resolve, reject) => unpacked.write(chunk, (error) => (error ? reject(error) : resolve())));
        if (unpacked.bytesWritten < given)
            return;
    }
    unpacked.end();
}
const exportMagic = 0x4558494e;
/** Reads one store path, and writes its NAR and its narinfo. Gives the path. */
async function convertPath(reader, directory, signal) {
    const narHash = (0,external_node_crypto_.createHash)('sha256');
    let narBytes = 0;
    const nar = new CompressedFile((0,external_node_path_.join)(directory, 'nar', '.new'), signal);
    try {
        await reader.copying((bytes) => {
            narHash.update(bytes);
            narBytes += bytes.length;
            return nar.write(bytes);
        }, () => readNar(reader));
    }
    finally {
        await nar.end();
    }
    if ((await number(reader)) !== exportMagic)
        throw new Error('a NAR is not followed by its description');
    const path = await nix_export_text(reader);
    const references = [];
    for (let left = await number(reader); left > 0; left--)
        references.push(await nix_export_text(reader));
    const odd = [path, ...references].find((name) => !store_path/* storePath */.T.test(name));
    if (odd !== undefined)
        throw new Error(`${(0,input_error/* quote */.hD)(odd)} is not a store path`);
    await nix_export_text(reader);
    if ((await number(reader)) !== 0)
        await nix_export_text(reader);
    const { sha256: fileHash, bytes: fileBytes } = nar;
    const url = `nar/${(0,nar_info/* toNixBase32 */.$k)(fileHash)}.nar.zst`;
    await (0,promises_.rename)(nar.file, (0,external_node_path_.join)(directory, url));
    const narInfo = (0,nar_info/* formatNarInfo */.Nt)({ path, url, compression: 'zstd', fileHash, fileBytes, narHash: `sha256:${narHash.digest('hex')}`, narBytes, references });
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, (0,binary_cache/* narInfoName */.Dt)(path)), narInfo);
    return path;
}
/** A file that is compressed by zstd and hashed while it is written. */
class CompressedFile {
    file;
    sha256 = '';
    bytes = 0;
    #zstd;
    #written;
    constructor(file, signal) {
        this.file = file;
        this.#zstd = (0,external_node_zlib_.createZstdCompress)();
        const hash = (0,external_node_crypto_.createHash)('sha256');
        const measure = async function* (chunks) {
            for await (const chunk of chunks) {
                hash.update(chunk);
                this.bytes += chunk.length;
                yield chunk;
            }
            this.sha256 = hash.digest('hex');
        };
        this.#written = (0,external_node_stream_promises_.pipeline)(this.#zstd, measure.bind(this), (0,external_node_fs_.createWriteStream)(file), { signal });
        this.#written.catch(() => undefined);
    }
    async write(bytes) {
        if (!this.#zstd.write(bytes))
            await Promise.race([(0,external_node_events_.once)(this.#zstd, 'drain'), this.#written]);
    }
    async end() {
        this.#zstd.end();
        await this.#written;
    }
}
/** Reads a NAR to its end: https://nix.dev/manual/nix/latest/protocols/nix-archive. */
async function readNar(reader) {
    await word(reader, 'nix-archive-1');
    await readNode(reader);
}
/** The store has no paths longer than 4096 bytes. */
const DEEPEST = 2048;
async function readNode(reader, depth = 0) {
    if (depth > DEEPEST)
        throw new Error('its directories are nested too deeply');
    await word(reader, '(');
    await word(reader, 'type');
    switch (await nix_export_text(reader)) {
        case 'regular': {
            let next = await nix_export_text(reader);
            if (next === 'executable') {
                await word(reader, '');
                next = await nix_export_text(reader);
            }
            if (next === ')')
                return;
            if (next !== 'contents')
                throw new Error(`${(0,input_error/* quote */.hD)(next)} stands where a file's contents should`);
            const bytes = await number(reader);
            await reader.skip(bytes + padding(bytes));
            return word(reader, ')');
        }
        case 'symlink':
            await word(reader, 'target');
            await nix_export_text(reader);
            return word(reader, ')');
        case 'directory':
            for (;;) {
                const next = await nix_export_text(reader);
                if (next === ')')
                    return;
                if (next !== 'entry')
                    throw new Error(`${(0,input_error/* quote */.hD)(next)} stands where a directory's entry should`);
                await word(reader, '(');
                await word(reader, 'name');
                await nix_export_text(reader);
                await word(reader, 'node');
                await readNode(reader, depth + 1);
                await word(reader, ')');
            }
        default:
            throw new Error('a NAR has a file of no known type');
    }
}
async function word(reader, expected) {
    const found = await nix_export_text(reader);
    if (found !== expected)
        throw new Error(`${(0,input_error/* quote */.hD)(found)} stands where ${(0,input_error/* quote */.hD)(expected)} should`);
}
/** Names and link targets are the longest there are. */
const nix_export_TEXT_BYTES = 16 * 1024;
async function nix_export_text(reader) {
    const bytes = await number(reader);
    if (bytes > nix_export_TEXT_BYTES)
        throw new Error('a text in it is too long');
    return (await reader.take(bytes + padding(bytes))).toString('utf8', 0, bytes);
}
async function number(reader) {
    const found = (await reader.take(8)).readBigUInt64LE();
    if (found > BigInt(Number.MAX_SAFE_INTEGER))
        throw new Error('a number in it is too large');
    return Number(found);
}
function padding(bytes) {
    return -bytes & 7;
}

;// CONCATENATED MODULE: ./archive/plain-cache.js








/**
 * Reads a binary cache that other tools wrote (`nix copy --to file://…`), compressed in whichever way: its systems, and of
 * those that are wanted every file. `said` is how the person named it. A cache does not say which commit it is of.
 */
async function openPlainCache(directory, said, wanted, signal) {
    if (wanted.payload !== 'closure')
        throw new input_error/* InputError */.dz(`payload: ${(0,input_error/* quote */.hD)(said)} has built systems and nothing else; write \`payload: closure\`, or leave it out`);
    const limit = (0,p_limit/* default */.A)(4);
    if ((await (0,promises_.lstat)((0,external_node_path_.join)(directory, 'nar')).catch(() => undefined))?.isSymbolicLink() === true)
        throw isLink((0,external_node_path_.join)(directory, 'nar'));
    const narInfos = (await (0,promises_.readdir)(directory)).filter((name) => name.endsWith('.narinfo'));
    const read = await Promise.all(narInfos.map((name) => limit(async () => plain_cache_readNarInfo((0,external_node_path_.join)(directory, name)))));
    const known = new Map(read.map((info) => [info.path, info]));
    const systems = systemsAmong(known);
    const toplevels = new Map(wanted.configurations.map((name) => [name, systemOf(name, systems, wanted.configurations, said)]));
    const closure = new Set(toplevels.values());
    for (const path of closure)
        for (const reference of known.get(path)?.references ?? [])
            closure.add(reference);
    const stamps = new Map();
    const cached = new Map();
    const check = async (path) => {
        const info = known.get(path);
        if (info === undefined)
            return;
        const nar = await cacheFile(directory, info.url, stamps, signal, info);
        cached.set(path, { path, files: [nar, await cacheFile(directory, (0,binary_cache/* narInfoName */.Dt)(path), stamps, signal)] });
    };
    await Promise.all([...closure].map((path) => limit(() => check(path))));
    const infos = new Map([...closure].map((path) => {
        const { narHash = '', narBytes = 0, references = [] } = known.get(path) ?? {};
        return [path, { path, narHash, narBytes, references: references.filter((reference) => reference !== path), deriver: undefined }];
    }));
    return {
        source: new StoredPaths(infos, cached, stamps),
        revision: undefined,
        payloads: new Map([...toplevels].map(([name, toplevel]) => [name, { kind: 'closure', roots: [toplevel], toplevel }])),
        paths: cached.size,
    };
}
async function plain_cache_readNarInfo(file) {
    try {
        if ((await (0,promises_.lstat)(file)).isSymbolicLink())
            throw isLink(file);
        const info = (0,nar_info/* parseNarInfo */.Ne)(await (0,promises_.readFile)(file, 'utf8'));
        if ((0,external_node_path_.basename)(file) !== (0,binary_cache/* narInfoName */.Dt)(info.path))
            throw new Error(`tells of ${info.path}, whose file has another name`);
        // Hosts look there for what has arrived; and nothing from elsewhere on the runner is sent.
        if (!/^nar\/[A-Za-z0-9_+=-][A-Za-z0-9._+=-]*$/.test(info.url))
            throw new Error(`has its NAR at ${(0,input_error/* quote */.hD)(info.url)}, which is not below nar/`);
        return info;
    }
    catch (cause) {
        if (cause instanceof input_error/* InputError */.dz)
            throw cause;
        throw new input_error/* InputError */.dz(`archive: ${file} ${cause instanceof Error ? cause.message : String(cause)}; make the binary cache again`, { cause });
    }
}
/** The systems to which nothing else in the cache refers. */
function systemsAmong(known) {
    const referred = new Set([...known.values()].flatMap(({ path, references }) => references.filter((reference) => reference !== path)));
    return [...known.keys()].filter((path) => /^.{32}-nixos-system-/.test((0,external_node_path_.basename)(path)) && !path.endsWith('.drv') && !referred.has(path)).sort();
}
/** The only system for the only configuration; else that one whose name is the configuration's. */
function systemOf(configuration, systems, configurations, said) {
    const isOf = (path, name) => (0,external_node_path_.basename)(path).slice(33).startsWith(`nixos-system-${name}-`);
    // What is called nixos-system-web-db-… is that of web-db, and not that of web.
    const ownerOf = (path) => configurations.filter((name) => isOf(path, name)).sort((a, b) => b.length - a.length)[0];
    const named = systems.length === 1 && configurations.length === 1 ? systems : systems.filter((path) => ownerOf(path) === configuration);
    const [system, ...others] = named;
    if (system !== undefined && others.length === 0)
        return system;
    if (systems.length === 0)
        throw new input_error/* InputError */.dz(`archive: there is no NixOS system in ${(0,input_error/* quote */.hD)(said)}, which would be a path named nixos-system-…; copy the whole toplevel there, not only parts of it`);
    const which = others.length === 0
        ? `none of the systems in ${(0,input_error/* quote */.hD)(said)} is named nixos-system-${configuration}-…`
        : `more than one system in ${(0,input_error/* quote */.hD)(said)} may be '${configuration}'`;
    throw new input_error/* InputError */.dz(`archive: ${which}; there are: ${systems.join(', ')}. Make one with that system alone, or an archive by \`command: archive\``);
}
async function cacheFile(directory, name, stamps, signal, expected) {
    signal.throwIfAborted();
    const file = (0,external_node_path_.join)(directory, name);
    const wrong = (what, cause) => new input_error/* InputError */.dz(`archive: ${file} ${what}; make the binary cache again`, { cause });
    const what = await (0,promises_.lstat)(file, { bigint: true }).catch((cause) => {
        throw wrong(`is not there, and ${expected?.path ?? 'its store path'} needs it`, cause);
    });
    const bytes = Number(what.size);
    if (what.isSymbolicLink())
        throw isLink(file);
    if (!what.isFile())
        throw wrong('is no file');
    if (expected?.fileBytes !== undefined && bytes !== expected.fileBytes)
        throw wrong(`has ${bytes} bytes, and its narinfo says ${expected.fileBytes}: it was damaged or cut off`);
    if (expected?.fileHash !== undefined && (await sha256Of(file, signal)) !== expected.fileHash)
        throw wrong('is not what its narinfo says: it was damaged or changed');
    stamps.set(file, stampOf(what));
    return { name, file, start: 0, bytes };
}
/** Nothing from elsewhere on the runner is sent. */
function isLink(file) {
    return new input_error/* InputError */.dz(`archive: ${file} is a link, and links are not followed; copy the binary cache with what they point to (cp -rL), or make it again`);
}
async function sha256Of(file, signal) {
    const handle = await (0,promises_.open)(file);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of handle.createReadStream({ highWaterMark: 128 * 1024, signal }))
        hash.update(chunk);
    return hash.digest('hex');
}

;// CONCATENATED MODULE: ./archive/source.js









/**
 * Reads and checks an archive of nix-flake-deploy (a directory, or a tar), a plain binary cache, or what `nix-store --export`
 * wrote, without Nix and without unpacking it. `directory` is made for what has to be converted. Throws an InputError that
 * names the file, and says what is there instead of what is wanted.
 */
async function openArchive(path, wanted, directory, signal) {
    switch (await kindOf(path)) {
        case 'cache':
            return openPlainCache(path, path, wanted, signal);
        case 'export':
            await (0,full_disk/* writingTo */.g)(directory, () => convertExport(path, directory, signal));
            return openPlainCache(directory, path, wanted, signal);
        case 'directory':
            return openOurs(path, true, wanted, signal);
        case 'tar':
            return openOurs(path, false, wanted, signal);
    }
}
async function kindOf(path) {
    const what = await (0,promises_.stat)(path).catch((cause) => {
        const { code, message } = cause;
        throw new input_error/* InputError */.dz(code === 'ENOENT'
            ? `archive: ${(0,input_error/* quote */.hD)(path)} is not there; write the path of an archive, from the directory in which the step runs`
            : `archive: ${(0,input_error/* quote */.hD)(path)} cannot be read: ${message}`, { cause });
    });
    if (what.isDirectory()) {
        if (await isThere((0,external_node_path_.join)(path, 'manifest.json')))
            return 'directory';
        if (await isThere((0,external_node_path_.join)(path, 'nix-cache-info')))
            return 'cache';
        throw new input_error/* InputError */.dz(`archive: ${(0,input_error/* quote */.hD)(path)} is neither an archive of nix-flake-deploy, which has a manifest.json, nor a binary cache, which has a nix-cache-info; write the path of one`);
    }
    if (!what.isFile())
        throw new input_error/* InputError */.dz(`archive: ${(0,input_error/* quote */.hD)(path)} is neither a directory nor a file`);
    const handle = await (0,promises_.open)(path);
    try {
        const { buffer } = await handle.read(Buffer.alloc(32), 0, 32, 0);
        const begin = buffer.toString('hex');
        if (begin.startsWith('fd377a585a00'))
            throw new input_error/* InputError */.dz(`archive: ${(0,input_error/* quote */.hD)(path)} is compressed by xz, which is not read here; unpack it in a step before: xz -d, then zstd for what goes on`);
        if (begin.startsWith('504b0304'))
            throw new input_error/* InputError */.dz(`archive: ${(0,input_error/* quote */.hD)(path)} is a zip, as actions/upload-artifact makes it of what it is given; let \`command: archive\` upload it, or write \`archive: false\` there, or unpack it with actions/download-artifact, and give the path of what is in it`);
        const isExport = begin.startsWith('0100000000000000') || compressionOf(begin) !== undefined;
        return isExport ? 'export' : 'tar';
    }
    finally {
        await handle.close();
    }
}
async function isThere(file) {
    return (0,promises_.stat)(file).then(() => true, () => false);
}
async function openOurs(path, isDirectory, wanted, signal) {
    const read = await readArchive(path, isDirectory, signal);
    const { manifest, stamps } = read;
    const cached = checkArchive(path, read);
    const infos = Object.entries(manifest.paths).map(([storePath, { narHash, narBytes, references }]) => [
        storePath,
        { path: storePath, narHash, narBytes, references, deriver: undefined },
    ]);
    return {
        source: new StoredPaths(new Map(infos), cached, stamps, manifest.signer),
        revision: manifest.revision,
        payloads: new Map(wanted.configurations.map((name) => [name, payloadOf(path, manifest, name, wanted.payload)])),
        paths: cached.size,
    };
}
function payloadOf(path, { configurations }, name, kind) {
    const names = Object.keys(configurations);
    const configuration = names.includes(name) ? configurations[name] : undefined;
    if (configuration === undefined)
        throw new input_error/* InputError */.dz(`targets: ${(0,input_error/* quote */.hD)(name)} is not in the archive ${(0,input_error/* quote */.hD)(path)}; ${(0,input_error/* wouldDo */.J7)(name, names)}`);
    const payload = configuration.payloads.find((candidate) => candidate.kind === kind);
    if (payload === undefined) {
        const there = configuration.payloads.map((candidate) => candidate.kind);
        throw new input_error/* InputError */.dz(`payload: the archive ${(0,input_error/* quote */.hD)(path)} has no ${kind} of '${name}'; it has: ${there.join(', ')}. Write \`payload: ${there[0] ?? ''}\`, or make an archive with both`);
    }
    const { system, statement } = configuration;
    return { ...payload, system, ...(kind === 'closure' && statement && { statement }) };
}

// EXTERNAL MODULE: ./settings/revision.js
var settings_revision = __webpack_require__(3674);
;// CONCATENATED MODULE: ./commands/from-archive.js




/** Fetches, reads and checks the archive that `archive` names. Needs neither Nix nor a flake. */
async function openForTargets(run, location) {
    const { settings, privateDirectory, emit, signal } = run;
    const path = 'path' in location ? location.path : await download(run, location);
    const started = performance.now();
    emit({ type: 'note', text: `reading the archive ${path}` });
    const wanted = { configurations: [...new Set(settings.targets.map(({ configuration }) => configuration))], payload: settings.payloads[0] };
    const archive = await openArchive(path, wanted, (0,external_node_path_.join)(privateDirectory, 'cache'), signal);
    const revision = archive.revision ?? settings.revision;
    if (revision === undefined || (0,settings_revision/* isReserved */.B)(revision))
        throw new input_error/* InputError */.dz(`revision: ${path} does not say of which revision it is; write a label for it, such as the git SHA of its flake`);
    emit({
        type: 'note',
        text: `read in ${((performance.now() - started) / 1000).toFixed(1)} s: ${archive.paths} store paths of revision ${revision}, whole and as they should be`,
    });
    const toplevels = [...archive.payloads].flatMap(([name, { toplevel }]) => (toplevel === undefined ? [] : [[name, toplevel]]));
    return { ...archive, revision, toplevels: Object.fromEntries(toplevels) };
}
async function download({ settings, environment, privateDirectory }, { artifact, runId }) {
    const { downloadArtifact } = await __webpack_require__.e(/* import() */ 340).then(__webpack_require__.bind(__webpack_require__, 8340));
    const { file } = await downloadArtifact({
        name: artifact,
        runId,
        token: settings.githubToken,
        repository: environment.repository,
        directory: (0,external_node_path_.join)(privateDirectory, 'artifact'),
    });
    return file;
}


/***/ })

};
