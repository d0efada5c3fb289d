export const id = 472;
export const ids = [472];
export const modules = {

/***/ 9472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  signStatements: () => (/* binding */ signStatements),
  signerOf: () => (/* binding */ signerOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __webpack_require__(5918);
// EXTERNAL MODULE: ./store/payload.js
var store_payload = __webpack_require__(113);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./runner/process.js + 1 modules
var process = __webpack_require__(4291);
;// CONCATENATED MODULE: ./store/statement.js



/** The digest of a closure, and how many paths it has. */
function closureDigest(infos) {
    const lines = infos.map(({ path, narHash, narBytes }) => `${path} ${narHash} ${narBytes}\n`).sort((a, b) => (a < b ? -1 : 1));
    return { closure: (0,external_node_crypto_.createHash)('sha256').update(lines.join('')).digest('hex'), paths: lines.length };
}
/** The one text of a statement: JSON with sorted keys, without white space, in ASCII. */
function statementText({ closure, configuration, flake, paths, revCount, revision, sequence, time, toplevel, who }) {
    const sorted = { closure, configuration, flake, paths, revCount, revision, sequence, time, toplevel, version: 1, who };
    return JSON.stringify(sorted).replaceAll(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/** OpenSSH's namespace, which keeps a signature from meaning something elsewhere. */
const namespace = 'nix-flake-deploy';
/** A key of Nix, `NAME:BASE64`, that signs as OpenSSH's keys do. Both are of ed25519, and have the same seed. */
class Signer {
    name;
    #file;
    /** As a line of allowed_signers, for hosts. */
    allowed;
    constructor(name, file, allowed) {
        this.name = name;
        this.#file = file;
        this.allowed = allowed;
    }
    /** Writes the key into a file that only its owner can read. */
    static async create(file, signingKey) {
        const [name = '', base64 = ''] = signingKey.split(':');
        const seed = Buffer.from(base64, 'base64').subarray(0, 32);
        const publicKey = publicKeyOf(seed);
        await (0,promises_.writeFile)(file, openSshKey(seed, publicKey), { mode: 0o600, flag: 'wx' });
        const blob = Buffer.concat([field('ssh-ed25519'), field(publicKey)]).toString('base64');
        return new Signer(name, file, `${name} namespaces="${namespace}" ssh-ed25519 ${blob}`);
    }
    /** Signs a text, with `ssh-keygen`. */
    async sign(text) {
        const args = ['-Y', 'sign', '-q', '-n', namespace, '-f', this.#file];
        const { stdout } = await (0,process/* run */.eF)('ssh-keygen', args, { input: text, timeoutSeconds: 60, mustSucceed: 'ssh-keygen -Y sign' });
        return stdout;
    }
}
/** The base64 of an armored signature, on one line. */
function unarmored(signature) {
    return signature.replaceAll(/-----(?:BEGIN|END) SSH SIGNATURE-----|\s/g, '');
}
/** RFC 8410: the seed of an ed25519 key in PKCS #8. */
function publicKeyOf(seed) {
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const { x = '' } = (0,external_node_crypto_.createPublicKey)((0,external_node_crypto_.createPrivateKey)({ key: der, format: 'der', type: 'pkcs8' })).export({ format: 'jwk' });
    return Buffer.from(x, 'base64url');
}
function number(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
}
function field(content) {
    const bytes = Buffer.from(content);
    return Buffer.concat([number(bytes.length), bytes]);
}
/** PROTOCOL.key of OpenSSH: a private key without a passphrase. */
function openSshKey(seed, publicKey) {
    const check = (0,external_node_crypto_.randomBytes)(4);
    const secret = Buffer.concat([check, check, field('ssh-ed25519'), field(publicKey), field(Buffer.concat([seed, publicKey])), field('')]);
    const padding = Buffer.from(Array.from({ length: -secret.length & 7 }, (_, index) => index + 1));
    const file = Buffer.concat([
        Buffer.from('openssh-key-v1\0'),
        field('none'),
        field('none'),
        field(''),
        number(1),
        field(Buffer.concat([field('ssh-ed25519'), field(publicKey)])),
        field(Buffer.concat([secret, padding])),
    ]);
    return `-----BEGIN OPENSSH PRIVATE KEY-----\n${(file.toString('base64').match(/.{1,70}/g) ?? []).join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

;// CONCATENATED MODULE: ./commands/statements.js




/** As far as clocks may differ. */
const dayMilliseconds = 24 * 3600 * 1000;
/** The signer of a run whose `signing-key` is given. Its key is gone with the run's private directory. */
async function signerOf({ settings, privateDirectory, emit }) {
    const { signingKey } = settings.making;
    if (signingKey === undefined)
        return undefined;
    const signer = await Signer.create((0,external_node_path_.join)(privateDirectory, 'statement-key'), signingKey);
    emit({ type: 'note', text: `signing as ${signer.name}; hosts know that key by this line of their signers: ${signer.allowed}` });
    return signer;
}
/** A signed statement for each configuration whose closure is known here: configuration → statement. */
async function signStatements(signer, 
/** When, in milliseconds since 1970, and who; an archive, which has the same bytes whenever and by whom it is made, says neither. */
signing, { flake, revision }, { payloads }, infos) {
    const signed = new Map();
    if (signer === undefined)
        return signed;
    const { lastModified: sequence, revCount } = flake.locked;
    for (const [configuration, forms] of payloads) {
        const payload = forms.find(({ kind }) => kind === 'closure');
        if (payload?.toplevel === undefined)
            continue;
        if (sequence !== undefined && sequence * 1000 > Date.now() + dayMilliseconds)
            throw new input_error/* InputError */.dz(`signing-key: the commit is of ${new Date(sequence * 1000).toISOString()}, which is to come: hosts that confirm it would take nothing older any more; mend its date (git commit --amend --date=now --reset-author)`);
        if (sequence === undefined)
            throw new input_error/* InputError */.dz('signing-key: Nix does not say when this flake was last changed, and a statement needs that; keep the flake in git');
        const paths = (0,store_payload/* closureOf */.T)(payload, { info: (path) => infos.get(path) }).map((path) => infos.get(path));
        const text = statementText({
            configuration,
            revision,
            flake: flake.url,
            toplevel: payload.toplevel,
            ...closureDigest(paths.filter((info) => info !== undefined)),
            sequence,
            revCount,
            time: new Date(signing?.at ?? sequence * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
            who: signing?.who ?? '',
        });
        signed.set(configuration, { text, signature: unarmored(await signer.sign(text)) });
    }
    return signed;
}


/***/ })

};
