export const id = 889;
export const ids = [889];
export const modules = {

/***/ 3889:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deploy: () => (/* binding */ deploy)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ../node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(872);
// EXTERNAL MODULE: ./nix.js + 1 modules
var nix = __webpack_require__(7031);
;// CONCATENATED MODULE: ./binary-cache.js







/**
 * Level 3 is zstd's default: a tenth smaller than level 1, and the network is slower than either. With all cores on one
 * path, 200 MB in one path take half as long, and in 260 paths 0.1 s of 0.5 s longer.
 */
const compression = 'compression=zstd&compression-level=3&parallel-compression=true';
const cacheInfoName = 'nix-cache-info';
/**
 * A binary cache in a directory of the runner, filled on demand: each path is compressed at most once, however many hosts
 * ask for it and whenever they do. One Nix process compresses at a time; what is asked for meanwhile goes into the next.
 */
class BinaryCache {
    directory;
    #nix;
    #infos;
    #known = new Map();
    #queue = [];
    #isWorking = false;
    #prepared;
    /** `paths` are all that will be asked for. The directory is made when it is needed; it is the caller's to remove. */
    constructor(nix, directory, paths) {
        this.#nix = nix;
        this.directory = directory;
        this.#infos = new Map(paths.map((info) => [info.path, info]));
    }
    info(path) {
        return this.#infos.get(path);
    }
    has(path) {
        return this.#infos.has(path);
    }
    /**
     * Sees to it that these paths get into the cache, from now on, and tells of each as soon as it is there, while others
     * are still being compressed. Rejects when one of them cannot be had; asking again tries again.
     */
    ready(paths) {
        return asTheyCome([...paths].map((info) => this.#request(info)));
    }
    #request(info) {
        const known = this.#known.get(info.path);
        if (known !== undefined)
            return known;
        const { promise, resolve, reject } = Promise.withResolvers();
        // Those who wait are told; that nobody waits any more is no unhandled rejection.
        promise.catch(() => this.#known.delete(info.path));
        this.#known.set(info.path, promise);
        this.#queue.push({ info, resolve, reject });
        if (!this.#isWorking)
            void this.#work();
        return promise;
    }
    async #work() {
        this.#isWorking = true;
        // What is asked for in the same breath goes into the same batch.
        await Promise.resolve();
        while (this.#queue.length > 0) {
            const batch = this.#queue;
            this.#queue = [];
            try {
                await this.#compress(batch);
            }
            catch (error) {
                for (const { reject } of batch)
                    reject(error);
            }
        }
        this.#isWorking = false;
    }
    async #prepare(batch) {
        await (0,promises_.mkdir)((0,external_node_path_.join)(this.directory, 'nar'), { recursive: true });
        await (0,promises_.writeFile)((0,external_node_path_.join)(this.directory, cacheInfoName), cacheInfo(batch[0]?.info.path ?? ''));
    }
    /** Settles every request of the batch, or throws. */
    async #compress(batch) {
        // Once: a stream that is packed meanwhile may be reading it.
        this.#prepared ??= this.#prepare(batch);
        await this.#prepared;
        const stubs = await this.#writeStubs(batch);
        const awaited = new Map(batch.map((request) => [narInfoName(request.info.path), request]));
        const tell = async (narInfo) => {
            const request = awaited.get(narInfo);
            const cached = request && (await this.#lookUp(request.info.path));
            if (request === undefined || cached === undefined || !awaited.delete(narInfo))
                return;
            request.resolve(cached);
        };
        // Nix renames a finished narinfo into place, after the NAR that it names (traced on 2.26 and 2.34).
        const watcher = watchQuietly(this.directory, (name) => {
            // What cannot be read now is tried again, and told, at the end of the batch.
            tell(name).catch(() => undefined);
        });
        let failure;
        try {
            const storeUrl = `file://${encodeURI(this.directory)}?${compression}`;
            await (0,nix/* copyPaths */.oJ)(this.#nix, batch.map(({ info }) => info.path), storeUrl);
        }
        catch (reason) {
            failure = { reason };
        }
        finally {
            watcher?.close();
            await Promise.all(stubs.map((stub) => (0,promises_.rm)(stub, { force: true })));
        }
        await Promise.all([...awaited.keys()].map(tell));
        for (const { info, reject } of awaited.values()) {
            reject(failure === undefined ? new Error(`Nix did not put ${info.path} into the binary cache`) : failure.reason);
        }
    }
    /**
     * Nix refuses to put a path into a binary cache that has no narinfo of a path it refers to. Hosts have most of those and
     * do not want them, so a narinfo that says little stands in for them as long as the batch is being compressed.
     */
    async #writeStubs(batch) {
        const own = new Set(batch.map(({ info }) => info.path));
        const outside = new Set(batch.flatMap(({ info }) => info.references).filter((reference) => !own.has(reference)));
        const written = await Promise.all([...outside].map(async (reference) => {
            const file = (0,external_node_path_.join)(this.directory, narInfoName(reference));
            try {
                await (0,promises_.writeFile)(file, stubNarInfo(reference), { flag: 'wx' });
                return [file];
            }
            catch (error) {
                if (error.code === 'EEXIST')
                    return [];
                throw error;
            }
        }));
        return written.flat();
    }
    async #lookUp(path) {
        const narInfo = narInfoName(path);
        try {
            const text = await (0,promises_.readFile)((0,external_node_path_.join)(this.directory, narInfo), 'utf8');
            const nar = /^URL: (nar\/[0-9a-z]+\.nar\.zst)$/m.exec(text)?.[1];
            if (nar === undefined)
                return undefined;
            const cacheFile = async (name) => {
                const file = (0,external_node_path_.join)(this.directory, name);
                return { name, file, start: 0, bytes: (await (0,promises_.stat)(file)).size };
            };
            return { path, files: [await cacheFile(nar), await cacheFile(narInfo)] };
        }
        catch (error) {
            if (error.code === 'ENOENT')
                return undefined;
            throw error;
        }
    }
}
/**
 * Packs what comes into a tar stream that unpacks to a binary cache: first `nix-cache-info`, then for each path its
 * `nar/….nar.zst` and after it its `….narinfo`, so that in a stream that was cut off no narinfo lacks its NAR. Files are
 * read as the stream is. The stream fails with the error of `paths`.
 */
function packPaths(paths) {
    const tar = (0,tar_stream.pack)();
    // Errors end the stream below, which is where they are told.
    tar.on('error', () => undefined);
    fill(tar, paths).then(() => tar.finalize(), (error) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
    return external_node_stream_.Readable.from(tar, { objectMode: false });
}
async function fill(tar, paths) {
    // Two paths of the same content share their NAR.
    const packed = new Set();
    for await (const { path, files } of paths) {
        if (packed.size === 0)
            tar.entry(tarHeader(cacheInfoName), cacheInfo(path));
        for (const { name, file, start, bytes } of files) {
            if (packed.has(name))
                continue;
            packed.add(name);
            const entry = tar.entry({ ...tarHeader(name), size: bytes });
            await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file, { start, end: start + bytes - 1 }), entry);
        }
    }
}
/** Nobody's file, of no time: 1 and not 0, for tar complains of the beginning of time. */
function tarHeader(name, mode = 0o644) {
    return { name, mode, uid: 0, gid: 0, mtime: new Date(1000) };
}
/** What is told in the order in which it is there, and the first failure among it. */
async function* asTheyCome(promises) {
    const places = promises.map(() => Promise.withResolvers());
    let next = 0;
    for (const promise of promises) {
        promise.then((value) => places[next++]?.resolve(value), (reason) => places[next++]?.reject(reason));
    }
    for (const place of places)
        place.promise.catch(() => undefined);
    for (const place of places)
        yield await place.promise;
}
/** Without a watcher (inotify has its limits) all is told at the end of the batch. */
function watchQuietly(directory, onFile) {
    try {
        const watcher = (0,external_node_fs_.watch)(directory, (_, name) => name !== null && onFile(name));
        watcher.on('error', () => watcher.close());
        return watcher;
    }
    catch {
        return undefined;
    }
}
/** The text of `nix-cache-info`. The store's directory stands before the name of every path. */
function cacheInfo(path) {
    return `StoreDir: ${path.slice(0, path.lastIndexOf('/'))}\n`;
}
/** The name of the file that tells of a store path. */
function narInfoName(path) {
    return `${path.slice(path.lastIndexOf('/') + 1).slice(0, 32)}.narinfo`;
}
function stubNarInfo(path) {
    return [
        `StorePath: ${path}`,
        'URL: stub',
        'Compression: none',
        `NarHash: sha256:${'0'.repeat(52)}`,
        'NarSize: 1',
        'References: ',
        '',
    ].join('\n');
}

