export const id = 358;
export const ids = [358];
export const modules = {

/***/ 1358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   list: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var _nix_build_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6645);
/* harmony import */ var _nix_find_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6534);
/* harmony import */ var _nix_flake_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9228);
/* harmony import */ var _settings_configuration_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4589);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(262);





/** `list`: the names of the flake's configurations. */
async function list(run) {
    const [, configurations] = await (0,_nix_find_js__WEBPACK_IMPORTED_MODULE_1__/* .whileAsked */ .YE)(await (0,_nix_find_js__WEBPACK_IMPORTED_MODULE_1__/* .findNix */ .rv)((0,_build_js__WEBPACK_IMPORTED_MODULE_3__.nixSettings)(run)), (nix) => (0,_nix_flake_js__WEBPACK_IMPORTED_MODULE_2__/* .configurationNames */ .zG)(nix, run.settings.flake));
    for (const name of configurations)
        run.emit({ type: 'note', text: told(name) });
    const nested = (0,_nix_build_js__WEBPACK_IMPORTED_MODULE_0__/* .whyNotFlat */ .NE)(configurations);
    if (nested !== undefined)
        run.emit({ type: 'note', text: `None of these can be deployed: ${nested}` });
    return { configurations };
}
/** A name as it is to be written into the inputs, or why it cannot be. */
function told(name) {
    const why = (0,_settings_configuration_name_js__WEBPACK_IMPORTED_MODULE_4__/* .whyNotNamed */ .zS)(name);
    if (why !== undefined)
        return `${name} (cannot be deployed: ${why}; give it another name in the flake)`;
    const written = (0,_settings_configuration_name_js__WEBPACK_IMPORTED_MODULE_4__/* .asWritten */ .qm)(name);
    return written === name ? name : `${name} (write it as ${written})`;
}


/***/ })

};
