export const id = 256;
export const ids = [256];
export const modules = {

/***/ 6256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   status: () => (/* binding */ status)
/* harmony export */ });
/* harmony import */ var _host_doctor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5325);
/* harmony import */ var _host_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2764);
/* harmony import */ var _rollout_fleet_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(640);
/* harmony import */ var _rollout_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9215);




/** `status`: what each host runs, boots, has confirmed and waits for; with `doctor`, what would stop or spoil a deployment. Changes nothing. */
async function status(run) {
    return (0,_rollout_fleet_js__WEBPACK_IMPORTED_MODULE_2__/* .withFleet */ .xd)(run, async ({ targets }) => {
        const results = await targets.each(run.settings.doctor ? examine : look);
        return { results };
    });
}
async function look(rollout) {
    await rollout.connect();
    const found = await rollout.persist(() => rollout.host.status(rollout.context.signal), 20);
    return { state: 'unchanged', seconds: rollout.seconds, ...whatRuns(found) };
}
function whatRuns(status) {
    return { toplevel: status.running, status, ...(status.healthy !== undefined && { revision: status.healthy }) };
}
/** A host that would refuse a deployment is not as it should be; nor is one that cannot be asked. */
async function examine(rollout) {
    const { host, context, seconds } = rollout;
    try {
        await rollout.connect();
        const { status, findings } = await rollout.persist(() => host.examine(context.signal), 20);
        const refusing = findings.filter(({ severity }) => severity === 'refuses');
        const result = { seconds, ...(status !== undefined && whatRuns(status)), findings: (0,_host_doctor_js__WEBPACK_IMPORTED_MODULE_0__/* .worstFindingsFirst */ .qY)(findings) };
        if (refusing.length === 0)
            return { ...result, state: 'unchanged' };
        return { ...result, state: 'failed', reason: `a deployment would be refused: ${refusing.map(_host_doctor_js__WEBPACK_IMPORTED_MODULE_0__/* .withCure */ .Og).join('; also: ')}` };
    }
    catch (error) {
        const result = (0,_rollout_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .failedResult */ .Nq)(error, rollout);
        if (!(error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .SshError */ .DZ || error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .AgentError */ .Yv))
            throw error;
        return { ...result, findings: [(0,_host_doctor_js__WEBPACK_IMPORTED_MODULE_0__/* .faultFinding */ .A7)(error, result.reason ?? error.message)] };
    }
}


/***/ })

};
