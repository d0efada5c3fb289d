export const id = 24;
export const ids = [24,641];
export const modules = {

/***/ 52024:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  archive: () => (/* binding */ archive)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./input-error.js
var input_error = __webpack_require__(97154);
// EXTERNAL MODULE: ./manifest.js
var manifest_0 = __webpack_require__(94916);
// EXTERNAL MODULE: ./payload.js
var payload_0 = __webpack_require__(87651);
;// CONCATENATED MODULE: ./archive-manifest.js




/**
 * How to see that a configuration is healthy: as the targets say that run it, or else the input. Throws an InputError where
 * they do not say the same.
 */
function healthChecksFor(configuration, { targets, healthChecks }) {
    const [first, ...others] = targets.filter((target) => target.configuration === configuration);
    const other = others.find((target) => !(0,external_node_util_.isDeepStrictEqual)(target.healthChecks, first?.healthChecks));
    if (first === undefined || other === undefined)
        return first?.healthChecks ?? healthChecks;
    throw new input_error/* InputError */.dz(`targets: ${(0,input_error/* quote */.hD)(first.name)} and ${(0,input_error/* quote */.hD)(other.name)} run '${configuration}' with different health checks, and an archive has the same for both; write \`{target}\` or \`{host}\` where they differ, or leave one of the targets out`);
}
/** The manifest of an archive with these configurations: of all paths that their payloads need, and of no others. */
function manifestOf({ revision, flake, nixVersion, signer, configurations, infos, leftOut }) {
    const needed = new Set(configurations.flatMap(({ payloads }) => payloads).flatMap((payload) => (0,payload_0/* closureOf */.T)(payload, { info: (path) => infos.get(path) })));
    const known = (path) => {
        const info = infos.get(path);
        if (info === undefined)
            throw new Error(`nothing is known of ${path}`);
        return info;
    };
    const paths = [...needed].sort().map(known).map(({ path, narHash, narBytes, references }) => {
        return [path, { narHash, narBytes, references: references.toSorted(), ...(leftOut.has(path) && { expected: true }) }];
    });
    return {
        schema: manifest_0/* MANIFEST_SCHEMA */.KB,
        revision,
        flake: { ...(flake.url !== undefined && { url: flake.url }), ...(flake.lockHash !== undefined && { lockHash: flake.lockHash }) },
        nix: nixVersion,
        ...(signer !== undefined && { signer }),
        configurations: Object.fromEntries(configurations.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, system, payloads, healthChecks }) => [name, { ...(system !== undefined && { system }), payloads, healthChecks }])),
        paths: Object.fromEntries(paths),
    };
}

;// CONCATENATED MODULE: ./archive-places.js



