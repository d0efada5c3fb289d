export const id = 751;
export const ids = [751,472];
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

/***/ 2751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  archive: () => (/* binding */ archive)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./health/check.js
var health_check = __webpack_require__(8816);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./store/payload.js
var store_payload = __webpack_require__(113);
// EXTERNAL MODULE: ./archive/manifest.js
var archive_manifest = __webpack_require__(7319);
;// CONCATENATED MODULE: ./archive/describe.js





/**
 * How to see that a configuration is healthy: as the targets say that run it, or else the input. Throws an InputError where
 * they do not say the same.
 */
function healthChecksFor(configuration, { targets, healthChecks }) {
    const [first, ...others] = targets.filter((target) => target.configuration === configuration);
    const other = others.find((target) => !(0,external_node_util_.isDeepStrictEqual)(target.healthChecks, first?.healthChecks));
    if (first === undefined || other === undefined)
        return (first?.healthChecks ?? healthChecks).map(forArchive);
    throw new input_error/* InputError */.dz(`targets: ${(0,input_error/* quote */.hD)(first.name)} and ${(0,input_error/* quote */.hD)(other.name)} run '${configuration}' with different health checks, and an archive has the same for both; write \`{target}\` or \`{host}\` where they differ, or leave one of the targets out`);
}
/** Refuses what an archive's own install does not ask; and with it, headers, which everybody who has the archive could read. */
function forArchive(check) {
    if (check.kind !== 'units' && (check.kind !== 'http' || (check.request === undefined && check.expectJson === undefined)))
        return check;
    throw new input_error/* InputError */.dz(`health-check: ${(0,health_check/* describeCheck */.cn)(check)} is more than an archive can ask: of a 'url' that is expect-status, expect-header and expect-body; leave it out here, and write it where the archive is deployed`);
}
/** The manifest of an archive with these configurations: of all paths that their payloads need, and of no others. */
function manifestOf({ revision, flake, nixVersion, signer, configurations, infos, leftOut }) {
    const needed = new Set(configurations.flatMap(({ payloads }) => payloads).flatMap((payload) => (0,store_payload/* closureOf */.T)(payload, { info: (path) => infos.get(path) })));
    const known = (path) => {
        const info = infos.get(path);
        if (info === undefined)
            throw new Error(`nothing is known of ${path}`);
        return info;
    };
    const paths = [...needed]
        .sort()
        .map(known)
        .map(({ path, narHash, narBytes, references }) => {
        return [path, { narHash, narBytes, references: references.toSorted(), ...(leftOut.has(path) && { expected: true }) }];
    });
    return {
        schema: archive_manifest/* MANIFEST_SCHEMA */.KB,
        revision,
        flake: { ...(flake.url !== undefined && { url: flake.url }), ...(flake.lockHash !== undefined && { lockHash: flake.lockHash }) },
        nix: nixVersion,
        ...(signer !== undefined && { signer }),
        configurations: Object.fromEntries(configurations
            .toSorted((a, b) => (a.name < b.name ? -1 : 1))
            .map(({ name, system, payloads, healthChecks, statement }) => [
            name,
            { ...(system !== undefined && { system }), payloads, healthChecks, ...(statement && { statement }) },
        ])),
        paths: Object.fromEntries(paths),
    };
}

// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __webpack_require__(4891);
;// CONCATENATED MODULE: ./archive/places.js




