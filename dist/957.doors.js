export const id = 957;
export const ids = [957];
export const modules = {

/***/ 2957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publish: () => (/* binding */ publish)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./nix/command.js
var command = __webpack_require__(6064);
// EXTERNAL MODULE: ./nix/progress.js
var nix_progress = __webpack_require__(4606);
;// CONCATENATED MODULE: ./nix/publish.js


/** Copies the closures of these store paths into another store, as `nix copy` does: what is there already is not sent. */
async function copyClosures(nix, paths, store) {
    await callWithProgress(nix, ['copy', '--to', store.url, ...nix.options, '--', ...paths], `cannot publish to ${plain(store)}`, store);
}
/** Signs the closures of these store paths, in another store or, without one, in that of the runner. What has such a signature is left as it is. */
async function signClosures(nix, paths, secretKeyFile, store) {
    const where = store === undefined ? [] : ['--store', store.url];
    const args = ['store', 'sign', ...where, '--recursive', '--key-file', secretKeyFile, ...nix.options, '--', ...paths];
    await callWithProgress(nix, args, `cannot sign what is published${store === undefined ? '' : ` in ${plain(store)}`}`, store);
}
/** Without --verbose, with which Nix writes several lines for each file in a path. */
async function callWithProgress(nix, args, action, store) {
    // Nix takes the first of these from 2.25 on.
    const env = store && { NIX_CACHE_HOME: store.memory, XDG_CACHE_HOME: store.memory };
    const progress = new nix_progress/* NixProgress */.T((event) => {
        // Nix calls each request to a server a download; what matters of it is a part of a copy, which is told.
        if (event.type !== 'nix-transfer-ended' || event.kind !== 'download')
            nix.onEvent?.(event);
    }, nix);
    await (0,command/* call */.T1)(nix, nix.program, [...command/* features */.qT, '--log-format', 'internal-json', ...args], action, env === undefined ? {} : { env }, { progress });
}
function plain({ url }) {
    return url.replace(/\?.*$/s, '');
}

// EXTERNAL MODULE: ./runner/units.js
var units = __webpack_require__(5883);
;// CONCATENATED MODULE: ./store/published.js
/** The public half of a secret key of Nix, as in `trusted-public-keys`. */
function publicKeyOf(signingKey) {
    const [name = '', base64 = ''] = signingKey.split(':');
    // 32 bytes of seed, 32 of public key.
    return `${name}:${Buffer.from(base64, 'base64').subarray(32).toString('base64')}`;
}

// EXTERNAL MODULE: ./store/store-url.js
var store_url = __webpack_require__(4174);
// EXTERNAL MODULE: ./commands/build.js + 1 modules
var build = __webpack_require__(262);
;// CONCATENATED MODULE: ./commands/publish.js







/**
 * Copies the closures of these roots to the store that `publish-to` names, signed where there is a `signing-key`. `paths` are
 * all store paths in them. Key and what Nix remembers are gone with the run's private directory.
 */
async function publish({ settings, privateDirectory, emit }, { url, only }, nix, roots, paths) {
    const { signingKey } = settings.making;
    const published = { url: (0,store_url/* asSubstituter */.nX)(url), publicKey: signingKey === undefined ? undefined : publicKeyOf(signingKey), only };
    await (0,build.phase)(emit, 'publish', `publish to ${published.url}`, async () => {
        const keyFile = signingKey === undefined ? undefined : await writeKey((0,external_node_path_.join)(privateDirectory, 'publishing-key'), signingKey);
        const copied = { paths: 0, bytes: 0 };
        const onEvent = (event) => {
            if (event.type === 'nix-transfer-ended' && event.kind === 'copy') {
                copied.paths += 1;
                copied.bytes += event.bytes;
            }
            nix.onEvent?.(event);
        };
        const compressed = { compression: 'zstd', 'parallel-compression': 'true', ...(keyFile !== undefined && { 'secret-key': keyFile }) };
        const store = { url: (0,store_url/* isBinaryCache */.ih)(url) ? (0,store_url/* withParameters */.zv)(url, compressed) : url, memory: (0,external_node_path_.join)(privateDirectory, 'publishing') };
        // What is no binary cache takes the signatures that paths have on the runner.
        if (keyFile !== undefined && !(0,store_url/* isBinaryCache */.ih)(url))
            await signClosures(nix, roots, keyFile);
        await copyClosures({ ...nix, onEvent }, roots, store);
        const all = (await paths()).length;
        // What somebody has published before, without this key, hosts would not take.
        if (keyFile !== undefined && (0,store_url/* isBinaryCache */.ih)(url) && copied.paths < all)
            await signClosures(nix, roots, keyFile, store);
        const others = copied.paths < all ? '; the others were there' : '';
        emit({ type: 'note', text: `published ${copied.paths} of ${all} store paths (${(0,units/* humanBytes */.p6)(copied.bytes)} before compression)${others}` });
    });
    return published;
}
/** Into a file that only its owner can read; gives its path. */
async function writeKey(file, signingKey) {
    await (0,promises_.writeFile)(file, signingKey, { mode: 0o600, flag: 'wx' });
    return file;
}


/***/ })

};