// EXTERNAL MODULE: ./fleet.js + 2 modules
var fleet = __webpack_require__(9117);
// EXTERNAL MODULE: ./gate.js
var gate_0 = __webpack_require__(5418);
// EXTERNAL MODULE: ./host.js + 1 modules
var host_0 = __webpack_require__(8457);
// EXTERNAL MODULE: ./payload.js
var payload_0 = __webpack_require__(7651);
// EXTERNAL MODULE: ./rollout.js + 4 modules
var rollout_0 = __webpack_require__(7310);
// EXTERNAL MODULE: ./ssh.js
var ssh = __webpack_require__(2707);
;// CONCATENATED MODULE: ./push.js





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
                if (error instanceof host_0/* AgentError */.Yv && error.code === 'incomplete')
                    throw new ssh/* SshError */.DZ('unreachable', error.message, { cause: error });
                if (!(error instanceof host_0/* AgentError */.Yv && error.code === 'import' && substitute))
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
        const closure = (0,payload_0/* closureOf */.T)(payload, this.#source);
        const request = {
            revision, payload: payload.kind, roots: payload.roots.join(' '), toplevel: payload.toplevel ?? '', installable: payload.installable ?? '',
            mode: host.target.activate, who: context.who, keep: context.keepRevisions, substitute, signer: this.#source.signer ?? '',
        };
        const prepared = await host.call({ verb: 'prepare', ...request }, { signal, data: `${closure.join('\n')}\n` });
        const there = stagedIn(prepared);
        if (there !== undefined)
            return there;
        const lacking = prepared.filter(({ keyword }) => keyword === 'lacks').map(({ rest }) => this.#info(rest));
        const expected = lacking.filter(({ path }) => !this.#source.has(path));
        if (expected.length > 0)
            throw new Error(`the host lacks ${expected.length} store paths that the archive leaves out, and cannot fetch them from its own substituters: ${expected.slice(0, 3).map(({ path }) => path).join(', ')}${expected.length > 3 ? ', …' : ''}; nothing was changed. Deploy an archive that has them (\`archive-contents: full\`)`);
        const narBytes = lacking.reduce((sum, info) => sum + info.narBytes, 0);
        rollout.note(`sending ${lacking.length} of ${closure.length} store paths (${megabytes(narBytes)} before compression)`);
        const data = packPaths(this.#source.ready(lacking));
        const staged = stagedIn(await host.call({ verb: 'import', ...request }, { signal, data }));
        if (staged === undefined)
            throw new host_0/* AgentError */.Yv('protocol', 'the host did not say what it has staged');
        return staged;
    }
    #info(path) {
        const info = this.#source.info(path);
        if (info === undefined)
            throw new Error(`the host asks for ${path}, which is not part of what is deployed`);
        return info;
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
        return (0,rollout_0/* proveUnchanged */.s)(rollout, revision, healthyLabel, { ...known, ...(target.activate !== 'boot' && { previousToplevel: toplevel }) });
    const asStaged = { ...known, state: isNew ? 'staged' : 'unchanged' };
    if (target.activate === 'none')
        return asStaged;
    const result = await (0,rollout_0/* activateAndProve */.vn)(rollout, { revision });
    return result.state === 'unchanged' ? { ...result, ...asStaged } : { ...known, ...result };
}
/** How long a broken push is taken up again. */
const stagePatienceSeconds = 300;
function megabytes(bytes) {
    return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

// EXTERNAL MODULE: ./commands/build.js
var build = __webpack_require__(7628);
;// CONCATENATED MODULE: ./commands/deploy.js






/** `deploy`: builds, puts each target's system on it, records it, activates it and proves it healthy. */
async function deploy(run) {
    return (0,fleet/* withFleet */.xd)(run, async ({ targets, gate }) => {
        targets.warmUp();
        const asked = await (0,build.readFlake)(run, (flake) => run.settings.revision ?? (0,build.mustHaveSha)(flake, run.settings.nixOptions));
        const { revision } = asked;
        const { payloads, toplevels, paths } = await (0,build.makePayloads)(run, asked, [run.settings.payload]);
        if (run.settings.gate.length > 0)
            await (0,gate_0/* passGate */.l)(gate, revision);
        // Where no host waits for it any more, nothing is compressed any more.
        const over = new AbortController();
        const nix = { ...asked.nix, signal: AbortSignal.any([run.signal, over.signal]) };
        const push = new Push(new BinaryCache(nix, (0,external_node_path_.join)(run.privateDirectory, 'cache'), paths));
        const results = await targets.each((rollout) => {
            const [payload] = payloads.get(rollout.host.target.configuration) ?? [];
            if (payload === undefined)
                throw new Error(`nothing was made for ${rollout.host.target.configuration}`);
            return stageAndActivate(rollout, push, revision, payload);
        });
        over.abort();
        return { revision, ...(toplevels.size > 0 && { toplevels: Object.fromEntries(toplevels) }), results };
    });
}


/***/ }),

/***/ 5418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ passGate)
/* harmony export */ });
/* unused harmony export GateClosed */
/* harmony import */ var _rollout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7310);

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


/***/ })

};