/** What archives are to be made, and where each goes: one, or one for each configuration, whose name is then added. */
function placesFor(names, { making }, revision, { attempt }) {
    const label = /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 12) : revision;
    const withAdded = (name, added) => name.replace(/(\.tar)?$/, (ending) => `${added}${ending}`);
    const place = (of, added) => ({
        names: of,
        ...(making.path !== undefined && { path: withAdded((0,external_node_path_.resolve)(making.path), added) }),
        ...((making.artifactName !== undefined || making.path === undefined) && {
            artifactName: making.artifactName === undefined
                ? `nixos-${of.length === 1 ? inFileName(of[0] ?? '') : 'configurations'}-${label}-${attempt}.tar`
                : withAdded(making.artifactName, added),
        }),
    });
    if (!making.perConfiguration)
        return [place(names, '')];
    const places = names.map((name) => place([name], `-${inFileName(name)}`));
    const same = places.filter(({ names: [name = ''] }) => names.some((other) => other !== name && inFileName(other) === inFileName(name)));
    if (same.length > 0)
        throw new input_error/* InputError */.dz(`archive-per-configuration: ${same.map(({ names: [name = ''] }) => (0,input_error/* quote */.hD)(name)).join(' and ')} would have the same file name; name one of them in 'configurations'`);
    return places;
}
/** A configuration's name as it may stand in the names of files and artifacts. */
function inFileName(name) {
    return name.replaceAll(/["*/:<>?\\|\p{Cc}]/gu, '-');
}
/** Whether a path means one file and not a directory. */
function isTar(path) {
    return path.endsWith('.tar');
}
/** Refuses to write where something else is. Throws an InputError. */
async function checkPlace(path) {
    const there = await (0,promises_.stat)(path).catch((error) => {
        if (error.code === 'ENOENT')
            return undefined;
        throw cannotWrite(path, error);
    });
    if (there === undefined)
        return;
    if (isTar(path)) {
        if (!there.isFile())
            throw new input_error/* InputError */.dz(`archive-path: ${(0,input_error/* quote */.hD)(path)} is no file; name another one, or a directory without '.tar'`);
    }
    else {
        if (!there.isDirectory())
            throw new input_error/* InputError */.dz(`archive-path: ${(0,input_error/* quote */.hD)(path)} is no directory; name another one, or a file that ends with '.tar'`);
        if ((await (0,promises_.readdir)(path)).length > 0)
            throw new input_error/* InputError */.dz(`archive-path: the directory ${(0,input_error/* quote */.hD)(path)} is not empty; name a new one, or remove it in a step before this one`);
    }
}
/**
 * The directory in which an archive is made: beside its place, so on the same disk, where what is made takes its place by a
 * rename.
 */
function workDirectoryFor(path) {
    return `${(0,external_node_path_.resolve)(path)}.unfinished`;
}
/** Makes a new empty work directory and all above it. What a run that was killed has left there is removed. Throws an InputError. */
async function makeWorkDirectory(directory) {
    try {
        await (0,promises_.rm)(directory, { recursive: true, force: true });
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(directory), { recursive: true });
        await (0,promises_.mkdir)(directory);
    }
    catch (error) {
        throw cannotWrite(directory.replace(/\.unfinished$/, ''), error);
    }
}
function cannotWrite(path, cause) {
    return new input_error/* InputError */.dz(`archive-path: ${(0,input_error/* quote */.hD)(path)} cannot be written (${(0,error_words/* wordsOfError */.b)(cause)}); name a place that this user may write to, on a disk that has room`, { cause });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./host/agent.js
var agent = __webpack_require__(1297);
// EXTERNAL MODULE: ./store/binary-cache.js
var binary_cache = __webpack_require__(3029);
// EXTERNAL MODULE: ./store/nar-info.js
var nar_info = __webpack_require__(6383);
;// CONCATENATED MODULE: ./archive/install-script.js

/** The text of `install` in an archive, which the build puts together. In dist it lies next to the entry, as the host agent does. */
function installScript() {
    return (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "install.sh", 'utf8');
}

;// CONCATENATED MODULE: ./archive/writer.js










/**
 * The files of an archive in their order, each as soon as it can be told: those that say what it is, then for each store path,
 * its NAR and its narinfo, last the checksums and, where there is a signer, the signature of those. The NARs lie in the cache, where they are compressed meanwhile.
 */
async function* archiveFiles(manifest, cache, signer) {
    const sums = new Map();
    for await (const file of contents(manifest, cache)) {
        // Two paths of the same content share their NAR.
        if (sums.has(file.name))
            continue;
        sums.set(file.name, file.sha256);
        yield file;
    }
    const names = [...sums.keys()].sort();
    const text = names.map((name) => `${sums.get(name) ?? ''}  ${name}\n`).join('');
    yield textFile('SHA256SUMS', text);
    if (signer !== undefined)
        yield textFile('SHA256SUMS.sig', await signer.sign(text));
}
async function* contents(manifest, cache) {
    const { paths, signer } = manifest;
    yield textFile('manifest.json', (0,archive_manifest/* manifestText */.$2)(manifest));
    yield textFile('install', installScript(), 0o755);
    yield textFile('host-agent.sh', (0,agent/* hostAgent */.SG)());
    yield textFile(`cache/${binary_cache/* cacheInfoName */.Yy}`, (0,binary_cache/* cacheInfo */.F4)(Object.keys(paths)[0] ?? ''));
    for await (const { path, files: [nar, narInfo], } of cache.inOrder((0,archive_manifest/* pathsAsWritten */.sy)(manifest))) {
        const text = (0,nar_info/* normalNarInfo */.X0)(await (0,promises_.readFile)(narInfo.file, 'utf8'), signer);
        if (signer !== undefined && !/^Sig: /m.test(text))
            throw new Error(`Nix did not sign ${path}`);
        yield { name: `cache/${nar.name}`, mode: 0o644, content: nar, sha256: (0,nar_info/* fileHash */.Lg)(text) };
        yield textFile(`cache/${narInfo.name}`, text);
    }
}
function textFile(name, content, mode = 0o644) {
    return { name, mode, content, sha256: (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex') };
}
/** Writes an archive as one tar file. */
async function writeTar(files, to, signal) {
    await (0,external_node_stream_promises_.pipeline)((0,binary_cache/* tarStream */.eu)((tar) => fill(tar, files)), (0,external_node_fs_.createWriteStream)(to, { flags: 'wx' }), { ...(signal && { signal }) });
}
async function fill(tar, files) {
    for await (const { name, mode, content } of files) {
        if (typeof content === 'string')
            tar.entry((0,binary_cache/* tarHeader */.pI)(name, mode), content);
        else
            await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(content.file), tar.entry({ ...(0,binary_cache/* tarHeader */.pI)(name, mode), size: content.bytes }));
    }
}
/**
 * Writes an archive as a directory. `ownsCache`: its files are for this archive alone and on the same disk, so that they need
 * not be copied.
 */
async function writeDirectory(files, to, ownsCache) {
    await (0,promises_.mkdir)((0,external_node_path_.join)(to, 'cache/nar'), { recursive: true });
    for await (const { name, mode, content } of files) {
        const file = (0,external_node_path_.join)(to, name);
        if (typeof content === 'string')
            await (0,promises_.writeFile)(file, content, { mode, flag: 'wx' });
        // Not every file system has hard links.
        else if (!ownsCache ||
            !(await (0,promises_.link)(content.file, file).then(() => true, () => false)))
            await (0,promises_.copyFile)(content.file, file, external_node_fs_.constants.COPYFILE_FICLONE);
    }
}

// EXTERNAL MODULE: ./rollout/fleet.js + 17 modules
var fleet = __webpack_require__(640);
// EXTERNAL MODULE: ./runner/heartbeat.js
var heartbeat = __webpack_require__(3476);
// EXTERNAL MODULE: ./runner/units.js
var units = __webpack_require__(5883);
// EXTERNAL MODULE: ./store/full-disk.js
var full_disk = __webpack_require__(4134);
// EXTERNAL MODULE: ./commands/build.js + 1 modules
var build = __webpack_require__(262);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: ../node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(872);
;// CONCATENATED MODULE: ./archive/earlier.js








/** The manifest at a path: of an archive, a directory or a tar file, or the manifest itself. Undefined where nothing is there. */
async function manifestOfEarlier(path) {
    try {
        const there = await (0,promises_.stat)(path).catch(() => undefined);
        if (there === undefined)
            return undefined;
        const manifest = there.isDirectory()
            ? await (0,promises_.readFile)((0,external_node_path_.join)(path, 'manifest.json'), 'utf8')
            : path.endsWith('.tar')
                ? await manifestInTar(path)
                : await (0,promises_.readFile)(path, 'utf8');
        return (0,archive_manifest/* parseManifest */.Ng)(manifest, path);
    }
    catch (cause) {
        const said = cause instanceof Error ? cause.message.replace(/^archive: /, '') : String(cause);
        throw new input_error/* InputError */.dz(`archive-contents: the earlier archive at ${(0,input_error/* quote */.hD)(path)} cannot be read: ${said}`, { cause });
    }
}
async function manifestInTar(path) {
    const entries = (0,tar_stream.extract)();
    // What goes wrong with the file is told where the entries are read.
    (0,external_node_stream_.pipeline)((0,external_node_fs_.createReadStream)(path), entries, () => undefined);
    for await (const entry of entries) {
        if (entry.header.name === 'manifest.json')
            return await (0,consumers_.text)(entry);
        // It is the first file of an archive.
        break;
    }
    throw new Error('it does not begin with a manifest.json');
}

// EXTERNAL MODULE: ./nix/flake.js
var nix_flake = __webpack_require__(9228);
// EXTERNAL MODULE: ./nix/store.js
var store = __webpack_require__(3232);
;// CONCATENATED MODULE: ./commands/left-out.js







/** What `archive-contents` means. Throws an InputError for an earlier archive or commit that is none. */
async function whatIsLeftOut(run, asked) {
    const { contents } = run.settings.making;
    if (contents.kind === 'missing-from') {
        const manifest = await manifestOfEarlier(contents.earlier);
        if (manifest === undefined)
            return closureAt(run, asked, contents.earlier);
        const inside = new Set((0,archive_manifest/* pathsInside */.VD)(manifest));
        return () => inside;
    }
    if (contents.kind === 'built')
        return (_, { paths }) => (0,store/* substitutedPaths */.xY)(asked.nix, paths.map(({ path }) => path));
    return () => new Set();
}
/** The closure that each of the configurations had as of a commit; nothing where it was not there yet. Builds what is not built. */
async function closureAt(run, asked, commit) {
    const reference = (0,nix_flake/* atCommit */.nt)(asked.flake, commit);
    if (reference === undefined)
        throw new input_error/* InputError */.dz(`archive-contents: there is no archive and no manifest at ${(0,input_error/* quote */.hD)(commit)}, and the flake is not in git, where that could be a commit`);
    run.emit({ type: 'note', text: `reading what the configurations were at ${commit}` });
    const flake = await (0,nix_flake/* flakeMetadata */.jk)(asked.nix, reference).catch((cause) => {
        const said = cause instanceof Error ? cause.message : String(cause);
        const advice = /shallow/.test(said)
            ? 'the checkout is shallow and has only its last commit; let actions/checkout fetch them all (`fetch-depth: 0`)'
            : `the flake cannot be read as of that commit: ${said}`;
        throw new input_error/* InputError */.dz(`archive-contents: there is no archive and no manifest at ${(0,input_error/* quote */.hD)(commit)}, and ${advice}`, { cause });
    });
    const known = await (0,nix_flake/* configurationNames */.zG)(asked.nix, flake.reference);
    const names = asked.names.filter((name) => known.includes(name));
    if (names.length === 0)
        return () => new Set();
    // What is kept for the next runs is what the archive's systems were built from, and that alone.
    const { payloads, paths } = await (0,build.makeWithPaths)(run, { ...asked, flake, names, builds: undefined }, run.settings.payloads);
    const infos = new Map(paths.map((info) => [info.path, info]));
    return (of) => new Set(of.flatMap((name) => payloads.get(name) ?? []).flatMap((payload) => (0,store_payload/* closureOf */.T)(payload, { info: (path) => infos.get(path) })));
}

// EXTERNAL MODULE: ./commands/statements.js + 1 modules
var commands_statements = __webpack_require__(9472);
;// CONCATENATED MODULE: ./commands/archive.js















/** `archive`: packs configurations into one thing that can be carried anywhere: a directory, a tar file, a workflow artifact. */
async function archive(run) {
    const { settings, environment, privateDirectory, saveWorkDirectory } = run;
    const work = workDirectoryFor(settings.making.path ?? (0,external_node_path_.join)(privateDirectory, 'archive'));
    const ours = [privateDirectory];
    const over = new AbortController();
    await (0,fleet/* makePrivateDirectory */.Dn)(privateDirectory);
    saveWorkDirectory(work);
    try {
        // Where it cannot be made, nothing is built. It may lie in the flake, which must not change once it was read: so not yet.
        await makeWorkDirectory(work);
        ours.push(work);
        await (0,promises_.rm)(work, { recursive: true });
        const asked = await (0,build.readFlake)(run, (flake) => settings.revision ?? (0,build.mustHaveSha)(flake, settings.nixOptions));
        if (asked.names.length === 0)
            throw new input_error/* InputError */.dz(`${asked.saidIn}: the flake has no configuration, so there is nothing to archive`);
        for (const name of asked.names)
            healthChecksFor(name, settings);
        const places = placesFor(asked.names, settings, asked.revision, environment);
        for (const { path } of places)
            if (path !== undefined)
                await checkPlace(path);
        if (places.some(({ artifactName }) => artifactName !== undefined))
            await (await __webpack_require__.e(/* import() */ 959).then(__webpack_require__.bind(__webpack_require__, 8340))).needArtifacts();
        const leftOut = await whatIsLeftOut(run, asked);
        const made = await (0,build.makeWithPaths)(run, asked, settings.payloads);
        await makeWorkDirectory(work);
        // Where a place cannot be written, nothing is compressed any more.
        const nix = { ...asked.nix, signal: AbortSignal.any([run.signal, over.signal]) };
        const written = { files: 0, bytes: 0 };
        const tell = () => run.emit({ type: 'note', text: `${(0,units/* plural */.LS)(written.files, 'file')} written, ${(0,units/* humanBytes */.p6)(written.bytes)}` });
        const write = () => writeAll(run, { ...asked, nix }, made, leftOut, places, work, written);
        const { archives, uploads } = await (0,build.phase)(run.emit, 'write-archive', `write ${(0,units/* plural */.LS)(places.length, 'archive')}`, () => (0,heartbeat/* withHeartbeat */.p)(tell, () => (0,full_disk/* writingTo */.g)(settings.making.path ?? privateDirectory, write)));
        // An upload takes long and cannot be broken off: what it does not need goes before.
        await (0,promises_.rm)(work, { recursive: true, maxRetries: 3 });
        const uploadAll = async () => {
            for (const upload of uploads) {
                run.signal.throwIfAborted();
                await upload();
            }
        };
        if (uploads.length > 0)
            await (0,build.phase)(run.emit, 'upload', `upload ${(0,units/* plural */.LS)(uploads.length, 'artifact')}`, uploadAll);
        return {
            revision: asked.revision,
            ...(made.toplevels.size > 0 && { toplevels: Object.fromEntries(made.toplevels) }),
            ...(settings.making.perConfiguration
                ? { archives: Object.fromEntries(archives.map((each, index) => [places[index]?.names[0] ?? '', each])) }
                : { archive: archives[0] }),
        };
    }
    finally {
        over.abort();
        for (const directory of ours)
            await (0,promises_.rm)(directory, { recursive: true, force: true, maxRetries: 3 });
        saveWorkDirectory('');
    }
}
/** Writes every archive, and when all are whole puts them into their places. Gives also what uploads those that become artifacts. */
async function writeAll(run, asked, made, leftOut, places, work, written) {
    const { settings, privateDirectory } = run;
    const { compressionLevel, signingKey, artifactRetentionDays: retentionDays } = settings.making;
    const secretKeyFile = signingKey === undefined ? undefined : (0,external_node_path_.join)(privateDirectory, 'signing-key');
    if (secretKeyFile !== undefined)
        await (0,promises_.writeFile)(secretKeyFile, signingKey ?? '', { mode: 0o600 });
    const cache = new binary_cache/* BinaryCache */.sG(asked.nix, (0,external_node_path_.join)(work, 'cache'), made.paths, { compressionLevel, secretKeyFile });
    const signer = await (0,commands_statements.signerOf)(run);
    const statements = await (0,commands_statements.signStatements)(signer, undefined, asked, made, new Map(made.paths.map((info) => [info.path, info])));
    const manifests = await Promise.all(places.map(async ({ names }) => manifestFor(run, asked, made, names, await leftOut(names, made), statements)));
    // In one go, however many archives they go into.
    const inside = new Set(manifests.flatMap(archive_manifest/* pathsInside */.VD));
    cache.ready(made.paths.filter(({ path }) => inside.has(path)));
    const archives = [];
    const finished = [];
    const uploads = [];
    for (const [index, { path, artifactName }] of places.entries()) {
        const manifest = manifests[index];
        const archive = { manifest, ...(path !== undefined && { path }) };
        archives.push(archive);
        run.emit({ type: 'note', text: `writing ${path ?? artifactName ?? ''}: ${describe(manifest)}` });
        const files = () => counted(archiveFiles(manifest, cache, signer), written);
        const made = (0,external_node_path_.join)(work, `made-${index}`);
        let tar = (0,external_node_path_.join)(privateDirectory, `artifact-${index}.tar`);
        if (path !== undefined) {
            if (isTar(path))
                await writeTar(files(), made, asked.nix.signal);
            else
                await writeDirectory(files(), made, places.length === 1);
            finished.push([made, path]);
            if (isTar(path))
                tar = path;
        }
        if (artifactName === undefined)
            continue;
        if (tar !== path)
            await writeTar(files(), tar, asked.nix.signal);
        uploads.push(async () => {
            const { uploadArtifact } = await __webpack_require__.e(/* import() */ 959).then(__webpack_require__.bind(__webpack_require__, 8340));
            archive.artifact = await uploadArtifact({ name: artifactName, file: tar, directory: privateDirectory, retentionDays });
        });
    }
    run.signal.throwIfAborted();
    for (const [from, to] of finished)
        await (0,promises_.rename)(from, to);
    await cache.idle();
    return { archives, uploads };
}
async function* counted(files, written) {
    for await (const file of files) {
        yield file;
        written.files += 1;
        written.bytes += typeof file.content === 'string' ? file.content.length : file.content.bytes;
    }
}
async function manifestFor({ settings }, { revision, flake, nixVersion }, { payloads, toplevels, systems, paths }, names, leftOut, statements) {
    const configurations = names.map(async (name) => {
        const toplevel = toplevels.get(name);
        // NixOS writes down there what it is for.
        const written = toplevel === undefined ? '' : await (0,promises_.readFile)((0,external_node_path_.join)(toplevel, 'system'), 'utf8').catch(() => '');
        const system = systems.get(name) ?? written.trim();
        return {
            name,
            payloads: payloads.get(name) ?? [],
            healthChecks: healthChecksFor(name, settings),
            system: system === '' ? undefined : system,
            statement: statements.get(name),
        };
    });
    return manifestOf({
        revision,
        flake,
        nixVersion,
        signer: settings.making.signingKey?.split(':')[0],
        configurations: await Promise.all(configurations),
        infos: new Map(paths.map((info) => [info.path, info])),
        leftOut,
    });
}
/** For the log: how much is in it. */
function describe(manifest) {
    const inside = (0,archive_manifest/* pathsInside */.VD)(manifest);
    const bytes = inside.reduce((sum, path) => sum + (manifest.paths[path]?.narBytes ?? 0), 0);
    return `${inside.length} of ${Object.keys(manifest.paths).length} store paths, ${(0,units/* humanBytes */.p6)(bytes)} before compression`;
}


/***/ }),

/***/ 9472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  signStatements: () => (/* binding */ signStatements),
  signerOf: () => (/* binding */ signerOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./store/payload.js
var store_payload = __webpack_require__(113);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./runner/process.js + 1 modules
var process = __webpack_require__(4291);
;// CONCATENATED MODULE: ./store/statement.js



/** The digest of a closure, and how many paths it has. */
function closureDigest(infos) {
    const lines = infos.map(({ path, narHash, narBytes }) => `${path} ${narHash} ${narBytes}\n`).sort((a, b) => (a < b ? -1 : 1));
    return { closure: (0,external_node_crypto_.createHash)('sha256').update(lines.join('')).digest('hex'), paths: lines.length };
}
/** The one text of a statement: JSON with sorted keys, without white space, in ASCII. */
function statementText({ closure, configuration, flake, paths, revCount, revision, sequence, time, toplevel, who }) {
    const sorted = { closure, configuration, flake, paths, revCount, revision, sequence, time, toplevel, version: 1, who };
    return JSON.stringify(sorted).replaceAll(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/** OpenSSH's namespace, which keeps a signature from meaning something elsewhere. */
const namespace = 'nix-flake-deploy';
/** A key of Nix, `NAME:BASE64`, that signs as OpenSSH's keys do. Both are of ed25519, and have the same seed. */
class Signer {
    name;
    #file;
    /** As a line of allowed_signers, for hosts. */
    allowed;
    constructor(name, file, allowed) {
        this.name = name;
        this.#file = file;
        this.allowed = allowed;
    }
    /** Writes the key into a file that only its owner can read. */
    static async create(file, signingKey) {
        const [name = '', base64 = ''] = signingKey.split(':');
        const seed = Buffer.from(base64, 'base64').subarray(0, 32);
        const publicKey = publicKeyOf(seed);
        await (0,promises_.writeFile)(file, openSshKey(seed, publicKey), { mode: 0o600, flag: 'wx' });
        const blob = Buffer.concat([field('ssh-ed25519'), field(publicKey)]).toString('base64');
        return new Signer(name, file, `${name} namespaces="${namespace}" ssh-ed25519 ${blob}`);
    }
    /** Signs a text, with `ssh-keygen`. */
    async sign(text) {
        const args = ['-Y', 'sign', '-q', '-n', namespace, '-f', this.#file];
        const { stdout } = await (0,process/* run */.eF)('ssh-keygen', args, { input: text, timeoutSeconds: 60, mustSucceed: 'ssh-keygen -Y sign' });
        return stdout;
    }
}
/** The base64 of an armored signature, on one line. */
function unarmored(signature) {
    return signature.replaceAll(/-----(?:BEGIN|END) SSH SIGNATURE-----|\s/g, '');
}
/** RFC 8410: the seed of an ed25519 key in PKCS #8. */
function publicKeyOf(seed) {
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const { x = '' } = (0,external_node_crypto_.createPublicKey)((0,external_node_crypto_.createPrivateKey)({ key: der, format: 'der', type: 'pkcs8' })).export({ format: 'jwk' });
    return Buffer.from(x, 'base64url');
}
function number(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
}
function field(content) {
    const bytes = Buffer.from(content);
    return Buffer.concat([number(bytes.length), bytes]);
}
/** PROTOCOL.key of OpenSSH: a private key without a passphrase. */
function openSshKey(seed, publicKey) {
    const check = (0,external_node_crypto_.randomBytes)(4);
    const secret = Buffer.concat([check, check, field('ssh-ed25519'), field(publicKey), field(Buffer.concat([seed, publicKey])), field('')]);
    const padding = Buffer.from(Array.from({ length: -secret.length & 7 }, (_, index) => index + 1));
    const file = Buffer.concat([
        Buffer.from('openssh-key-v1\0'),
        field('none'),
        field('none'),
        field(''),
        number(1),
        field(Buffer.concat([field('ssh-ed25519'), field(publicKey)])),
        field(Buffer.concat([secret, padding])),
    ]);
    return `-----BEGIN OPENSSH PRIVATE KEY-----\n${(file.toString('base64').match(/.{1,70}/g) ?? []).join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

;// CONCATENATED MODULE: ./commands/statements.js




/** As far as clocks may differ. */
const dayMilliseconds = 24 * 3600 * 1000;
/** The signer of a run whose `signing-key` is given. Its key is gone with the run's private directory. */
async function signerOf({ settings, privateDirectory, emit }) {
    const { signingKey } = settings.making;
    if (signingKey === undefined)
        return undefined;
    const signer = await Signer.create((0,external_node_path_.join)(privateDirectory, 'statement-key'), signingKey);
    emit({ type: 'note', text: `signing as ${signer.name}; hosts know that key by this line of their signers: ${signer.allowed}` });
    return signer;
}
/** A signed statement for each configuration whose closure is known here: configuration → statement. */
async function signStatements(signer, 
/** When, in milliseconds since 1970, and who; an archive, which has the same bytes whenever and by whom it is made, says neither. */
signing, { flake, revision }, { payloads }, infos) {
    const signed = new Map();
    if (signer === undefined)
        return signed;
    const { lastModified: sequence, revCount } = flake.locked;
    for (const [configuration, forms] of payloads) {
        const payload = forms.find(({ kind }) => kind === 'closure');
        if (payload?.toplevel === undefined)
            continue;
        if (sequence !== undefined && sequence * 1000 > Date.now() + dayMilliseconds)
            throw new input_error/* InputError */.dz(`signing-key: the commit is of ${new Date(sequence * 1000).toISOString()}, which is to come: hosts that confirm it would take nothing older any more; mend its date (git commit --amend --date=now --reset-author)`);
        if (sequence === undefined)
            throw new input_error/* InputError */.dz('signing-key: Nix does not say when this flake was last changed, and a statement needs that; keep the flake in git');
        const paths = (0,store_payload/* closureOf */.T)(payload, { info: (path) => infos.get(path) }).map((path) => infos.get(path));
        const text = statementText({
            configuration,
            revision,
            flake: flake.url,
            toplevel: payload.toplevel,
            ...closureDigest(paths.filter((info) => info !== undefined)),
            sequence,
            revCount,
            time: new Date(signing?.at ?? sequence * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
            who: signing?.who ?? '',
        });
        signed.set(configuration, { text, signature: unarmored(await signer.sign(text)) });
    }
    return signed;
}


/***/ })

};