/** What archives are to be made, and where each goes: one, or one for each configuration, whose name is then added. */
function placesFor(names, { making }, revision, { attempt }) {
    const label = /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 12) : revision;
    const withAdded = (name, added) => name.replace(/(\.tar)?$/, (ending) => `${added}${ending}`);
    const place = (of, added) => ({
        names: of,
        ...(making.path !== undefined && { path: withAdded((0,external_node_path_.resolve)(making.path), added) }),
        ...((making.artifactName !== undefined || making.path === undefined) && {
            artifactName: making.artifactName === undefined ? `nixos-${of.length === 1 ? inFileName(of[0] ?? '') : 'configurations'}-${label}-${attempt}.tar` : withAdded(making.artifactName, added),
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
    return new input_error/* InputError */.dz(`archive-path: ${(0,input_error/* quote */.hD)(path)} cannot be written (${cause.code ?? String(cause)}); name a place that this user may write to`, { cause });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./binary-cache.js
var binary_cache = __webpack_require__(55859);
// EXTERNAL MODULE: ./host-agent.js
var host_agent = __webpack_require__(67291);
;// CONCATENATED MODULE: ./install-script.js

/** The text of `install` in an archive. In dist it lies next to the entry, as the host agent does. */
const installScript = (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "install.sh", 'utf8');

// EXTERNAL MODULE: ./nar-info.js
var nar_info = __webpack_require__(25829);
;// CONCATENATED MODULE: ./archive-writer.js










/**
 * The files of an archive in their order, each as soon as it can be told: those that say what it is, then for each store path,
 * its NAR and its narinfo, last the checksums. The NARs lie in the cache, where they are compressed meanwhile.
 */
async function* archiveFiles(manifest, cache) {
    const sums = new Map();
    for await (const file of contents(manifest, cache)) {
        // Two paths of the same content share their NAR.
        if (sums.has(file.name))
            continue;
        sums.set(file.name, file.sha256);
        yield file;
    }
    yield textFile('SHA256SUMS', [...sums.keys()].sort().map((name) => `${sums.get(name) ?? ''}  ${name}\n`).join(''));
}
async function* contents(manifest, cache) {
    const { paths, signer } = manifest;
    yield textFile('manifest.json', (0,manifest_0/* manifestText */.$2)(manifest));
    yield textFile('install', installScript, 0o755);
    yield textFile('host-agent.sh', host_agent/* hostAgent */.S);
    yield textFile(`cache/${binary_cache/* cacheInfoName */.Yy}`, (0,binary_cache/* cacheInfo */.F4)(Object.keys(paths)[0] ?? ''));
    for await (const { path, files: [nar, narInfo] } of cache.inOrder((0,manifest_0/* pathsAsWritten */.sy)(manifest))) {
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
        else if (!ownsCache || !(await (0,promises_.link)(content.file, file).then(() => true, () => false)))
            await (0,promises_.copyFile)(content.file, file, external_node_fs_.constants.COPYFILE_FICLONE);
    }
}

// EXTERNAL MODULE: ./full-disk.js
var full_disk = __webpack_require__(96016);
// EXTERNAL MODULE: ./heartbeat.js
var heartbeat = __webpack_require__(88853);
// EXTERNAL MODULE: ./state.js
var state = __webpack_require__(39120);
// EXTERNAL MODULE: ./commands/build.js + 1 modules
var build = __webpack_require__(51641);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(38321);
// EXTERNAL MODULE: ../node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(30872);
;// CONCATENATED MODULE: ./earlier-archive.js








/** The manifest at a path: of an archive, a directory or a tar file, or the manifest itself. Undefined where nothing is there. */
async function manifestOfEarlier(path) {
    try {
        const there = await (0,promises_.stat)(path).catch(() => undefined);
        if (there === undefined)
            return undefined;
        const manifest = there.isDirectory() ? await (0,promises_.readFile)((0,external_node_path_.join)(path, 'manifest.json'), 'utf8') : path.endsWith('.tar') ? await manifestInTar(path) : await (0,promises_.readFile)(path, 'utf8');
        return (0,manifest_0/* parseManifest */.Ng)(manifest, path);
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

// EXTERNAL MODULE: ./nix.js + 1 modules
var nix = __webpack_require__(29772);
;// CONCATENATED MODULE: ./commands/left-out.js






/** What `archive-contents` means. Throws an InputError for an earlier archive or commit that is none. */
async function whatIsLeftOut(run, asked) {
    const { contents } = run.settings.making;
    if (contents.kind === 'missing-from') {
        const manifest = await manifestOfEarlier(contents.earlier);
        if (manifest === undefined)
            return closureAt(run, asked, contents.earlier);
        const inside = new Set((0,manifest_0/* pathsInside */.VD)(manifest));
        return () => inside;
    }
    if (contents.kind === 'built')
        return (_, { paths }) => (0,nix/* substitutedPaths */.xY)(asked.nix, paths.map(({ path }) => path));
    return () => new Set();
}
/** The closure that each of the configurations had as of a commit; nothing where it was not there yet. Builds what is not built. */
async function closureAt(run, asked, commit) {
    const reference = (0,nix/* atCommit */.nt)(asked.flake, commit);
    if (reference === undefined)
        throw new input_error/* InputError */.dz(`archive-contents: there is no archive and no manifest at ${(0,input_error/* quote */.hD)(commit)}, and the flake is not in git, where that could be a commit`);
    run.emit({ type: 'note', text: `reading what the configurations were at ${commit}` });
    const flake = await (0,nix/* flakeMetadata */.jk)(asked.nix, reference).catch((cause) => {
        const said = cause instanceof Error ? cause.message : String(cause);
        const advice = /shallow/.test(said) ? 'the checkout is shallow and has only its last commit; let actions/checkout fetch them all (`fetch-depth: 0`)' : `the flake cannot be read as of that commit: ${said}`;
        throw new input_error/* InputError */.dz(`archive-contents: there is no archive and no manifest at ${(0,input_error/* quote */.hD)(commit)}, and ${advice}`, { cause });
    });
    const known = await (0,nix/* configurationNames */.zG)(asked.nix, flake.reference);
    const names = asked.names.filter((name) => known.includes(name));
    if (names.length === 0)
        return () => new Set();
    // What is kept for the next runs is what the archive's systems were built from, and that alone.
    const { payloads, paths } = await (0,build.makePayloads)(run, { ...asked, flake, names, builds: undefined }, run.settings.payloads);
    const infos = new Map(paths.map((info) => [info.path, info]));
    return (of) => new Set(of.flatMap((name) => payloads.get(name) ?? []).flatMap((payload) => (0,payload_0/* closureOf */.T)(payload, { info: (path) => infos.get(path) })));
}

// EXTERNAL MODULE: ./units.js
var units = __webpack_require__(2210);
;// CONCATENATED MODULE: ./commands/archive.js














/** `archive`: packs configurations into one thing that can be carried anywhere: a directory, a tar file, a workflow artifact. */
async function archive(run) {
    const { settings, environment, privateDirectory } = run;
    const work = workDirectoryFor(settings.making.path ?? (0,external_node_path_.join)(privateDirectory, 'archive'));
    const ours = [privateDirectory];
    const over = new AbortController();
    await (0,promises_.mkdir)(privateDirectory, { mode: 0o700 });
    (0,state/* saveWorkDirectory */.mc)(work);
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
            await (await __webpack_require__.e(/* import() */ 75).then(__webpack_require__.bind(__webpack_require__, 21075))).needArtifacts();
        const leftOut = await whatIsLeftOut(run, asked);
        const made = await (0,build.makePayloads)(run, asked, settings.payloads);
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
            ...(settings.making.perConfiguration ? { archives: Object.fromEntries(archives.map((each, index) => [places[index]?.names[0] ?? '', each])) } : { archive: archives[0] }),
        };
    }
    finally {
        over.abort();
        for (const directory of ours)
            await (0,promises_.rm)(directory, { recursive: true, force: true, maxRetries: 3 });
        (0,state/* saveWorkDirectory */.mc)('');
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
    const manifests = await Promise.all(places.map(async ({ names }) => manifestFor(run, asked, made, names, await leftOut(names, made))));
    // In one go, however many archives they go into.
    const inside = new Set(manifests.flatMap(manifest_0/* pathsInside */.VD));
    cache.ready(made.paths.filter(({ path }) => inside.has(path)));
    const archives = [];
    const finished = [];
    const uploads = [];
    for (const [index, { path, artifactName }] of places.entries()) {
        const manifest = manifests[index];
        const archive = { manifest, ...(path !== undefined && { path }) };
        archives.push(archive);
        run.emit({ type: 'note', text: `writing ${path ?? artifactName ?? ''}: ${describe(manifest)}` });
        const files = () => counted(archiveFiles(manifest, cache), written);
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
            const { uploadArtifact } = await __webpack_require__.e(/* import() */ 75).then(__webpack_require__.bind(__webpack_require__, 21075));
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
async function manifestFor({ settings }, { revision, flake, nix }, { payloads, toplevels, systems, paths }, names, leftOut) {
    const configurations = names.map(async (name) => {
        const toplevel = toplevels.get(name);
        // NixOS writes down there what it is for.
        const written = toplevel === undefined ? '' : await (0,promises_.readFile)((0,external_node_path_.join)(toplevel, 'system'), 'utf8').catch(() => '');
        const system = systems.get(name) ?? written.trim();
        return { name, payloads: payloads.get(name) ?? [], healthChecks: healthChecksFor(name, settings), system: system === '' ? undefined : system };
    });
    return manifestOf({
        revision, flake, nixVersion: nix.version, signer: settings.making.signingKey?.split(':')[0], configurations: await Promise.all(configurations),
        infos: new Map(paths.map((info) => [info.path, info])), leftOut,
    });
}
/** For the log: how much is in it. */
function describe(manifest) {
    const inside = (0,manifest_0/* pathsInside */.VD)(manifest);
    const bytes = inside.reduce((sum, path) => sum + (manifest.paths[path]?.narBytes ?? 0), 0);
    return `${inside.length} of ${Object.keys(manifest.paths).length} store paths, ${(0,units/* humanBytes */.p6)(bytes)} before compression`;
}


/***/ }),

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

/***/ 96016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ writingTo)
/* harmony export */ });
/**
 * Does what writes to a place on the runner. Where its disk is full, the error says of which place, and what to do; Node's own
 * error of a write does not.
 */
async function writingTo(place, work) {
    try {
        return await work();
    }
    catch (cause) {
        if (!['ENOSPC', 'EDQUOT'].includes(cause.code ?? ''))
            throw cause;
        throw new Error(`the disk of the runner is full: ${place} cannot be written; make room before this step, name a place on another disk, or take a bigger runner`, { cause });
    }
}


/***/ }),

