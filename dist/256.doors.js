export const id = 256;
export const ids = [256];
export const modules = {

/***/ 6256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   status: () => (/* binding */ status)
/* harmony export */ });
/* harmony import */ var _rollout_fleet_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(980);

/** `status`: what each host runs, boots, has confirmed and waits for. Changes nothing. */
async function status(run) {
    return (0,_rollout_fleet_js__WEBPACK_IMPORTED_MODULE_0__/* .withFleet */ .xd)(run, async ({ targets }) => {
        const results = await targets.each(async (rollout) => {
            await rollout.connect();
            const found = await rollout.persist(() => rollout.host.status(run.signal), 20);
            return {
                state: 'unchanged',
                toplevel: found.running,
                seconds: rollout.seconds,
                status: found,
                ...(found.healthy !== undefined && { revision: found.healthy }),
            };
        });
        return { results };
    });
}


/***/ })

};
