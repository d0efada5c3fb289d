export const id = 431;
export const ids = [431];
export const modules = {

/***/ 9431:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   watching: () => (/* binding */ watching)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _events_results_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6845);
/* harmony import */ var _host_status_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9068);
/* harmony import */ var _rollout_fleet_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(640);
/* harmony import */ var _rollout_outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9215);





/** How often a host is asked whether a deployment has begun. */
const askEveryMilliseconds = 3000;
/** The steps of a deployment, as the host tells them, as phases of ours. */
const phaseOf = {
    preparing: 'stage',
    activating: 'activate',
    activated: 'check',
    confirming: 'confirm',
    'going-back': 'roll-back',
};
/** What `watch` does: tells of the deployment that goes on on each host, to its end; with `follows`, of each that comes, until it is cancelled. Changes nothing. */
function watching(follows) {
    return async (run) => (0,_rollout_fleet_js__WEBPACK_IMPORTED_MODULE_1__/* .withFleet */ .xd)(run, async ({ targets }) => ({
        results: await targets.each(async (rollout) => {
            await rollout.connect();
            return follows ? followAll(rollout) : watchToTheEnd(rollout);
        }),
    }));
}
async function watchToTheEnd(rollout) {
    const ended = await watchOne(rollout);
    const status = await rollout.persist(() => rollout.host.status(rollout.context.signal), 20);
    const runs = (0,_host_status_js__WEBPACK_IMPORTED_MODULE_3__/* .tellingRevision */ .vy)(status, status.running)?.label ?? status.running;
    return { ...(ended ?? { state: 'unchanged', seconds: rollout.seconds, reason: `no deployment goes on; it runs ${runs}` }), status };
}
/** Gives how the last one ended, once whoever watches has seen enough. */
async function followAll(rollout) {
    const { signal } = rollout.context;
    let last = { state: 'unchanged', seconds: rollout.seconds, reason: 'no deployment was seen' };
    try {
        for (let isFirst = true;; isFirst = false) {
            const ended = await watchOne(rollout);
            last = ended ?? last;
            if (ended !== undefined || isFirst)
                rollout.note(`${ended === undefined ? 'no deployment goes on' : (ended.reason ?? ended.state)}; waiting for the next one`);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(askEveryMilliseconds, undefined, { signal });
        }
    }
    catch (error) {
        if (signal.aborted)
            return last;
        throw error;
    }
}
/** Follows what is pending; gives how it ended, and undefined where nothing is. */
async function watchOne(rollout) {
    const { emit, signal } = rollout.context;
    const target = rollout.host.target.name;
    let current;
    let offset = '0';
    let revision = '';
    const leave = () => {
        if (current !== undefined)
            emit({ type: 'phase-ended', target, phase: current.phase, seconds: Math.round(performance.now() - current.since) / 1000 });
        current = undefined;
    };
    const onLine = ({ keyword, rest }) => {
        if (keyword === 'offset')
            offset = rest;
        if (keyword === 'watching') {
            const [label = '', since = '', ...who] = rest.split(' ');
            if (revision === '')
                rollout.note(`${label} by ${who.join(' ')}, since ${since}`);
            revision = label;
        }
        if (keyword !== 'step')
            return;
        const [step = '', ...words] = rest.split(' ');
        const phase = phaseOf[step];
        if (phase !== undefined && phase !== current?.phase) {
            leave();
            current = { phase, since: performance.now() };
            emit({ type: 'phase-started', target, phase });
        }
        if (step === 'going-back')
            rollout.note(`goes back: ${words.join(' ')}`);
        else if (words[0] !== undefined && /^\d+$/.test(words[0]))
            rollout.window(Number(words[0]));
    };
    const answer = await rollout.persist(() => rollout.host.call({ verb: 'watch', offset, revision }, { signal, onLine }), 60).finally(leave);
    const outcome = answer.find(({ keyword }) => keyword === 'outcome')?.rest;
    if (outcome === undefined)
        return undefined;
    const ended = (0,_rollout_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .outcomeResult */ .wC)(outcome);
    // Others have changed it.
    const result = { ...ended, ...(revision !== '' && { revision }), seconds: rollout.seconds };
    return (0,_events_results_js__WEBPACK_IMPORTED_MODULE_4__/* .isAsAsked */ .$6)(result)
        ? { ...result, state: 'unchanged', reason: `${outcome.split(' ', 1)[0] ?? ''}${ended.reason === undefined ? '' : `: ${ended.reason}`}` }
        : result;
}


/***/ })

};
