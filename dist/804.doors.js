export const id = 804;
export const ids = [804];
export const modules = {

/***/ 2804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   promote: () => (/* binding */ promote),
/* harmony export */   rollback: () => (/* binding */ rollback)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5918);
/* harmony import */ var _rollout_fleet_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(640);
/* harmony import */ var _rollout_gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3896);
/* harmony import */ var _settings_revision_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3674);




const needs = ['activate'];
/** `promote`: activates what is staged on the targets under a revision, behind the gate. Never builds, never evaluates. */
async function promote(run) {
    return activateStaged(run, false);
}
/** `rollback`: activates the revision that was confirmed before the healthy one, or the one that is named. */
async function rollback(run) {
    return activateStaged(run, true);
}
async function activateStaged(run, isRollback) {
    const { settings } = run;
    const asked = settings.revision ?? 'previous';
    return (0,_rollout_fleet_js__WEBPACK_IMPORTED_MODULE_0__/* .withFleet */ .xd)(run, async ({ targets, gate }) => {
        targets.warmUp(() => needs);
        const stageFirst = settings.archive === undefined ? undefined : await stagingFromArchive(run, settings.archive);
        const revision = settings.gate.length > 0 ? await (0,_rollout_gate_js__WEBPACK_IMPORTED_MODULE_1__/* .passGate */ .l)(gate, asked) : asked;
        await run.confirm?.(revision);
        const stage = stageFirst?.(revision);
        const results = await targets.rollOut(settings.plan, async (rollout) => {
            // One alone says so itself when it is to activate it, whether the key does and what the revision is: it is asked at once.
            const isAlone = targets.size === 1 && stage === undefined;
            await rollout.connect(isAlone ? [] : needs);
            if (stage !== undefined)
                return stage(rollout);
            return { activate: { isRollback, ...(isAlone ? { revision } : await staged(rollout, revision)) } };
        });
        const labels = new Set(Object.values(results).map((result) => result.revision ?? revision));
        return { revision: labels.size === 1 ? [...labels].join('') : revision, results };
    });
}
/** The label that the revision stands for on a host now, and what runs there. Throws where it is not there, before it is activated anywhere. */
async function staged(rollout, revision) {
    const status = await rollout.persist(() => rollout.host.status(rollout.context.signal), 20);
    rollout.lastTogether = status.together;
    const label = (0,_settings_revision_js__WEBPACK_IMPORTED_MODULE_2__/* .isReserved */ .B)(revision) ? status[revision] : revision;
    if (label === undefined)
        throw new Error(`it has no '${revision}' revision`);
    const labels = status.revisions.map((known) => known.label);
    if (!labels.includes(label))
        throw new Error(`revision ${label} is not staged there; staged are: ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .andOthers */ .dI)(labels)}`);
    rollout.known.revision = label;
    // What waits for its confirmation, or was interrupted before it, may still become another.
    const mayChange = status.pending !== undefined || status.events.some(({ event }) => event === 'interrupted');
    return { revision: label, ...(!mayChange && { expect: status.running }) };
}
/** Opens the archive. What it gives stages a revision where it is not there yet, and refuses one that is not the archive's. */
async function stagingFromArchive(run, location) {
    // Loaded when it is asked for: what is promoted is mostly there.
    const [{ openForTargets }, { Push, stageTarget }] = await Promise.all([Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(676)]).then(__webpack_require__.bind(__webpack_require__, 9676)), Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(708)]).then(__webpack_require__.bind(__webpack_require__, 1708))]);
    const { revision: itsRevision, payloads, source } = await openForTargets(run, location);
    const push = new Push(() => Promise.resolve(source));
    return (revision) => {
        if (revision !== itsRevision)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`revision: the archive has ${itsRevision} and not '${revision}'; name that one, or take the archive of the other`);
        return async (rollout) => {
            const payload = payloads.get(rollout.host.target.configuration);
            if (payload === undefined)
                throw new Error(`the archive has nothing for ${rollout.host.target.configuration}`);
            return stageTarget(rollout, push, revision, payload);
        };
    };
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


/***/ })

};
