export const id = 661;
export const ids = [661,708];
export const modules = {

/***/ 1661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deploy: () => (/* binding */ deploy)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _host_roles_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7809);
/* harmony import */ var _nix_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3232);
/* harmony import */ var _rollout_fleet_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(640);
/* harmony import */ var _rollout_gate_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3896);
/* harmony import */ var _rollout_outcome_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9215);
/* harmony import */ var _rollout_push_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1708);
/* harmony import */ var _store_binary_cache_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3029);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(262);









/** `deploy`: builds or takes from an archive, puts each target's system on it, records it, activates it and proves it healthy. */
async function deploy(run) {
    const { archive } = run.settings;
    return (0,_rollout_fleet_js__WEBPACK_IMPORTED_MODULE_3__/* .withFleet */ .xd)(run, async ({ targets, gate }) => {
        const refused = targets.warmUp(_host_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .rightsToDeploy */ .i);
        // Where no host waits for it any more, nothing is compressed any more.
        const over = new AbortController();
        const making = { ...run, signal: AbortSignal.any([run.signal, refused]) };
        const made = await (archive === undefined ? fromFlake(making, over.signal) : fromArchive(making, archive)).catch((error) => {
            if (!refused.aborted || run.signal.aborted)
                throw error;
            return undefined;
        });
        // No key does: each target says so for itself.
        if (made === undefined)
            return { results: await targets.each((rollout) => Promise.resolve((0,_rollout_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .failedResult */ .Nq)(rollout.refusal((0,_host_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .rightsToDeploy */ .i)(rollout.host.target)), rollout))) };
        const { revision, toplevels, payloads, open } = made;
        if (run.settings.gate.length > 0)
            await (0,_rollout_gate_js__WEBPACK_IMPORTED_MODULE_4__/* .passGate */ .l)(gate, revision);
        const push = new _rollout_push_js__WEBPACK_IMPORTED_MODULE_6__.Push(open, await made.publish?.());
        const results = await targets.rollOut(run.settings.plan, async (rollout) => {
            const payload = payloads.get(rollout.host.target.configuration);
            if (payload === undefined)
                throw new Error(`nothing was made for ${rollout.host.target.configuration}`);
            return (0,_rollout_push_js__WEBPACK_IMPORTED_MODULE_6__.stageTarget)(rollout, push, revision, payload);
        });
        over.abort();
        return { revision, ...(Object.keys(toplevels).length > 0 && { toplevels }), results };
    });
}
async function fromFlake(run, over) {
    const asked = await (0,_build_js__WEBPACK_IMPORTED_MODULE_8__.readFlake)(run, (flake) => run.settings.revision ?? (0,_build_js__WEBPACK_IMPORTED_MODULE_8__.mustHaveSha)(flake, run.settings.nixOptions));
    const built = new Set();
    const onEvent = (event) => {
        if (event.type === 'nix-build-ended')
            built.add(event.name);
        asked.nix.onEvent?.(event);
    };
    await run.confirm?.(asked.revision);
    const made = await (0,_build_js__WEBPACK_IMPORTED_MODULE_8__.makePayloads)(run, { ...asked, nix: { ...asked.nix, onEvent } }, run.settings.payloads);
    const nix = { ...asked.nix, signal: AbortSignal.any([run.signal, over]) };
    let read;
    const paths = () => (read ??= (0,_nix_store_js__WEBPACK_IMPORTED_MODULE_2__/* .closure */ .Cx)(nix, made.roots));
    let opened;
    const open = () => (opened ??= paths().then((infos) => new _store_binary_cache_js__WEBPACK_IMPORTED_MODULE_7__/* .BinaryCache */ .sG(nix, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(run.privateDirectory, 'cache'), infos)));
    const { publish: publishing } = run.settings;
    // What was built just now no host has: it is read while they are asked.
    if (built.size > 0)
        open().catch(() => undefined);
    const statements = await signedStatements(run, asked, made, paths);
    return {
        revision: asked.revision,
        toplevels: Object.fromEntries(made.toplevels),
        payloads: new Map([...made.payloads].flatMap(([name, [payload]]) => payload === undefined ? [] : [[name, { ...payload, statement: statements.get(name) }]])),
        open,
        ...(publishing !== undefined && { publish: async () => (await __webpack_require__.e(/* import() */ 957).then(__webpack_require__.bind(__webpack_require__, 2957))).publish(run, publishing, nix, made.roots, paths) }),
    };
}
/** Only where there is a key is all that is in the systems read for it. */
async function signedStatements(run, asked, made, paths) {
    if (run.settings.making.signingKey === undefined)
        return new Map();
    const { signerOf, signStatements } = await __webpack_require__.e(/* import() */ 472).then(__webpack_require__.bind(__webpack_require__, 9472));
    const signing = { at: Date.now(), who: (0,_rollout_fleet_js__WEBPACK_IMPORTED_MODULE_3__/* .whoRuns */ .bJ)(run.environment) };
    return signStatements(await signerOf(run), signing, asked, made, new Map((await paths()).map((info) => [info.path, info])));
}
async function fromArchive(run, location) {
    const { openForTargets } = await __webpack_require__.e(/* import() */ 295).then(__webpack_require__.bind(__webpack_require__, 9676));
    const { source, ...archive } = await openForTargets(run, location);
    const revision = run.settings.revision ?? archive.revision;
    await run.confirm?.(revision);
    return { ...archive, revision, open: () => Promise.resolve(source) };
}


