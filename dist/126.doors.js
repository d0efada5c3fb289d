export const id = 126;
export const ids = [126];
export const modules = {

/***/ 3126:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   targetsOfFlake: () => (/* binding */ targetsOfFlake)
/* harmony export */ });
/* harmony import */ var _nix_find_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6534);
/* harmony import */ var _nix_flake_targets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(607);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(262);



/** Asks the flake for the targets that it tells, as deploy-rs, colmena or nixinate know them. What has no counterpart here is said in a notice. */
async function targetsOfFlake(run, { flake, nixOptions }) {
    const { emit } = run;
    return (0,_build_js__WEBPACK_IMPORTED_MODULE_2__.phase)(emit, 'read-flake', `read the targets of the flake ${flake}`, async () => {
        const found = await (0,_nix_find_js__WEBPACK_IMPORTED_MODULE_0__/* .findNix */ .rv)((0,_build_js__WEBPACK_IMPORTED_MODULE_2__.nixSettings)({ ...run, settings: { nixOptions } }));
        const [, { source, targets, notices }] = await (0,_nix_find_js__WEBPACK_IMPORTED_MODULE_0__/* .whileAsked */ .YE)(found, (nix) => (0,_nix_flake_targets_js__WEBPACK_IMPORTED_MODULE_1__/* .readFlakeTargets */ .s)(nix, flake));
        emit({ type: 'note', text: `targets of the flake, from ${source}: ${Object.keys(targets).join(', ')}` });
        for (const text of notices)
            emit({ type: 'notice', level: 'notice', text });
        return { source, targets };
    });
}


/***/ })

};
