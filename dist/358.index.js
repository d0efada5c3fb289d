export const id = 358;
export const ids = [358];
export const modules = {

/***/ 1358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   list: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var _nix_find_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6534);
/* harmony import */ var _nix_flake_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9228);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5777);



/** `list`: the names of the flake's configurations. */
async function list(run) {
    const configurations = await (0,_nix_flake_js__WEBPACK_IMPORTED_MODULE_1__/* .configurationNames */ .zG)(await (0,_nix_find_js__WEBPACK_IMPORTED_MODULE_0__/* .findNix */ .r)((0,_build_js__WEBPACK_IMPORTED_MODULE_2__.nixSettings)(run)), run.settings.flake);
    for (const name of configurations)
        run.emit({ type: 'note', text: name });
    return { configurations };
}


/***/ })

};
