export const id = 951;
export const ids = [951];
export const modules = {

/***/ 5951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Push: () => (/* binding */ Push),
/* harmony export */   stageTarget: () => (/* binding */ stageTarget)
/* harmony export */ });
/* harmony import */ var _host_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2764);
/* harmony import */ var _host_roles_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7809);
/* harmony import */ var _host_together_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(484);
/* harmony import */ var _runner_heartbeat_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3476);
/* harmony import */ var _runner_units_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5883);
/* harmony import */ var _store_binary_cache_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3029);
/* harmony import */ var _store_payload_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(113);
/* harmony import */ var _prove_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(800);








/**
 * Brings systems to hosts: asks a host whether the system is there, if not what it lacks, and streams just that, as files of a binary
 * cache, while the rest is still being compressed. What several hosts lack is compressed once.
 */
class Push {
    #open;
    /** What is to be sent is only opened where a host has not all of it, and then for each anew: so `open` gives the same each time. */
    constructor(open) {
        this.#open = open;
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
                if (error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv && error.code === 'incomplete')
                    throw new _host_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .SshError */ .DZ('unreachable', error.message, { cause: error });
                if (!(error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv && error.code === 'import' && substitute))
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
            rollout.lastTogether = (0,_host_together_js__WEBPACK_IMPORTED_MODULE_4__/* .parseTogether */ .S)(together);
        const there = stagedIn(prepared);
        const running = said('runs');
        if (there !== undefined)
            return { ...there, ...(running !== undefined && { running }) };
        const source = await this.#open();
        const closure = (0,_store_payload_js__WEBPACK_IMPORTED_MODULE_5__/* .closureOf */ .T)(payload, source);
        const asked = lackedIn(await host.call({ verb: 'lacking', ...request }, { signal, data: `${closure.join('\n')}\n` }), source);
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
        rollout.note(`sending ${lacking.length} of ${closure.length} store paths (${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_6__/* .humanBytes */ .p6)(narBytes)} before compression)`);
        const sent = { paths: 0, bytes: 0 };
        const data = (0,_store_binary_cache_js__WEBPACK_IMPORTED_MODULE_2__/* .packPaths */ ._O)(counted(source.ready(lacking), sent));
        const tell = () => {
            rollout.note(sent.paths === lacking.length
                ? 'all is sent; the host is taking it in'
                : `sent ${sent.paths} of ${lacking.length} store paths, ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_6__/* .humanBytes */ .p6)(sent.bytes)}`);
        };
        const answer = await (0,_runner_heartbeat_js__WEBPACK_IMPORTED_MODULE_7__/* .withHeartbeat */ .p)(tell, () => host.call({ verb: 'import', ...request, signer: source.signer ?? '' }, { signal, data }));
        const staged = stagedIn(answer);
        if (staged === undefined)
            throw new _host_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv('protocol', 'the host did not say what it has staged');
        return { ...staged, ...(running !== undefined && { running }) };
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
    return staged && { toplevel: staged.rest, isNew: answer.some(({ keyword }) => keyword === 'new'), ...(unchanged && { healthyLabel: unchanged.rest }) };
}
/** Puts the system on a target and records it. Gives what is left to be activated; or how the target ended, where that is all. */
async function stageTarget(rollout, push, revision, payload) {
    const { target } = rollout.host;
    Object.assign(rollout.known, { revision, ...(payload.toplevel !== undefined && { toplevel: payload.toplevel }) });
    await rollout.connect((0,_host_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .rightsToDeploy */ .i)(target));
    const { toplevel, isNew, healthyLabel, running } = await rollout.phase('stage', () => push.stage(rollout, revision, payload));
    rollout.known.toplevel = toplevel;
    const known = { ...rollout.known, seconds: rollout.seconds };
    if (healthyLabel !== undefined)
        return (0,_prove_js__WEBPACK_IMPORTED_MODULE_3__/* .proveUnchanged */ .s)(rollout, revision, healthyLabel, {
            ...known,
            ...(target.activate !== 'boot' && { previousToplevel: toplevel, previousRevision: healthyLabel }),
        });
    const asStaged = { ...known, state: isNew ? 'staged' : 'unchanged' };
    if (target.activate === 'none')
        return asStaged;
    return {
        activate: { revision, expect: running },
        isNew,
        result: (activated) => (activated.state === 'unchanged' ? { ...activated, ...asStaged } : { ...known, ...activated }),
    };
}
/** How long a broken push is taken up again. */
const stagePatienceSeconds = 300;


/***/ })

};