/***/ }),

/***/ 3896:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ passGate)
/* harmony export */ });
/* unused harmony export GateClosed */
/* harmony import */ var _prove_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9644);

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
    context.healthyElsewhere.say(host.target, status.healthy);
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
    const failed = await (0,_prove_js__WEBPACK_IMPORTED_MODULE_0__/* .proveHealthy */ .mt)(rollout, label, performance.now() + seconds * 1000);
    if (failed !== undefined)
        throw new Error(failed);
    return label;
}
function labelOf(status, revision) {
    return revision === 'healthy' || revision === 'latest' ? status[revision] : revision;
}


/***/ }),

/***/ 1708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Push: () => (/* binding */ Push),
  stageTarget: () => (/* binding */ stageTarget)
});

// EXTERNAL MODULE: ./host/fault.js
var fault = __webpack_require__(2764);
// EXTERNAL MODULE: ./host/roles.js
var roles = __webpack_require__(7809);
// EXTERNAL MODULE: ./host/together.js
var host_together = __webpack_require__(484);
// EXTERNAL MODULE: ./runner/heartbeat.js
var heartbeat = __webpack_require__(3476);
// EXTERNAL MODULE: ./runner/units.js
var units = __webpack_require__(5883);
// EXTERNAL MODULE: ./store/binary-cache.js
var binary_cache = __webpack_require__(3029);
// EXTERNAL MODULE: ./store/payload.js
var store_payload = __webpack_require__(113);
// EXTERNAL MODULE: ./store/store-url.js
var store_url = __webpack_require__(4174);
;// CONCATENATED MODULE: ./rollout/fetch-only.js


/** That a host which is sent nothing lacks store paths, though it has asked its substituters: which, whom it asked, and what to do. */
async function lackedError(rollout, lacked, published) {
    const asked = await substitutersOf(rollout);
    const first = lacked.slice(0, 3).join(', ');
    return new Error(`the host lacks ${lacked.length} store paths, is sent none of them (\`publish-only\`), and could not fetch them from ${inWords(asked)}: ${first}${lacked.length > 3 ? ', …' : ''}; nothing was changed. ${whatToDo(asked, lacked[0] ?? '', published)}`);
}
/** That a host which is sent nothing did not take what its substituters have, in Nix's words, and what to do. */
function untakenError(error, published) {
    const advice = error.message.includes('not signed by any of the keys')
        ? `It takes only what a key of its trusted-public-keys has signed: ${keyToTrust(published)}`
        : 'What a substituter lists it also has to give: can the host reach it, and may it read all of it? Deploy again';
    return new fault/* AgentError */.Yv('fetch', `${error.message}; it is sent nothing instead (\`publish-only\`), and nothing was changed. ${advice}`, { cause: error });
}
/** Whom the host's Nix asks; undefined where an agent that is installed there does not tell. */
async function substitutersOf({ host, context }) {
    try {
        const answer = await host.call({ verb: 'substituters' }, { signal: context.signal });
        return answer.filter(({ keyword }) => keyword === 'substituter').map(({ rest }) => rest);
    }
    catch (error) {
        if (error instanceof fault/* AgentError */.Yv && error.code === 'protocol')
            return undefined;
        throw error;
    }
}
function inWords(asked) {
    if (asked === undefined)
        return 'its substituters';
    return asked.length === 0 ? 'anywhere, for it has no substituters' : `its substituters (${asked.join(', ')})`;
}
function whatToDo(asked, path, published) {
    if (asked?.some((url) => (0,store_url/* isSameStore */.yg)(url, published.url)) === true)
        return `Can it reach ${published.url}, and may it read it? \`nix path-info --store '${published.url}' ${path}\` there says`;
    return `Let its substituters have ${published.url} (nix.settings.substituters on NixOS); ${keyToTrust(published)}`;
}
function keyToTrust({ publicKey }) {
    return publicKey === undefined
        ? "sign what is published ('signing-key'), and let the host's trusted-public-keys have the public half of that key"
        : `let the host's trusted-public-keys have ${publicKey} (nix.settings.trusted-public-keys on NixOS)`;
}

