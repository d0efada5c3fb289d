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
/* harmony import */ var _rollout_activate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3150);
/* harmony import */ var _rollout_fleet_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(155);
/* harmony import */ var _rollout_gate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3896);




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
    return (0,_rollout_fleet_js__WEBPACK_IMPORTED_MODULE_1__/* .withFleet */ .xd)(run, async ({ targets, gate }) => {
        targets.warmUp(() => needs);
        const stageFirst = settings.archive === undefined ? undefined : await stagingFromArchive(run, settings.archive);
        const revision = settings.gate.length > 0 ? await (0,_rollout_gate_js__WEBPACK_IMPORTED_MODULE_2__/* .passGate */ .l)(gate, asked) : asked;
        const activate = stageFirst?.(revision) ?? ((rollout) => (0,_rollout_activate_js__WEBPACK_IMPORTED_MODULE_0__/* .activateAndProve */ .v)(rollout, { revision, isRollback }));
        const results = await targets.each(async (rollout) => {
            await rollout.connect(needs);
            return activate(rollout);
        });
        const labels = new Set(Object.values(results).map((result) => result.revision ?? revision));
        return { revision: labels.size === 1 ? [...labels].join('') : revision, results };
    });
}
/** Opens the archive. What it gives stages a revision where it is not there yet, and refuses one that is not the archive's. */
async function stagingFromArchive(run, location) {
    // Loaded when it is asked for: what is promoted is mostly there.
    const [{ openForTargets }, { Push, stageAndActivate }] = await Promise.all([Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(676)]).then(__webpack_require__.bind(__webpack_require__, 9676)), Promise.all(/* import() */[__webpack_require__.e(872), __webpack_require__.e(29), __webpack_require__.e(708)]).then(__webpack_require__.bind(__webpack_require__, 1708))]);
    const { revision: itsRevision, payloads, source } = await openForTargets(run, location);
    const push = new Push(() => Promise.resolve(source));
    return (revision) => {
        if (revision !== itsRevision)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz(`revision: the archive has ${itsRevision} and not '${revision}'; name that one, or take the archive of the other`);
        return (rollout) => {
            const payload = payloads.get(rollout.host.target.configuration);
            if (payload === undefined)
                throw new Error(`the archive has nothing for ${rollout.host.target.configuration}`);
            return stageAndActivate(rollout, push, revision, payload);
        };
    };
}


/***/ })

};