/***/ 94916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ manifestText),
/* harmony export */   KB: () => (/* binding */ MANIFEST_SCHEMA),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   VD: () => (/* binding */ pathsInside),
/* harmony export */   sy: () => (/* binding */ pathsAsWritten)
/* harmony export */ });
/* unused harmony export manifestSchema */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37728);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97154);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87651);
/* harmony import */ var _store_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97982);




/** The version of the manifest's schema; a later one is refused, for it may mean what this action does not know. */
const MANIFEST_SCHEMA = 1;
const storePathSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(_store_path_js__WEBPACK_IMPORTED_MODULE_1__/* .storePath */ .T, 'is not a store path'));
const name = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .nonEmpty */ .hq());
const payloadSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    kind: valibot__WEBPACK_IMPORTED_MODULE_0__/* .picklist */ .KIO(_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .PAYLOADS */ .s),
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
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`archive: ${file} is not JSON: the archive is damaged, or no archive of nix-flake-deploy; make or fetch it again`, { cause });
    }
    const { schema } = (value ?? {});
    if (typeof schema === 'number' && schema > MANIFEST_SCHEMA) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`archive: ${file} has schema ${schema}, and this version of nix-flake-deploy knows ${MANIFEST_SCHEMA}; use a newer version`);
    }
    const result = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(manifestSchema, value);
    if (result.success) {
        const lost = lostConfiguration(value, result.output);
        if (lost === undefined)
            return result.output;
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`archive: ${file} has a configuration named ${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(lost)}, a name that JavaScript keeps for itself; give it another one in the flake, and make the archive again`);
    }
    const [issue] = result.issues;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`archive: ${file} is not the manifest of an archive: ${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(valibot__WEBPACK_IMPORTED_MODULE_0__/* .getDotPath */ .BuJ(issue) ?? '')} ${issue.message}; make or fetch the archive again`);
}
/** The text of `manifest.json`: of the same manifest always the same, whatever the order of its keys. Throws where it is none. */
function manifestText(manifest) {
    const whole = valibot__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qgA(manifestSchema, manifest);
    const lost = lostConfiguration(manifest, whole);
    if (lost !== undefined)
        throw new Error(`no archive can have a configuration named ${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(lost)}`);
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