// EXTERNAL MODULE: ./rollout/prove.js + 4 modules
var prove = __webpack_require__(9644);
;// CONCATENATED MODULE: ./rollout/push.js









/**
 * Brings systems to hosts: asks a host whether the system is there, if not what it lacks, and streams just that, as files of a binary
 * cache, while the rest is still being compressed. What several hosts lack is compressed once.
 */
class Push {
    #open;
    #published;
    /** What is to be sent is only opened where a host has not all of it, and then for each anew: so `open` gives the same each time. */
    constructor(open, published) {
        this.#open = open;
        this.#published = published;
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
                if (error instanceof fault/* AgentError */.Yv && error.code === 'incomplete')
                    throw new fault/* SshError */.DZ('unreachable', error.message, { cause: error });
                if (!(error instanceof fault/* AgentError */.Yv && error.code === 'import' && substitute))
                    throw error;
                if (this.#published?.only === true)
                    throw untakenError(error, this.#published);
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
        const spare = host.target.activate === 'none' ? await context.healthyElsewhere.labels() : [];
        const request = {
            revision,
            payload: payload.kind,
            roots: payload.roots.join(' '),
            toplevel: payload.toplevel ?? '',
            installable: payload.installable ?? '',
            system: payload.system ?? '',
            statement: payload.statement?.text,
            signature: payload.statement?.signature,
            mode: host.target.activate,
            who: context.who,
            // Where it is not known what is healthy elsewhere, nothing is pruned.
            keep: spare === undefined ? '' : context.keepRevisions,
            spare: spare?.join(' ') ?? '',
            substitute,
        };
        const prepared = await host.call({ verb: 'prepare', ...request }, { signal });
        const said = (word) => prepared.find(({ keyword }) => keyword === word)?.rest;
        context.healthyElsewhere.say(host.target, said('healthy'));
        const together = said('together');
        if (together !== undefined)
            rollout.lastTogether = (0,host_together/* parseTogether */.S)(together);
        const there = stagedIn(prepared);
        if (there !== undefined)
            return there;
        const source = await this.#open();
        const closure = (0,store_payload/* closureOf */.T)(payload, source);
        const asked = lackedIn(await host.call({ verb: 'lacking', ...request }, { signal, data: `${closure.join('\n')}\n` }), source);
        if (this.#published?.only === true && asked.length > 0)
            throw await lackedError(rollout, asked.map(({ path }) => path), this.#published);
        const lacking = asked.filter(({ path }) => source.has(path));
        let leftOut = asked.filter(({ path }) => !source.has(path));
        // Of a closure it has asked its substituters by now.
        if (leftOut.length > 0 && substitute && payload.kind !== 'closure') {
            leftOut = lackedIn(await host.call({ verb: 'fetchable' }, { signal, data: `${leftOut.map(({ path }) => path).join('\n')}\n` }), source);
        }
        if (leftOut.length > 0) {
            const why = context.substituteOnDestination
                ? 'cannot fetch them from its own substituters'
                : 'is not to ask its own substituters for them (`substitute-on-destination: false`)';
            throw new Error(`the host lacks ${leftOut.length} store paths that the archive leaves out, and ${why}: ${leftOut
                .slice(0, 3)
                .map(({ path }) => path)
                .join(', ')}${leftOut.length > 3 ? ', …' : ''}; nothing was changed. Deploy an archive that has them (\`archive-contents: full\`)`);
        }
        const narBytes = lacking.reduce((sum, info) => sum + info.narBytes, 0);
        rollout.note(`sending ${lacking.length} of ${closure.length} store paths (${(0,units/* humanBytes */.p6)(narBytes)} before compression)`);
        const sent = { paths: 0, bytes: 0 };
        const data = (0,binary_cache/* packPaths */._O)(counted(source.ready(lacking), sent));
        const tell = () => {
            rollout.note(sent.paths === lacking.length
                ? 'all is sent; the host is taking it in'
                : `sent ${sent.paths} of ${lacking.length} store paths, ${(0,units/* humanBytes */.p6)(sent.bytes)}`);
        };
        const answer = await (0,heartbeat/* withHeartbeat */.p)(tell, () => host.call({ verb: 'import', ...request, signer: source.signer ?? '' }, { signal, data }));
        const staged = stagedIn(answer);
        if (staged === undefined)
            throw new fault/* AgentError */.Yv('protocol', 'the host did not say what it has staged');
        return staged;
    }
}
function lackedIn(answer, source) {
    return answer
        .filter(({ keyword }) => keyword === 'lacks')
        .map(({ rest }) => {
        const info = source.info(rest);
        if (info === undefined)
            throw new Error(`the host asks for ${rest}, which is not part of what is deployed`);
        return info;
    });
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
    const runs = answer.find(({ keyword }) => keyword === 'runs');
    return (staged && {
        toplevel: staged.rest,
        isNew: answer.some(({ keyword }) => keyword === 'new'),
        ...(unchanged && { healthyLabel: unchanged.rest }),
        ...(runs && { running: runs.rest }),
    });
}
/** Puts the system on a target and records it. Gives what is left to be activated; or how the target ended, where that is all. */
async function stageTarget(rollout, push, revision, payload) {
    const { target } = rollout.host;
    Object.assign(rollout.known, { revision, ...(payload.toplevel !== undefined && { toplevel: payload.toplevel }) });
    await rollout.connect((0,roles/* rightsToDeploy */.i)(target));
    const { toplevel, isNew, healthyLabel, running } = await rollout.phase('stage', () => push.stage(rollout, revision, payload));
    rollout.known.toplevel = toplevel;
    const known = { ...rollout.known, seconds: rollout.seconds };
    if (healthyLabel !== undefined)
        return (0,prove/* proveUnchanged */.s)(rollout, revision, healthyLabel, {
            ...known,
            ...(target.activate !== 'boot' && { previousToplevel: toplevel, previousRevision: healthyLabel }),
        });
    const asStaged = { ...known, state: isNew ? 'staged' : 'unchanged' };
    if (target.activate === 'none')
        return asStaged;
    return {
        activate: { revision, expect: running },
        isNew,
        result: (activated) => {
            if (activated.state === 'unchanged')
                return { ...activated, ...asStaged };
            return { ...known, ...activated, ...(isNew && activated.state === 'not-begun' && { changed: true }) };
        },
    };
}
/** How long a broken push is taken up again. */
const stagePatienceSeconds = 300;


/***/ }),

/***/ 4174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ih: () => (/* binding */ isBinaryCache),
/* harmony export */   nX: () => (/* binding */ asSubstituter),
/* harmony export */   yg: () => (/* binding */ isSameStore),
/* harmony export */   zv: () => (/* binding */ withParameters)
/* harmony export */ });
/** Whether the store at this URL is a binary cache. Those are written with a key and a compression; other stores take paths as they are. */
function isBinaryCache(url) {
    return /^(https?|s3|file):/.test(url);
}
/** The URL of a store with these parameters, but for those that it has already. */
function withParameters(url, parameters) {
    const there = parametersOf(url);
    const added = Object.entries(parameters)
        .filter(([name]) => !there.some((parameter) => nameOf(parameter) === name))
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return joined(url, [...there, ...added]);
}
/** What says how a store is read. The other parameters of a URL say how it is written. */
const readingParameters = new Set(['addressing-style', 'endpoint', 'profile', 'region', 'remote-program', 'remote-store', 'scheme']);
/** The URL of a store as those write it who fetch from it. */
function asSubstituter(url) {
    return joined(url, parametersOf(url).filter((parameter) => readingParameters.has(nameOf(parameter))));
}
/** Whether two URLs lead to the same store, whatever their parameters say. */
function isSameStore(one, other) {
    const plain = (url) => joined(url, []).replace(/\/+$/, '');
    return plain(one) === plain(other);
}
/** Each as it stands there, `name=value`. */
function parametersOf(url) {
    return url.split('?')[1]?.split('&') ?? [];
}
function nameOf(parameter) {
    return parameter.split('=', 1)[0] ?? '';
}
function joined(url, parameters) {
    const [plain = ''] = url.split('?', 1);
    return parameters.length === 0 ? plain : `${plain}?${parameters.join('&')}`;
}


/***/ })

};
