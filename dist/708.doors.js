export const id = 708;
export const ids = [708];
export const modules = {

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
