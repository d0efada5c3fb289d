export const id = 829;
export const ids = [829];
export const modules = {

/***/ 8829:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _commands_run_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4287);
/* harmony import */ var _report_github_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1521);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1331);
/* harmony import */ var _runner_environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5493);
/* harmony import */ var _runner_state_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7033);
/* harmony import */ var _runner_workspace_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7113);
/* harmony import */ var _settings_inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6458);
/* harmony import */ var _settings_parse_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1687);








/** The step itself. Never throws: what goes wrong makes the step red. */
async function main() {
    const run = new _commands_run_js__WEBPACK_IMPORTED_MODULE_0__/* .CommandRun */ .t({
        environment: (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .readEnvironment */ .Qo)(),
        reporter: _report_github_js__WEBPACK_IMPORTED_MODULE_1__/* .githubReporter */ .T,
        // GitHub says so 7.5 seconds before it ends us.
        cancelling: { reason: 'the workflow run was cancelled', lingerSeconds: 6 },
        savePrivateDirectory: _runner_state_js__WEBPACK_IMPORTED_MODULE_4__/* .savePrivateDirectory */ .o0,
        saveBuildCacheDirectory: _runner_state_js__WEBPACK_IMPORTED_MODULE_4__/* .saveBuildCacheDirectory */ .Xd,
        saveWorkDirectory: _runner_state_js__WEBPACK_IMPORTED_MODULE_4__/* .saveWorkDirectory */ .mc,
        saveFlakeKeyDirectory: _runner_state_js__WEBPACK_IMPORTED_MODULE_4__/* .saveFlakeKeyDirectory */ .ns,
    });
    const cancel = () => {
        _report_github_js__WEBPACK_IMPORTED_MODULE_1__/* .githubReporter */ .T.line('The run was cancelled; hosts with an activation in its window are told to go back.');
        run.cancel();
    };
    // GitHub sends SIGINT first, SIGTERM after 7.5 s, and ends us 2.5 s later.
    process.once('SIGINT', cancel);
    process.once('SIGTERM', () => {
        if (run.isCancelled) {
            run.breakOff();
            process.exit(1);
        }
        cancel();
    });
    const ending = await run.perform(() => {
        (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .needKnownMachine */ .Ju)();
        const inputs = (0,_settings_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .readInputs */ .Ko)();
        (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .forgetInputs */ .X$)();
        (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .beginOutputs */ .Ah)(_report_github_js__WEBPACK_IMPORTED_MODULE_1__/* .githubReporter */ .T, inputs['archive-per-configuration'] === 'true');
        return (0,_settings_parse_js__WEBPACK_IMPORTED_MODULE_7__/* .parseSettings */ .P)(inputs, _runner_workspace_js__WEBPACK_IMPORTED_MODULE_5__/* .readWorkspaceFile */ .s);
    });
    if (ending !== 'as-asked')
        process.exitCode = 1;
}
await main();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ githubReporter)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7737);
/* harmony import */ var _annotations_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(214);



/** Tells GitHub's runner, by its workflow commands and files: a log with groups, annotations, outputs. */
const githubReporter = {
    event(event) {
        if (event.type === 'notice')
            _actions_core__WEBPACK_IMPORTED_MODULE_0__[event.level]((0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .untrusted */ .bp)(event.text));
        for (const line of (0,_log_js__WEBPACK_IMPORTED_MODULE_1__/* .logLines */ .OG)(event))
            _actions_core__WEBPACK_IMPORTED_MODULE_0__.info(line);
    },
    line: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.info(text),
    answer: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.info(text),
    problems(problems, level) {
        for (const { message, title, place } of (0,_annotations_js__WEBPACK_IMPORTED_MODULE_2__/* .fitAnnotations */ .ki)(problems)) {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__[level](message, {
                ...(title !== undefined && { title }),
                ...(place !== undefined && { file: place.file, ...(place.line !== undefined && { startLine: place.line, startColumn: place.column }) }),
            });
        }
    },
    warning: (text, title) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.warning(text, title === undefined ? {} : { title }),
    output: (name, value) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.setOutput(name, value),
    debug: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.debug(text),
    secret: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.setSecret(text),
};


/***/ }),

/***/ 7033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Xd: () => (/* binding */ saveBuildCacheDirectory),
/* harmony export */   mc: () => (/* binding */ saveWorkDirectory),
/* harmony export */   ns: () => (/* binding */ saveFlakeKeyDirectory),
/* harmony export */   o0: () => (/* binding */ savePrivateDirectory)
/* harmony export */ });
/* unused harmony exports privateDirectory, buildCacheDirectory, workDirectory, flakeKeyDirectory */
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7737);

// What main tells post. Secrets are never state: GitHub keeps state in a plain file.
const PRIVATE_DIRECTORY = 'privateDirectory';
const BUILD_CACHE_DIRECTORY = 'buildCacheDirectory';
const WORK_DIRECTORY = 'workDirectory';
const FLAKE_KEY_DIRECTORY = 'flakeKeyDirectory';
/** The directory of keys, sockets and other things of ours that main made; post removes it. */
function privateDirectory() {
    const path = core.getState(PRIVATE_DIRECTORY);
    return path === '' ? undefined : path;
}
/** Says where the private directory will be. To be called before it is made, so that post finds it whatever happens. */
function savePrivateDirectory(path) {
    _actions_core__WEBPACK_IMPORTED_MODULE_0__.saveState(PRIVATE_DIRECTORY, path);
}
/** The directory into which main put what earlier runs had built; post removes it. */
function buildCacheDirectory() {
    const path = core.getState(BUILD_CACHE_DIRECTORY);
    return path === '' ? undefined : path;
}
/** Says where what earlier runs have built will be. To be called before it is there. */
function saveBuildCacheDirectory(path) {
    _actions_core__WEBPACK_IMPORTED_MODULE_0__.saveState(BUILD_CACHE_DIRECTORY, path);
}
/** The directory in which main made an archive, beside the archive's place; post removes it. */
function workDirectory() {
    const path = core.getState(WORK_DIRECTORY);
    return path === '' ? undefined : path;
}
/** Says where an archive will be made, before the directory is there; '' when that is gone. */
function saveWorkDirectory(path) {
    _actions_core__WEBPACK_IMPORTED_MODULE_0__.saveState(WORK_DIRECTORY, path);
}
/** The directory of the ssh-agent that main started for private inputs of the flake; post ends the agent and removes it. */
function flakeKeyDirectory() {
    const path = core.getState(FLAKE_KEY_DIRECTORY);
    return path === '' ? undefined : path;
}
/** Says where that directory will be. To be called before the agent is started. */
function saveFlakeKeyDirectory(path) {
    _actions_core__WEBPACK_IMPORTED_MODULE_0__.saveState(FLAKE_KEY_DIRECTORY, path);
}


/***/ })

};
