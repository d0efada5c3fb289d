<<<<<<< HEAD
import * as __WEBPACK_EXTERNAL_MODULE__lazy_undici_cjs_e76a3190__ from "./lazy-undici.cjs";
import * as __WEBPACK_EXTERNAL_MODULE__no_zip_cjs_ece76bff__ from "./no-zip.cjs";
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
import * as __WEBPACK_EXTERNAL_MODULE__no_oidc_cjs_d88c0a6a__ from "./no-oidc.cjs";
/******/ var __webpack_modules__ = ({

/***/ 4650:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
module.exports = x({ ["ProxyAgent"]: () => (__WEBPACK_EXTERNAL_MODULE__lazy_undici_cjs_e76a3190__.ProxyAgent), ["fetch"]: () => (__WEBPACK_EXTERNAL_MODULE__lazy_undici_cjs_e76a3190__.fetch) });

/***/ }),

/***/ 7524:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
module.exports = x({ ["default"]: () => (__WEBPACK_EXTERNAL_MODULE__no_zip_cjs_ece76bff__["default"]) });

/***/ }),

/***/ 3689:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("./lazy-undici.cjs");

/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 1943:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs/promises");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 8995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 9327:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 8321:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/consumers");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 3043:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var Scalar = __nccwpck_require__(1543);
var YAMLMap = __nccwpck_require__(1856);
var YAMLSeq = __nccwpck_require__(3013);
var resolveBlockMap = __nccwpck_require__(9573);
var resolveBlockSeq = __nccwpck_require__(1120);
var resolveFlowCollection = __nccwpck_require__(8884);

function resolveCollection(CN, ctx, token, onError, tagName, tag) {
    const coll = token.type === 'block-map'
        ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag)
        : token.type === 'block-seq'
            ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag)
            : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
    const Coll = coll.constructor;
    // If we got a tagName matching the class, or the tag name is '!',
    // then use the tagName from the node class used to create it.
    if (tagName === '!' || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
    }
    if (tagName)
        coll.tag = tagName;
    return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
    const tagToken = props.tag;
    const tagName = !tagToken
        ? null
        : ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg));
    if (token.type === 'block-seq') {
        const { anchor, newlineAfterProp: nl } = props;
        const lastProp = anchor && tagToken
            ? anchor.offset > tagToken.offset
                ? anchor
                : tagToken
            : (anchor ?? tagToken);
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
            const message = 'Missing newline after block sequence props';
            onError(lastProp, 'MISSING_CHAR', message);
        }
    }
    const expType = token.type === 'block-map'
        ? 'map'
        : token.type === 'block-seq'
            ? 'seq'
            : token.start.source === '{'
                ? 'map'
                : 'seq';
    // shortcut: check if it's a generic YAMLMap or YAMLSeq
    // before jumping into the custom tag logic.
    if (!tagToken ||
        !tagName ||
        tagName === '!' ||
        (tagName === YAMLMap.YAMLMap.tagName && expType === 'map') ||
        (tagName === YAMLSeq.YAMLSeq.tagName && expType === 'seq')) {
        return resolveCollection(CN, ctx, token, onError, tagName);
    }
    let tag = ctx.schema.tags.find(t => t.tag === tagName && t.collection === expType);
    if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
            ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
            tag = kt;
        }
        else {
            if (kt) {
                onError(tagToken, 'BAD_COLLECTION_TYPE', `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? 'scalar'}`, true);
            }
            else {
                onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, true);
            }
            return resolveCollection(CN, ctx, token, onError, tagName);
        }
    }
    const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
    const res = tag.resolve?.(coll, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg), ctx.options) ?? coll;
    const node = identity.isNode(res)
        ? res
        : new Scalar.Scalar(res);
    node.range = coll.range;
    node.tag = tagName;
    if (tag?.format)
        node.format = tag.format;
    return node;
}

exports.composeCollection = composeCollection;


/***/ }),

/***/ 4153:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Document = __nccwpck_require__(3915);
var composeNode = __nccwpck_require__(7691);
var resolveEnd = __nccwpck_require__(2022);
var resolveProps = __nccwpck_require__(3121);

function composeDoc(options, directives, { offset, start, value, end }, onError) {
    const opts = Object.assign({ _directives: directives }, options);
    const doc = new Document.Document(undefined, opts);
    const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
    };
    const props = resolveProps.resolveProps(start, {
        indicator: 'doc-start',
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
    });
    if (props.found) {
        doc.directives.docStart = true;
        if (value &&
            (value.type === 'block-map' || value.type === 'block-seq') &&
            !props.hasNewline)
            onError(props.end, 'MISSING_CHAR', 'Block collection cannot start on same line with directives-end marker');
    }
    // @ts-expect-error If Contents is set, let's trust the user
    doc.contents = value
        ? composeNode.composeNode(ctx, value, props, onError)
        : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
    const contentEnd = doc.contents.range[2];
    const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
    if (re.comment)
        doc.comment = re.comment;
    doc.range = [offset, contentEnd, re.offset];
    return doc;
}

exports.composeDoc = composeDoc;


/***/ }),

/***/ 7691:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(7);
var identity = __nccwpck_require__(1737);
var composeCollection = __nccwpck_require__(3043);
var composeScalar = __nccwpck_require__(6547);
var resolveEnd = __nccwpck_require__(2022);
var utilEmptyScalarPosition = __nccwpck_require__(3933);

const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
    const atKey = ctx.atKey;
    const { spaceBefore, comment, anchor, tag } = props;
    let node;
    let isSrcToken = true;
    switch (token.type) {
        case 'alias':
            node = composeAlias(ctx, token, onError);
            if (anchor || tag)
                onError(token, 'ALIAS_PROPS', 'An alias node must not specify any properties');
            break;
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'block-scalar':
            node = composeScalar.composeScalar(ctx, token, tag, onError);
            if (anchor)
                node.anchor = anchor.source.substring(1);
            break;
        case 'block-map':
        case 'block-seq':
        case 'flow-collection':
            try {
                node = composeCollection.composeCollection(CN, ctx, token, props, onError);
                if (anchor)
                    node.anchor = anchor.source.substring(1);
            }
            catch (error) {
                // Almost certainly here due to a stack overflow
                const message = error instanceof Error ? error.message : String(error);
                onError(token, 'RESOURCE_EXHAUSTION', message);
            }
            break;
        default: {
            const message = token.type === 'error'
                ? token.message
                : `Unsupported token (type: ${token.type})`;
            onError(token, 'UNEXPECTED_TOKEN', message);
            isSrcToken = false;
        }
    }
    node ?? (node = composeEmptyNode(ctx, token.offset, undefined, null, props, onError));
    if (anchor && node.anchor === '')
        onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    if (atKey &&
        ctx.options.stringKeys &&
        (!identity.isScalar(node) ||
            typeof node.value !== 'string' ||
            (node.tag && node.tag !== 'tag:yaml.org,2002:str'))) {
        const msg = 'With stringKeys, all keys must be strings';
        onError(tag ?? token, 'NON_STRING_KEY', msg);
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        if (token.type === 'scalar' && token.source === '')
            node.comment = comment;
        else
            node.commentBefore = comment;
    }
    // @ts-expect-error Type checking misses meaning of isSrcToken
    if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
    return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
    const token = {
        type: 'scalar',
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ''
    };
    const node = composeScalar.composeScalar(ctx, token, tag, onError);
    if (anchor) {
        node.anchor = anchor.source.substring(1);
        if (node.anchor === '')
            onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        node.comment = comment;
        node.range[2] = end;
    }
    return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
    const alias = new Alias.Alias(source.substring(1));
    if (alias.source === '')
        onError(offset, 'BAD_ALIAS', 'Alias cannot be an empty string');
    if (alias.source.endsWith(':'))
        onError(offset + source.length - 1, 'BAD_ALIAS', 'Alias ending in : is ambiguous', true);
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
    alias.range = [offset, valueEnd, re.offset];
    if (re.comment)
        alias.comment = re.comment;
    return alias;
}

exports.composeEmptyNode = composeEmptyNode;
exports.composeNode = composeNode;


/***/ }),

/***/ 6547:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var Scalar = __nccwpck_require__(1543);
var resolveBlockScalar = __nccwpck_require__(1399);
var resolveFlowScalar = __nccwpck_require__(2976);

function composeScalar(ctx, token, tagToken, onError) {
    const { value, type, comment, range } = token.type === 'block-scalar'
        ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError)
        : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
    const tagName = tagToken
        ? ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg))
        : null;
    let tag;
    if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
    }
    else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
    else if (token.type === 'scalar')
        tag = findScalarTagByTest(ctx, value, token, onError);
    else
        tag = ctx.schema[identity.SCALAR];
    let scalar;
    try {
        const res = tag.resolve(value, msg => onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg), ctx.options);
        scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
    }
    catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg);
        scalar = new Scalar.Scalar(value);
    }
    scalar.range = range;
    scalar.source = value;
    if (type)
        scalar.type = type;
    if (tagName)
        scalar.tag = tagName;
    if (tag.format)
        scalar.format = tag.format;
    if (comment)
        scalar.comment = comment;
    return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
    if (tagName === '!')
        return schema[identity.SCALAR]; // non-specific tag
    const matchWithTest = [];
    for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
            if (tag.default && tag.test)
                matchWithTest.push(tag);
            else
                return tag;
        }
    }
    for (const tag of matchWithTest)
        if (tag.test?.test(value))
            return tag;
    const kt = schema.knownTags[tagName];
    if (kt && !kt.collection) {
        // Ensure that the known tag is available for stringifying,
        // but does not get used by default.
        schema.tags.push(Object.assign({}, kt, { default: false, test: undefined }));
        return kt;
    }
    onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, tagName !== 'tag:yaml.org,2002:str');
    return schema[identity.SCALAR];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
    const tag = schema.tags.find(tag => (tag.default === true || (atKey && tag.default === 'key')) &&
        tag.test?.test(value)) || schema[identity.SCALAR];
    if (schema.compat) {
        const compat = schema.compat.find(tag => tag.default && tag.test?.test(value)) ??
            schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
            const ts = directives.tagString(tag.tag);
            const cs = directives.tagString(compat.tag);
            const msg = `Value may be parsed as either ${ts} or ${cs}`;
            onError(token, 'TAG_RESOLVE_FAILED', msg, true);
        }
    }
    return tag;
}

exports.composeScalar = composeScalar;


/***/ }),

/***/ 2814:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var directives = __nccwpck_require__(2768);
var Document = __nccwpck_require__(3915);
var errors = __nccwpck_require__(8450);
var identity = __nccwpck_require__(1737);
var composeDoc = __nccwpck_require__(4153);
var resolveEnd = __nccwpck_require__(2022);

function getErrorPos(src) {
    if (typeof src === 'number')
        return [src, src + 1];
    if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
    const { offset, source } = src;
    return [offset, offset + (typeof source === 'string' ? source.length : 1)];
}
function parsePrelude(prelude) {
    let comment = '';
    let atComment = false;
    let afterEmptyLine = false;
    for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
            case '#':
                comment +=
                    (comment === '' ? '' : afterEmptyLine ? '\n\n' : '\n') +
                        (source.substring(1) || ' ');
                atComment = true;
                afterEmptyLine = false;
                break;
            case '%':
                if (prelude[i + 1]?.[0] !== '#')
                    i += 1;
                atComment = false;
                break;
            default:
                // This may be wrong after doc-end, but in that case it doesn't matter
                if (!atComment)
                    afterEmptyLine = true;
                atComment = false;
        }
    }
    return { comment, afterEmptyLine };
}
/**
 * Compose a stream of CST nodes into a stream of YAML Documents.
 *
 * ```ts
 * import { Composer, Parser } from 'yaml'
 *
 * const src: string = ...
 * const tokens = new Parser().parse(src)
 * const docs = new Composer().compose(tokens)
 * ```
 */
class Composer {
    constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code, message, warning) => {
            const pos = getErrorPos(source);
            if (warning)
                this.warnings.push(new errors.YAMLWarning(pos, code, message));
            else
                this.errors.push(new errors.YAMLParseError(pos, code, message));
        };
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        this.directives = new directives.Directives({ version: options.version || '1.2' });
        this.options = options;
    }
    decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        //console.log({ dc: doc.comment, prelude, comment })
        if (comment) {
            const dc = doc.contents;
            if (afterDoc) {
                doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
            }
            else if (afterEmptyLine || doc.directives.docStart || !dc) {
                doc.commentBefore = comment;
            }
            else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
                let it = dc.items[0];
                if (identity.isPair(it))
                    it = it.key;
                const cb = it.commentBefore;
                it.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
            else {
                const cb = dc.commentBefore;
                dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
        }
        if (afterDoc) {
            for (let i = 0; i < this.errors.length; ++i)
                doc.errors.push(this.errors[i]);
            for (let i = 0; i < this.warnings.length; ++i)
                doc.warnings.push(this.warnings[i]);
        }
        else {
            doc.errors = this.errors;
            doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
    }
    /**
     * Current stream status information.
     *
     * Mostly useful at the end of input for an empty stream.
     */
    streamInfo() {
        return {
            comment: parsePrelude(this.prelude).comment,
            directives: this.directives,
            errors: this.errors,
            warnings: this.warnings
        };
    }
    /**
     * Compose tokens into documents.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
            yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
    }
    /** Advance the composer by one CST token. */
    *next(token) {
        if (node_process.env.LOG_STREAM)
            console.dir(token, { depth: null });
        switch (token.type) {
            case 'directive':
                this.directives.add(token.source, (offset, message, warning) => {
                    const pos = getErrorPos(token);
                    pos[0] += offset;
                    this.onError(pos, 'BAD_DIRECTIVE', message, warning);
                });
                this.prelude.push(token.source);
                this.atDirectives = true;
                break;
            case 'document': {
                const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
                if (this.atDirectives && !doc.directives.docStart)
                    this.onError(token, 'MISSING_CHAR', 'Missing directives-end/doc-start indicator line');
                this.decorate(doc, false);
                if (this.doc)
                    yield this.doc;
                this.doc = doc;
                this.atDirectives = false;
                break;
            }
            case 'byte-order-mark':
            case 'space':
                break;
            case 'comment':
            case 'newline':
                this.prelude.push(token.source);
                break;
            case 'error': {
                const msg = token.source
                    ? `${token.message}: ${JSON.stringify(token.source)}`
                    : token.message;
                const error = new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg);
                if (this.atDirectives || !this.doc)
                    this.errors.push(error);
                else
                    this.doc.errors.push(error);
                break;
            }
            case 'doc-end': {
                if (!this.doc) {
                    const msg = 'Unexpected doc-end without preceding document';
                    this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg));
                    break;
                }
                this.doc.directives.docEnd = true;
                const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
                this.decorate(this.doc, true);
                if (end.comment) {
                    const dc = this.doc.comment;
                    this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
                }
                this.doc.range[2] = end.offset;
                break;
            }
            default:
                this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', `Unsupported token ${token.type}`));
        }
    }
    /**
     * Call at end of input to yield any remaining document.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
            this.decorate(this.doc, true);
            yield this.doc;
            this.doc = null;
        }
        else if (forceDoc) {
            const opts = Object.assign({ _directives: this.directives }, this.options);
            const doc = new Document.Document(undefined, opts);
            if (this.atDirectives)
                this.onError(endOffset, 'MISSING_CHAR', 'Missing directives-end indicator line');
            doc.range = [0, endOffset, endOffset];
            this.decorate(doc, false);
            yield doc;
        }
    }
}

exports.Composer = Composer;


/***/ }),

/***/ 9573:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Pair = __nccwpck_require__(7567);
var YAMLMap = __nccwpck_require__(1856);
var resolveProps = __nccwpck_require__(3121);
var utilContainsNewline = __nccwpck_require__(7865);
var utilFlowIndentCheck = __nccwpck_require__(5637);
var utilMapIncludes = __nccwpck_require__(1117);

const startColMsg = 'All mapping items must start at the same column';
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
    const map = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    let offset = bm.offset;
    let commentEnd = null;
    for (const collItem of bm.items) {
        const { start, key, sep, value } = collItem;
        // key properties
        const keyProps = resolveProps.resolveProps(start, {
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: bm.indent,
            startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
            if (key) {
                if (key.type === 'block-seq')
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'A block sequence may not be used as an implicit map key');
                else if ('indent' in key && key.indent !== bm.indent)
                    onError(offset, 'BAD_INDENT', startColMsg);
            }
            if (!keyProps.anchor && !keyProps.tag && !sep) {
                commentEnd = keyProps.end;
                if (keyProps.comment) {
                    if (map.comment)
                        map.comment += '\n' + keyProps.comment;
                    else
                        map.comment = keyProps.comment;
                }
                continue;
            }
            if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
                onError(key ?? start[start.length - 1], 'MULTILINE_IMPLICIT_KEY', 'Implicit keys need to be on a single line');
            }
        }
        else if (keyProps.found?.indent !== bm.indent) {
            onError(offset, 'BAD_INDENT', startColMsg);
        }
        // key value
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key
            ? composeNode(ctx, key, keyProps, onError)
            : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
            onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
        // value properties
        const valueProps = resolveProps.resolveProps(sep ?? [], {
            indicator: 'map-value-ind',
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: bm.indent,
            startOnNewline: !key || key.type === 'block-scalar'
        });
        offset = valueProps.end;
        if (valueProps.found) {
            if (implicitKey) {
                if (value?.type === 'block-map' && !valueProps.hasNewline)
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'Nested mappings are not allowed in compact mappings');
                if (ctx.options.strict &&
                    keyProps.start < valueProps.found.offset - 1024)
                    onError(keyNode.range, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit block mapping key');
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
            if (ctx.schema.compat)
                utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
            offset = valueNode.range[2];
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
        else {
            // key with no value
            if (implicitKey)
                onError(keyNode.range, 'MISSING_CHAR', 'Implicit map keys need to be followed by map values');
            if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
    }
    if (commentEnd && commentEnd < offset)
        onError(commentEnd, 'IMPOSSIBLE', 'Map comment with trailing content');
    map.range = [bm.offset, offset, commentEnd ?? offset];
    return map;
}

exports.resolveBlockMap = resolveBlockMap;


/***/ }),

/***/ 1399:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(1543);

function resolveBlockScalar(ctx, scalar, onError) {
    const start = scalar.offset;
    const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
    if (!header)
        return { value: '', type: null, comment: '', range: [start, start, start] };
    const type = header.mode === '>' ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
    const lines = scalar.source ? splitLines(scalar.source) : [];
    // determine the end of content & start of chomping
    let chompStart = lines.length;
    for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === '' || content === '\r')
            chompStart = i;
        else
            break;
    }
    // shortcut for empty contents
    if (chompStart === 0) {
        const value = header.chomp === '+' && lines.length > 0
            ? '\n'.repeat(Math.max(1, lines.length - 1))
            : '';
        let end = start + header.length;
        if (scalar.source)
            end += scalar.source.length;
        return { value, type, comment: header.comment, range: [start, end, end] };
    }
    // find the indentation level to trim from start
    let trimIndent = scalar.indent + header.indent;
    let offset = scalar.offset + header.length;
    let contentStart = 0;
    for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === '' || content === '\r') {
            if (header.indent === 0 && indent.length > trimIndent)
                trimIndent = indent.length;
        }
        else {
            if (indent.length < trimIndent) {
                const message = 'Block scalars with more-indented leading empty lines must use an explicit indentation indicator';
                onError(offset + indent.length, 'MISSING_CHAR', message);
            }
            if (header.indent === 0)
                trimIndent = indent.length;
            contentStart = i;
            if (trimIndent === 0 && !ctx.atRoot) {
                const message = 'Block scalar values in collections must be indented';
                onError(offset, 'BAD_INDENT', message);
            }
            break;
        }
        offset += indent.length + content.length + 1;
    }
    // include trailing more-indented empty lines in content
    for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
            chompStart = i + 1;
    }
    let value = '';
    let sep = '';
    let prevMoreIndented = false;
    // leading whitespace is kept intact
    for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + '\n';
    for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === '\r';
        if (crlf)
            content = content.slice(0, -1);
        /* istanbul ignore if already caught in lexer */
        if (content && indent.length < trimIndent) {
            const src = header.indent
                ? 'explicit indentation indicator'
                : 'first line';
            const message = `Block scalar lines must not be less indented than their ${src}`;
            onError(offset - content.length - (crlf ? 2 : 1), 'BAD_INDENT', message);
            indent = '';
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
        }
        else if (indent.length > trimIndent || content[0] === '\t') {
            // more-indented content within a folded block
            if (sep === ' ')
                sep = '\n';
            else if (!prevMoreIndented && sep === '\n')
                sep = '\n\n';
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
            prevMoreIndented = true;
        }
        else if (content === '') {
            // empty line
            if (sep === '\n')
                value += '\n';
            else
                sep = '\n';
        }
        else {
            value += sep + content;
            sep = ' ';
            prevMoreIndented = false;
        }
    }
    switch (header.chomp) {
        case '-':
            break;
        case '+':
            for (let i = chompStart; i < lines.length; ++i)
                value += '\n' + lines[i][0].slice(trimIndent);
            if (value[value.length - 1] !== '\n')
                value += '\n';
            break;
        default:
            value += '\n';
    }
    const end = start + header.length + scalar.source.length;
    return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
    /* istanbul ignore if should not happen */
    if (props[0].type !== 'block-scalar-header') {
        onError(props[0], 'IMPOSSIBLE', 'Block scalar header not found');
        return null;
    }
    const { source } = props[0];
    const mode = source[0];
    let indent = 0;
    let chomp = '';
    let error = -1;
    for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === '-' || ch === '+'))
            chomp = ch;
        else {
            const n = Number(ch);
            if (!indent && n)
                indent = n;
            else if (error === -1)
                error = offset + i;
        }
    }
    if (error !== -1)
        onError(error, 'UNEXPECTED_TOKEN', `Block scalar header includes extra characters: ${source}`);
    let hasSpace = false;
    let comment = '';
    let length = source.length;
    for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
            case 'space':
                hasSpace = true;
            // fallthrough
            case 'newline':
                length += token.source.length;
                break;
            case 'comment':
                if (strict && !hasSpace) {
                    const message = 'Comments must be separated from other tokens by white space characters';
                    onError(token, 'MISSING_CHAR', message);
                }
                length += token.source.length;
                comment = token.source.substring(1);
                break;
            case 'error':
                onError(token, 'UNEXPECTED_TOKEN', token.message);
                length += token.source.length;
                break;
            /* istanbul ignore next should not happen */
            default: {
                const message = `Unexpected token in block scalar header: ${token.type}`;
                onError(token, 'UNEXPECTED_TOKEN', message);
                const ts = token.source;
                if (ts && typeof ts === 'string')
                    length += ts.length;
            }
        }
    }
    return { mode, indent, chomp, comment, length };
}
/** @returns Array of lines split up as `[indent, content]` */
function splitLines(source) {
    const split = source.split(/\n( *)/);
    const first = split[0];
    const m = first.match(/^( *)/);
    const line0 = m?.[1]
        ? [m[1], first.slice(m[1].length)]
        : ['', first];
    const lines = [line0];
    for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
    return lines;
}

exports.resolveBlockScalar = resolveBlockScalar;


/***/ }),

/***/ 1120:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var YAMLSeq = __nccwpck_require__(3013);
var resolveProps = __nccwpck_require__(3121);
var utilFlowIndentCheck = __nccwpck_require__(5637);

function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
    const seq = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = bs.offset;
    let commentEnd = null;
    for (const { start, value } of bs.items) {
        const props = resolveProps.resolveProps(start, {
            indicator: 'seq-item-ind',
            next: value,
            offset,
            onError,
            parentIndent: bs.indent,
            startOnNewline: true
        });
        if (!props.found) {
            if (props.anchor || props.tag || value) {
                if (value?.type === 'block-seq')
                    onError(props.end, 'BAD_INDENT', 'All sequence items must start at the same column');
                else
                    onError(offset, 'MISSING_CHAR', 'Sequence item without - indicator');
            }
            else {
                commentEnd = props.end;
                if (props.comment)
                    seq.comment = props.comment;
                continue;
            }
        }
        const node = value
            ? composeNode(ctx, value, props, onError)
            : composeEmptyNode(ctx, props.end, start, null, props, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
    }
    seq.range = [bs.offset, offset, commentEnd ?? offset];
    return seq;
}

exports.resolveBlockSeq = resolveBlockSeq;


/***/ }),

/***/ 2022:
/***/ ((__unused_webpack_module, exports) => {



function resolveEnd(end, offset, reqSpace, onError) {
    let comment = '';
    if (end) {
        let hasSpace = false;
        let sep = '';
        for (const token of end) {
            const { source, type } = token;
            switch (type) {
                case 'space':
                    hasSpace = true;
                    break;
                case 'comment': {
                    if (reqSpace && !hasSpace)
                        onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                    const cb = source.substring(1) || ' ';
                    if (!comment)
                        comment = cb;
                    else
                        comment += sep + cb;
                    sep = '';
                    break;
                }
                case 'newline':
                    if (comment)
                        sep += source;
                    hasSpace = true;
                    break;
                default:
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${type} at node end`);
            }
            offset += source.length;
        }
    }
    return { comment, offset };
}

exports.resolveEnd = resolveEnd;


/***/ }),

/***/ 8884:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var Pair = __nccwpck_require__(7567);
var YAMLMap = __nccwpck_require__(1856);
var YAMLSeq = __nccwpck_require__(3013);
var resolveEnd = __nccwpck_require__(2022);
var resolveProps = __nccwpck_require__(3121);
var utilContainsNewline = __nccwpck_require__(7865);
var utilMapIncludes = __nccwpck_require__(1117);

const blockMsg = 'Block collections are not allowed within flow collections';
const isBlock = (token) => token && (token.type === 'block-map' || token.type === 'block-seq');
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
    const isMap = fc.start.source === '{';
    const fcName = isMap ? 'flow map' : 'flow sequence';
    const NodeClass = (tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq));
    const coll = new NodeClass(ctx.schema);
    coll.flow = true;
    const atRoot = ctx.atRoot;
    if (atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = fc.offset + fc.start.source.length;
    for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start, {
            flow: fcName,
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
        });
        if (!props.found) {
            if (!props.anchor && !props.tag && !sep && !value) {
                if (i === 0 && props.comma)
                    onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
                else if (i < fc.items.length - 1)
                    onError(props.start, 'UNEXPECTED_TOKEN', `Unexpected empty item in ${fcName}`);
                if (props.comment) {
                    if (coll.comment)
                        coll.comment += '\n' + props.comment;
                    else
                        coll.comment = props.comment;
                }
                offset = props.end;
                continue;
            }
            if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
                onError(key, // checked by containsNewline()
                'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
        }
        if (i === 0) {
            if (props.comma)
                onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
        }
        else {
            if (!props.comma)
                onError(props.start, 'MISSING_CHAR', `Missing , between ${fcName} items`);
            if (props.comment) {
                let prevItemComment = '';
                loop: for (const st of start) {
                    switch (st.type) {
                        case 'comma':
                        case 'space':
                            break;
                        case 'comment':
                            prevItemComment = st.source.substring(1);
                            break loop;
                        default:
                            break loop;
                    }
                }
                if (prevItemComment) {
                    let prev = coll.items[coll.items.length - 1];
                    if (identity.isPair(prev))
                        prev = prev.value ?? prev.key;
                    if (prev.comment)
                        prev.comment += '\n' + prevItemComment;
                    else
                        prev.comment = prevItemComment;
                    props.comment = props.comment.substring(prevItemComment.length + 1);
                }
            }
        }
        if (!isMap && !sep && !props.found) {
            // item is a value in a seq
            // → key & sep are empty, start does not include ? or :
            const valueNode = value
                ? composeNode(ctx, value, props, onError)
                : composeEmptyNode(ctx, props.end, sep, null, props, onError);
            coll.items.push(valueNode);
            offset = valueNode.range[2];
            if (isBlock(value))
                onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
        }
        else {
            // item is a key+value pair
            // key value
            ctx.atKey = true;
            const keyStart = props.end;
            const keyNode = key
                ? composeNode(ctx, key, props, onError)
                : composeEmptyNode(ctx, keyStart, start, null, props, onError);
            if (isBlock(key))
                onError(keyNode.range, 'BLOCK_IN_FLOW', blockMsg);
            ctx.atKey = false;
            // value properties
            const valueProps = resolveProps.resolveProps(sep ?? [], {
                flow: fcName,
                indicator: 'map-value-ind',
                next: value,
                offset: keyNode.range[2],
                onError,
                parentIndent: fc.indent,
                startOnNewline: false
            });
            if (valueProps.found) {
                if (!isMap && !props.found && ctx.options.strict) {
                    if (sep)
                        for (const st of sep) {
                            if (st === valueProps.found)
                                break;
                            if (st.type === 'newline') {
                                onError(st, 'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
                                break;
                            }
                        }
                    if (props.start < valueProps.found.offset - 1024)
                        onError(valueProps.found, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit flow sequence key');
                }
            }
            else if (value) {
                if ('source' in value && value.source?.[0] === ':')
                    onError(value, 'MISSING_CHAR', `Missing space after : in ${fcName}`);
                else
                    onError(valueProps.start, 'MISSING_CHAR', `Missing , or : between ${fcName} items`);
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : valueProps.found
                    ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError)
                    : null;
            if (valueNode) {
                if (isBlock(value))
                    onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
            }
            else if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            if (isMap) {
                const map = coll;
                if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
                    onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
                map.items.push(pair);
            }
            else {
                const map = new YAMLMap.YAMLMap(ctx.schema);
                map.flow = true;
                map.items.push(pair);
                const endRange = (valueNode ?? keyNode).range;
                map.range = [keyNode.range[0], endRange[1], endRange[2]];
                coll.items.push(map);
            }
            offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
    }
    const expectedEnd = isMap ? '}' : ']';
    const [ce, ...ee] = fc.end;
    let cePos = offset;
    if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
    else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot
            ? `${name} must end with a ${expectedEnd}`
            : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? 'MISSING_CHAR' : 'BAD_INDENT', msg);
        if (ce && ce.source.length !== 1)
            ee.unshift(ce);
    }
    if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
            if (coll.comment)
                coll.comment += '\n' + end.comment;
            else
                coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
    }
    else {
        coll.range = [fc.offset, cePos, cePos];
    }
    return coll;
}

exports.resolveFlowCollection = resolveFlowCollection;


/***/ }),

/***/ 2976:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(1543);
var resolveEnd = __nccwpck_require__(2022);

function resolveFlowScalar(scalar, strict, onError) {
    const { offset, type, source, end } = scalar;
    let _type;
    let value;
    const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
    switch (type) {
        case 'scalar':
            _type = Scalar.Scalar.PLAIN;
            value = plainValue(source, _onError);
            break;
        case 'single-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_SINGLE;
            value = singleQuotedValue(source, _onError);
            break;
        case 'double-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_DOUBLE;
            value = doubleQuotedValue(source, _onError);
            break;
        /* istanbul ignore next should not happen */
        default:
            onError(scalar, 'UNEXPECTED_TOKEN', `Expected a flow scalar value, but found: ${type}`);
            return {
                value: '',
                type: null,
                comment: '',
                range: [offset, offset + source.length, offset + source.length]
            };
    }
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
    return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
    };
}
function plainValue(source, onError) {
    let badChar = '';
    switch (source[0]) {
        /* istanbul ignore next should not happen */
        case '\t':
            badChar = 'a tab character';
            break;
        case ',':
            badChar = 'flow indicator character ,';
            break;
        case '%':
            badChar = 'directive indicator character %';
            break;
        case '|':
        case '>': {
            badChar = `block scalar indicator ${source[0]}`;
            break;
        }
        case '@':
        case '`': {
            badChar = `reserved character ${source[0]}`;
            break;
        }
    }
    if (badChar)
        onError(0, 'BAD_SCALAR_START', `Plain value cannot start with ${badChar}`);
    return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
    if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, 'MISSING_CHAR', "Missing closing 'quote");
    return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
    const line = /(.*?)\r?\n/sy;
    let match = line.exec(source);
    if (!match)
        return source;
    /**
     * The negative lookbehinds in these RegExps are to
     * prevent causing a polynomial search time in certain cases.
     *
     * The try-catch is for Safari < 16.4 and other old browsers:
     * https://caniuse.com/js-regexp-lookbehind
     */
    let trimEnd, trimBoth;
    try {
        trimEnd = new RegExp('(?<![ \t])[ \t]+$');
        trimBoth = new RegExp('^[ \t]+|(?<![ \t])[ \t]+$', 'g');
    }
    catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
    }
    let res = match[1].replace(trimEnd, '');
    let sep = ' ';
    let pos = line.lastIndex;
    while ((match = line.exec(source))) {
        const lm = match[1].replace(trimBoth, '');
        if (lm === '') {
            if (sep === '\n')
                res += sep;
            else
                sep = '\n';
        }
        else {
            res += sep + lm;
            sep = ' ';
        }
        pos = line.lastIndex;
    }
    const last = /[ \t]*(.*)/sy;
    last.lastIndex = pos;
    match = last.exec(source);
    return res + sep + (match?.[1] ?? '');
}
function doubleQuotedValue(source, onError) {
    let res = '';
    for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === '\r' && source[i + 1] === '\n')
            continue;
        if (ch === '\n') {
            const { fold, offset } = foldNewline(source, i);
            res += fold;
            i = offset;
        }
        else if (ch === '\\') {
            let next = source[++i];
            const cc = escapeCodes[next];
            if (cc)
                res += cc;
            else if (next === '\n') {
                // skip escaped newlines, but still trim the following line
                next = source[i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === '\r' && source[i + 1] === '\n') {
                // skip escaped CRLF newlines, but still trim the following line
                next = source[++i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === 'x' || next === 'u' || next === 'U') {
                const length = next === 'x' ? 2 : next === 'u' ? 4 : 8;
                res += parseCharCode(source, i + 1, length, onError);
                i += length;
            }
            else {
                const raw = source.substr(i - 1, 2);
                onError(i - 1, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
                res += raw;
            }
        }
        else if (ch === ' ' || ch === '\t') {
            // trim trailing whitespace
            const wsStart = i;
            let next = source[i + 1];
            while (next === ' ' || next === '\t')
                next = source[++i + 1];
            if (next !== '\n' && !(next === '\r' && source[i + 2] === '\n'))
                res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        }
        else {
            res += ch;
        }
    }
    if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, 'MISSING_CHAR', 'Missing closing "quote');
    return res;
}
/**
 * Fold a single newline into a space, multiple newlines to N - 1 newlines.
 * Presumes `source[offset] === '\n'`
 */
function foldNewline(source, offset) {
    let fold = '';
    let ch = source[offset + 1];
    while (ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r') {
        if (ch === '\r' && source[offset + 2] !== '\n')
            break;
        if (ch === '\n')
            fold += '\n';
        offset += 1;
        ch = source[offset + 1];
    }
    if (!fold)
        fold = ' ';
    return { fold, offset };
}
const escapeCodes = {
    '0': '\0', // null character
    a: '\x07', // bell character
    b: '\b', // backspace
    e: '\x1b', // escape character
    f: '\f', // form feed
    n: '\n', // line feed
    r: '\r', // carriage return
    t: '\t', // horizontal tab
    v: '\v', // vertical tab
    N: '\u0085', // Unicode next line
    _: '\u00a0', // Unicode non-breaking space
    L: '\u2028', // Unicode line separator
    P: '\u2029', // Unicode paragraph separator
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t'
};
function parseCharCode(source, offset, length, onError) {
    const cc = source.substr(offset, length);
    const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
    const code = ok ? parseInt(cc, 16) : NaN;
    try {
        return String.fromCodePoint(code);
    }
    catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
        return raw;
    }
}

exports.resolveFlowScalar = resolveFlowScalar;


/***/ }),

/***/ 3121:
/***/ ((__unused_webpack_module, exports) => {



function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
    let spaceBefore = false;
    let atNewline = startOnNewline;
    let hasSpace = startOnNewline;
    let comment = '';
    let commentSep = '';
    let hasNewline = false;
    let reqSpace = false;
    let tab = null;
    let anchor = null;
    let tag = null;
    let newlineAfterProp = null;
    let comma = null;
    let found = null;
    let start = null;
    for (const token of tokens) {
        if (reqSpace) {
            if (token.type !== 'space' &&
                token.type !== 'newline' &&
                token.type !== 'comma')
                onError(token.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
            reqSpace = false;
        }
        if (tab) {
            if (atNewline && token.type !== 'comment' && token.type !== 'newline') {
                onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
            }
            tab = null;
        }
        switch (token.type) {
            case 'space':
                // At the doc level, tabs at line start may be parsed
                // as leading white space rather than indentation.
                // In a flow collection, only the parser handles indent.
                if (!flow &&
                    (indicator !== 'doc-start' || next?.type !== 'flow-collection') &&
                    token.source.includes('\t')) {
                    tab = token;
                }
                hasSpace = true;
                break;
            case 'comment': {
                if (!hasSpace)
                    onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                const cb = token.source.substring(1) || ' ';
                if (!comment)
                    comment = cb;
                else
                    comment += commentSep + cb;
                commentSep = '';
                atNewline = false;
                break;
            }
            case 'newline':
                if (atNewline) {
                    if (comment)
                        comment += token.source;
                    else if (!found || indicator !== 'seq-item-ind')
                        spaceBefore = true;
                }
                else
                    commentSep += token.source;
                atNewline = true;
                hasNewline = true;
                if (anchor || tag)
                    newlineAfterProp = token;
                hasSpace = true;
                break;
            case 'anchor':
                if (anchor)
                    onError(token, 'MULTIPLE_ANCHORS', 'A node can have at most one anchor');
                if (token.source.endsWith(':'))
                    onError(token.offset + token.source.length - 1, 'BAD_ALIAS', 'Anchor ending in : is ambiguous', true);
                anchor = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            case 'tag': {
                if (tag)
                    onError(token, 'MULTIPLE_TAGS', 'A node can have at most one tag');
                tag = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            }
            case indicator:
                // Could here handle preceding comments differently
                if (anchor || tag)
                    onError(token, 'BAD_PROP_ORDER', `Anchors and tags must be after the ${token.source} indicator`);
                if (found)
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.source} in ${flow ?? 'collection'}`);
                found = token;
                atNewline =
                    indicator === 'seq-item-ind' || indicator === 'explicit-key-ind';
                hasSpace = false;
                break;
            case 'comma':
                if (flow) {
                    if (comma)
                        onError(token, 'UNEXPECTED_TOKEN', `Unexpected , in ${flow}`);
                    comma = token;
                    atNewline = false;
                    hasSpace = false;
                    break;
                }
            // else fallthrough
            default:
                onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.type} token`);
                atNewline = false;
                hasSpace = false;
        }
    }
    const last = tokens[tokens.length - 1];
    const end = last ? last.offset + last.source.length : offset;
    if (reqSpace &&
        next &&
        next.type !== 'space' &&
        next.type !== 'newline' &&
        next.type !== 'comma' &&
        (next.type !== 'scalar' || next.source !== '')) {
        onError(next.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
    }
    if (tab &&
        ((atNewline && tab.indent <= parentIndent) ||
            next?.type === 'block-map' ||
            next?.type === 'block-seq'))
        onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
    return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor,
        tag,
        newlineAfterProp,
        end,
        start: start ?? end
    };
}

exports.resolveProps = resolveProps;


/***/ }),

/***/ 7865:
/***/ ((__unused_webpack_module, exports) => {



function containsNewline(key) {
    if (!key)
        return null;
    switch (key.type) {
        case 'alias':
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            if (key.source.includes('\n'))
                return true;
            if (key.end)
                for (const st of key.end)
                    if (st.type === 'newline')
                        return true;
            return false;
        case 'flow-collection':
            for (const it of key.items) {
                for (const st of it.start)
                    if (st.type === 'newline')
                        return true;
                if (it.sep)
                    for (const st of it.sep)
                        if (st.type === 'newline')
                            return true;
                if (containsNewline(it.key) || containsNewline(it.value))
                    return true;
            }
            return false;
        default:
            return true;
    }
}

exports.containsNewline = containsNewline;


/***/ }),

/***/ 3933:
/***/ ((__unused_webpack_module, exports) => {



function emptyScalarPosition(offset, before, pos) {
    if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
            let st = before[i];
            switch (st.type) {
                case 'space':
                case 'comment':
                case 'newline':
                    offset -= st.source.length;
                    continue;
            }
            // Technically, an empty scalar is immediately after the last non-empty
            // node, but it's more useful to place it after any whitespace.
            st = before[++i];
            while (st?.type === 'space') {
                offset += st.source.length;
                st = before[++i];
            }
            break;
        }
    }
    return offset;
}

exports.emptyScalarPosition = emptyScalarPosition;


/***/ }),

/***/ 5637:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var utilContainsNewline = __nccwpck_require__(7865);

function flowIndentCheck(indent, fc, onError) {
    if (fc?.type === 'flow-collection') {
        const end = fc.end[0];
        if (end.indent === indent &&
            (end.source === ']' || end.source === '}') &&
            utilContainsNewline.containsNewline(fc)) {
            const msg = 'Flow end indicator should be more indented than parent';
            onError(end, 'BAD_INDENT', msg, true);
        }
    }
}

exports.flowIndentCheck = flowIndentCheck;


/***/ }),

/***/ 1117:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);

function mapIncludes(ctx, items, search) {
    const { uniqueKeys } = ctx.options;
    if (uniqueKeys === false)
        return false;
    const isEqual = typeof uniqueKeys === 'function'
        ? uniqueKeys
        : (a, b) => a === b || (identity.isScalar(a) && identity.isScalar(b) && a.value === b.value);
    return items.some(pair => isEqual(pair.key, search));
}

exports.mapIncludes = mapIncludes;


/***/ }),

/***/ 3915:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(7);
var Collection = __nccwpck_require__(935);
var identity = __nccwpck_require__(1737);
var Pair = __nccwpck_require__(7567);
var toJS = __nccwpck_require__(445);
var Schema = __nccwpck_require__(7878);
var stringifyDocument = __nccwpck_require__(9255);
var anchors = __nccwpck_require__(9030);
var applyReviver = __nccwpck_require__(6767);
var createNode = __nccwpck_require__(1126);
var directives = __nccwpck_require__(2768);

class Document {
    constructor(value, replacer, options) {
        /** A comment before this Document */
        this.commentBefore = null;
        /** A comment immediately after this Document */
        this.comment = null;
        /** Errors encountered during parsing. */
        this.errors = [];
        /** Warnings encountered during parsing. */
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === 'function' || Array.isArray(replacer)) {
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const opt = Object.assign({
            intAsBigInt: false,
            keepSourceTokens: false,
            logLevel: 'warn',
            prettyErrors: true,
            strict: true,
            stringKeys: false,
            uniqueKeys: true,
            version: '1.2'
        }, options);
        this.options = opt;
        let { version } = opt;
        if (options?._directives) {
            this.directives = options._directives.atDocument();
            if (this.directives.yaml.explicit)
                version = this.directives.yaml.version;
        }
        else
            this.directives = new directives.Directives({ version });
        this.setSchema(version, options);
        // @ts-expect-error We can't really know that this matches Contents.
        this.contents =
            value === undefined ? null : this.createNode(value, _replacer, options);
    }
    /**
     * Create a deep copy of this Document and its contents.
     *
     * Custom Node values that inherit from `Object` still refer to their original instances.
     */
    clone() {
        const copy = Object.create(Document.prototype, {
            [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
            copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        // @ts-expect-error We can't really know that this matches Contents.
        copy.contents = identity.isNode(this.contents)
            ? this.contents.clone(copy.schema)
            : this.contents;
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** Adds a value to the document. */
    add(value) {
        if (assertCollection(this.contents))
            this.contents.add(value);
    }
    /** Adds a value to the document. */
    addIn(path, value) {
        if (assertCollection(this.contents))
            this.contents.addIn(path, value);
    }
    /**
     * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
     *
     * If `node` already has an anchor, `name` is ignored.
     * Otherwise, the `node.anchor` value will be set to `name`,
     * or if an anchor with that name is already present in the document,
     * `name` will be used as a prefix for a new unique anchor.
     * If `name` is undefined, the generated anchor will use 'a' as a prefix.
     */
    createAlias(node, name) {
        if (!node.anchor) {
            const prev = anchors.anchorNames(this);
            node.anchor =
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                !name || prev.has(name) ? anchors.findNewAnchor(name || 'a', prev) : name;
        }
        return new Alias.Alias(node.anchor);
    }
    createNode(value, replacer, options) {
        let _replacer = undefined;
        if (typeof replacer === 'function') {
            value = replacer.call({ '': value }, '', value);
            _replacer = replacer;
        }
        else if (Array.isArray(replacer)) {
            const keyToStr = (v) => typeof v === 'number' || v instanceof String || v instanceof Number;
            const asStr = replacer.filter(keyToStr).map(String);
            if (asStr.length > 0)
                replacer = replacer.concat(asStr);
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, 
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        anchorPrefix || 'a');
        const ctx = {
            aliasDuplicateObjects: aliasDuplicateObjects ?? true,
            keepUndefined: keepUndefined ?? false,
            onAnchor,
            onTagObj,
            replacer: _replacer,
            schema: this.schema,
            sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
            node.flow = true;
        setAnchors();
        return node;
    }
    /**
     * Convert a key and a value into a `Pair` using the current schema,
     * recursively wrapping all values as `Scalar` or `Collection` nodes.
     */
    createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
            if (this.contents == null)
                return false;
            // @ts-expect-error Presumed impossible if Strict extends false
            this.contents = null;
            return true;
        }
        return assertCollection(this.contents)
            ? this.contents.deleteIn(path)
            : false;
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    get(key, keepScalar) {
        return identity.isCollection(this.contents)
            ? this.contents.get(key, keepScalar)
            : undefined;
    }
    /**
     * Returns item at `path`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
            return !keepScalar && identity.isScalar(this.contents)
                ? this.contents.value
                : this.contents;
        return identity.isCollection(this.contents)
            ? this.contents.getIn(path, keepScalar)
            : undefined;
    }
    /**
     * Checks if the document includes a value with the key `key`.
     */
    has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
    }
    /**
     * Checks if the document includes a value at `path`.
     */
    hasIn(path) {
        if (Collection.isEmptyPath(path))
            return this.contents !== undefined;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    set(key, value) {
        if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, [key], value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.set(key, value);
        }
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = value;
        }
        else if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.setIn(path, value);
        }
    }
    /**
     * Change the YAML version and schema used by the document.
     * A `null` version disables support for directives, explicit tags, anchors, and aliases.
     * It also requires the `schema` option to be given as a `Schema` instance value.
     *
     * Overrides all previously set schema options.
     */
    setSchema(version, options = {}) {
        if (typeof version === 'number')
            version = String(version);
        let opt;
        switch (version) {
            case '1.1':
                if (this.directives)
                    this.directives.yaml.version = '1.1';
                else
                    this.directives = new directives.Directives({ version: '1.1' });
                opt = { resolveKnownTags: false, schema: 'yaml-1.1' };
                break;
            case '1.2':
            case 'next':
                if (this.directives)
                    this.directives.yaml.version = version;
                else
                    this.directives = new directives.Directives({ version });
                opt = { resolveKnownTags: true, schema: 'core' };
                break;
            case null:
                if (this.directives)
                    delete this.directives;
                opt = null;
                break;
            default: {
                const sv = JSON.stringify(version);
                throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
            }
        }
        // Not using `instanceof Schema` to allow for duck typing
        if (options.schema instanceof Object)
            this.schema = options.schema;
        else if (opt)
            this.schema = new Schema.Schema(Object.assign(opt, options));
        else
            throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
    }
    // json & jsonArg are only used from toJSON()
    toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
            anchors: new Map(),
            doc: this,
            keep: !json,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
    /**
     * A JSON representation of the document `contents`.
     *
     * @param jsonArg Used by `JSON.stringify` to indicate the array index or
     *   property name.
     */
    toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
    }
    /** A YAML representation of the document. */
    toString(options = {}) {
        if (this.errors.length > 0)
            throw new Error('Document with errors cannot be stringified');
        if ('indent' in options &&
            (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
            const s = JSON.stringify(options.indent);
            throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
    }
}
function assertCollection(contents) {
    if (identity.isCollection(contents))
        return true;
    throw new Error('Expected a YAML collection as document contents');
}

exports.Document = Document;


/***/ }),

/***/ 9030:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var visit = __nccwpck_require__(4190);

/**
 * Verify that the input string is a valid anchor.
 *
 * Will throw on errors.
 */
function anchorIsValid(anchor) {
    if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
        const sa = JSON.stringify(anchor);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
    }
    return true;
}
function anchorNames(root) {
    const anchors = new Set();
    visit.visit(root, {
        Value(_key, node) {
            if (node.anchor)
                anchors.add(node.anchor);
        }
    });
    return anchors;
}
/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
function findNewAnchor(prefix, exclude) {
    for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
            return name;
    }
}
function createNodeAnchors(doc, prefix) {
    const aliasObjects = [];
    const sourceObjects = new Map();
    let prevAnchors = null;
    return {
        onAnchor: (source) => {
            aliasObjects.push(source);
            prevAnchors ?? (prevAnchors = anchorNames(doc));
            const anchor = findNewAnchor(prefix, prevAnchors);
            prevAnchors.add(anchor);
            return anchor;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
            for (const source of aliasObjects) {
                const ref = sourceObjects.get(source);
                if (typeof ref === 'object' &&
                    ref.anchor &&
                    (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
                    ref.node.anchor = ref.anchor;
                }
                else {
                    const error = new Error('Failed to resolve repeated object (this should not happen)');
                    error.source = source;
                    throw error;
                }
            }
        },
        sourceObjects
    };
}

exports.anchorIsValid = anchorIsValid;
exports.anchorNames = anchorNames;
exports.createNodeAnchors = createNodeAnchors;
exports.findNewAnchor = findNewAnchor;


/***/ }),

/***/ 6767:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
 * in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
 * 2021 edition: https://tc39.es/ecma262/#sec-json.parse
 *
 * Includes extensions for handling Map and Set objects.
 */
function applyReviver(reviver, obj, key, val) {
    if (val && typeof val === 'object') {
        if (Array.isArray(val)) {
            for (let i = 0, len = val.length; i < len; ++i) {
                const v0 = val[i];
                const v1 = applyReviver(reviver, val, String(i), v0);
                // eslint-disable-next-line @typescript-eslint/no-array-delete
                if (v1 === undefined)
                    delete val[i];
                else if (v1 !== v0)
                    val[i] = v1;
            }
        }
        else if (val instanceof Map) {
            for (const k of Array.from(val.keys())) {
                const v0 = val.get(k);
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    val.delete(k);
                else if (v1 !== v0)
                    val.set(k, v1);
            }
        }
        else if (val instanceof Set) {
            for (const v0 of Array.from(val)) {
                const v1 = applyReviver(reviver, val, v0, v0);
                if (v1 === undefined)
                    val.delete(v0);
                else if (v1 !== v0) {
                    val.delete(v0);
                    val.add(v1);
                }
            }
        }
        else {
            for (const [k, v0] of Object.entries(val)) {
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    delete val[k];
                else if (v1 !== v0)
                    val[k] = v1;
            }
        }
    }
    return reviver.call(obj, key, val);
}

exports.applyReviver = applyReviver;


/***/ }),

/***/ 1126:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(7);
var identity = __nccwpck_require__(1737);
var Scalar = __nccwpck_require__(1543);

const defaultTagPrefix = 'tag:yaml.org,2002:';
function findTagObject(value, tagName, tags) {
    if (tagName) {
        const match = tags.filter(t => t.tag === tagName);
        const tagObj = match.find(t => !t.format) ?? match[0];
        if (!tagObj)
            throw new Error(`Tag ${tagName} not found`);
        return tagObj;
    }
    return tags.find(t => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
    if (identity.isDocument(value))
        value = value.contents;
    if (identity.isNode(value))
        return value;
    if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
    }
    if (value instanceof String ||
        value instanceof Number ||
        value instanceof Boolean ||
        (typeof BigInt !== 'undefined' && value instanceof BigInt) // not supported everywhere
    ) {
        // https://tc39.es/ecma262/#sec-serializejsonproperty
        value = value.valueOf();
    }
    const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
    // Detect duplicate references to the same object & use Alias nodes for all
    // after first. The `ref` wrapper allows for circular references to resolve.
    let ref = undefined;
    if (aliasDuplicateObjects && value && typeof value === 'object') {
        ref = sourceObjects.get(value);
        if (ref) {
            ref.anchor ?? (ref.anchor = onAnchor(value));
            return new Alias.Alias(ref.anchor);
        }
        else {
            ref = { anchor: null, node: null };
            sourceObjects.set(value, ref);
        }
    }
    if (tagName?.startsWith('!!'))
        tagName = defaultTagPrefix + tagName.slice(2);
    let tagObj = findTagObject(value, tagName, schema.tags);
    if (!tagObj) {
        if (value && typeof value.toJSON === 'function') {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-call
            value = value.toJSON();
        }
        if (!value || typeof value !== 'object') {
            const node = new Scalar.Scalar(value);
            if (ref)
                ref.node = node;
            return node;
        }
        tagObj =
            value instanceof Map
                ? schema[identity.MAP]
                : Symbol.iterator in Object(value)
                    ? schema[identity.SEQ]
                    : schema[identity.MAP];
    }
    if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
    }
    const node = tagObj?.createNode
        ? tagObj.createNode(ctx.schema, value, ctx)
        : typeof tagObj?.nodeClass?.from === 'function'
            ? tagObj.nodeClass.from(ctx.schema, value, ctx)
            : new Scalar.Scalar(value);
    if (tagName)
        node.tag = tagName;
    else if (!tagObj.default)
        node.tag = tagObj.tag;
    if (ref)
        ref.node = node;
    return node;
}

exports.createNode = createNode;


/***/ }),

/***/ 2768:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var visit = __nccwpck_require__(4190);

const escapeChars = {
    '!': '%21',
    ',': '%2C',
    '[': '%5B',
    ']': '%5D',
    '{': '%7B',
    '}': '%7D'
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, ch => escapeChars[ch]);
class Directives {
    constructor(yaml, tags) {
        /**
         * The directives-end/doc-start marker `---`. If `null`, a marker may still be
         * included in the document's stringified representation.
         */
        this.docStart = null;
        /** The doc-end marker `...`.  */
        this.docEnd = false;
        this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, Directives.defaultTags, tags);
    }
    clone() {
        const copy = new Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
    }
    /**
     * During parsing, get a Directives instance for the current document and
     * update the stream state according to the current version's spec.
     */
    atDocument() {
        const res = new Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
            case '1.1':
                this.atNextDocument = true;
                break;
            case '1.2':
                this.atNextDocument = false;
                this.yaml = {
                    explicit: Directives.defaultYaml.explicit,
                    version: '1.2'
                };
                this.tags = Object.assign({}, Directives.defaultTags);
                break;
        }
        return res;
    }
    /**
     * @param onError - May be called even if the action was successful
     * @returns `true` on success
     */
    add(line, onError) {
        if (this.atNextDocument) {
            this.yaml = { explicit: Directives.defaultYaml.explicit, version: '1.1' };
            this.tags = Object.assign({}, Directives.defaultTags);
            this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
            case '%TAG': {
                if (parts.length !== 2) {
                    onError(0, '%TAG directive should contain exactly two parts');
                    if (parts.length < 2)
                        return false;
                }
                const [handle, prefix] = parts;
                this.tags[handle] = prefix;
                return true;
            }
            case '%YAML': {
                this.yaml.explicit = true;
                if (parts.length !== 1) {
                    onError(0, '%YAML directive should contain exactly one part');
                    return false;
                }
                const [version] = parts;
                if (version === '1.1' || version === '1.2') {
                    this.yaml.version = version;
                    return true;
                }
                else {
                    const isValid = /^\d+\.\d+$/.test(version);
                    onError(6, `Unsupported YAML version ${version}`, isValid);
                    return false;
                }
            }
            default:
                onError(0, `Unknown directive ${name}`, true);
                return false;
        }
    }
    /**
     * Resolves a tag, matching handles to those defined in %TAG directives.
     *
     * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
     *   `'!local'` tag, or `null` if unresolvable.
     */
    tagName(source, onError) {
        if (source === '!')
            return '!'; // non-specific tag
        if (source[0] !== '!') {
            onError(`Not a valid tag: ${source}`);
            return null;
        }
        if (source[1] === '<') {
            const verbatim = source.slice(2, -1);
            if (verbatim === '!' || verbatim === '!!') {
                onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
                return null;
            }
            if (source[source.length - 1] !== '>')
                onError('Verbatim tags must end with a >');
            return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
            onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
            try {
                return prefix + decodeURIComponent(suffix);
            }
            catch (error) {
                onError(String(error));
                return null;
            }
        }
        if (handle === '!')
            return source; // local tag
        onError(`Could not resolve tag: ${source}`);
        return null;
    }
    /**
     * Given a fully resolved tag, returns its printable string form,
     * taking into account current tag prefixes and defaults.
     */
    tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
            if (tag.startsWith(prefix))
                return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === '!' ? tag : `!<${tag}>`;
    }
    toString(doc) {
        const lines = this.yaml.explicit
            ? [`%YAML ${this.yaml.version || '1.2'}`]
            : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
            const tags = {};
            visit.visit(doc.contents, (_key, node) => {
                if (identity.isNode(node) && node.tag)
                    tags[node.tag] = true;
            });
            tagNames = Object.keys(tags);
        }
        else
            tagNames = [];
        for (const [handle, prefix] of tagEntries) {
            if (handle === '!!' && prefix === 'tag:yaml.org,2002:')
                continue;
            if (!doc || tagNames.some(tn => tn.startsWith(prefix)))
                lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join('\n');
    }
}
Directives.defaultYaml = { explicit: false, version: '1.2' };
Directives.defaultTags = { '!!': 'tag:yaml.org,2002:' };

exports.Directives = Directives;


/***/ }),

/***/ 8450:
/***/ ((__unused_webpack_module, exports) => {



class YAMLError extends Error {
    constructor(name, pos, code, message) {
        super();
        this.name = name;
        this.code = code;
        this.message = message;
        this.pos = pos;
    }
}
class YAMLParseError extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLParseError', pos, code, message);
    }
}
class YAMLWarning extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLWarning', pos, code, message);
    }
}
const prettifyError = (src, lc) => (error) => {
    if (error.pos[0] === -1)
        return;
    error.linePos = error.pos.map(pos => lc.linePos(pos));
    const { line, col } = error.linePos[0];
    error.message += ` at line ${line}, column ${col}`;
    let ci = col - 1;
    let lineStr = src
        .substring(lc.lineStarts[line - 1], lc.lineStarts[line])
        .replace(/[\n\r]+$/, '');
    // Trim to max 80 chars, keeping col position near the middle
    if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = '…' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '…';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '…\n';
        lineStr = prev + lineStr;
    }
    if (/[^ ]/.test(lineStr)) {
        let count = 1;
        const end = error.linePos[1];
        if (end?.line === line && end.col > col) {
            count = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = ' '.repeat(ci) + '^'.repeat(count);
        error.message += `:\n\n${lineStr}\n${pointer}\n`;
    }
};

exports.YAMLError = YAMLError;
exports.YAMLParseError = YAMLParseError;
exports.YAMLWarning = YAMLWarning;
exports.prettifyError = prettifyError;


/***/ }),

/***/ 6637:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var composer = __nccwpck_require__(2814);
var Document = __nccwpck_require__(3915);
var Schema = __nccwpck_require__(7878);
var errors = __nccwpck_require__(8450);
var Alias = __nccwpck_require__(7);
var identity = __nccwpck_require__(1737);
var Pair = __nccwpck_require__(7567);
var Scalar = __nccwpck_require__(1543);
var YAMLMap = __nccwpck_require__(1856);
var YAMLSeq = __nccwpck_require__(3013);
var cst = __nccwpck_require__(1475);
var lexer = __nccwpck_require__(7371);
var lineCounter = __nccwpck_require__(1242);
var parser = __nccwpck_require__(8238);
var publicApi = __nccwpck_require__(9901);
var visit = __nccwpck_require__(4190);



__webpack_unused_export__ = composer.Composer;
__webpack_unused_export__ = Document.Document;
__webpack_unused_export__ = Schema.Schema;
__webpack_unused_export__ = errors.YAMLError;
__webpack_unused_export__ = errors.YAMLParseError;
__webpack_unused_export__ = errors.YAMLWarning;
__webpack_unused_export__ = Alias.Alias;
exports.Vj = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
exports.jh = identity.isMap;
__webpack_unused_export__ = identity.isNode;
exports.tO = identity.isPair;
exports.jn = identity.isScalar;
exports.oP = identity.isSeq;
__webpack_unused_export__ = Pair.Pair;
__webpack_unused_export__ = Scalar.Scalar;
__webpack_unused_export__ = YAMLMap.YAMLMap;
__webpack_unused_export__ = YAMLSeq.YAMLSeq;
__webpack_unused_export__ = cst;
__webpack_unused_export__ = lexer.Lexer;
exports.HN = lineCounter.LineCounter;
__webpack_unused_export__ = parser.Parser;
__webpack_unused_export__ = publicApi.parse;
__webpack_unused_export__ = publicApi.parseAllDocuments;
exports.Tp = publicApi.parseDocument;
__webpack_unused_export__ = publicApi.stringify;
__webpack_unused_export__ = visit.visit;
__webpack_unused_export__ = visit.visitAsync;


/***/ }),

/***/ 8195:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);

function debug(logLevel, ...messages) {
    if (logLevel === 'debug')
        console.log(...messages);
}
function warn(logLevel, warning) {
    if (logLevel === 'debug' || logLevel === 'warn') {
        if (typeof node_process.emitWarning === 'function')
            node_process.emitWarning(warning);
        else
            console.warn(warning);
    }
}

exports.debug = debug;
exports.warn = warn;


/***/ }),

/***/ 7:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(9030);
var visit = __nccwpck_require__(4190);
var identity = __nccwpck_require__(1737);
var Node = __nccwpck_require__(9447);
var toJS = __nccwpck_require__(445);

class Alias extends Node.NodeBase {
    constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, 'tag', {
            set() {
                throw new Error('Alias nodes cannot have tags');
            }
        });
    }
    /**
     * Resolve the value of this alias within `doc`, finding the last
     * instance of the `source` anchor before this node.
     */
    resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
            throw new ReferenceError('Alias resolution is disabled');
        let nodes;
        if (ctx?.aliasResolveCache) {
            nodes = ctx.aliasResolveCache;
        }
        else {
            nodes = [];
            visit.visit(doc, {
                Node: (_key, node) => {
                    if (identity.isAlias(node) || identity.hasAnchor(node))
                        nodes.push(node);
                }
            });
            if (ctx)
                ctx.aliasResolveCache = nodes;
        }
        let found = undefined;
        for (const node of nodes) {
            if (node === this)
                break;
            if (node.anchor === this.source)
                found = node;
        }
        if (found && ctx) {
            const { anchors, doc, maxAliasCount } = ctx;
            let data = anchors.get(found);
            if (!data) {
                // Resolve anchors for Node.prototype.toJS()
                toJS.toJS(found, null, ctx);
                data = anchors.get(found);
            }
            /* istanbul ignore if */
            if (data?.res === undefined) {
                const msg = 'This should not happen: Alias anchor was not resolved?';
                throw new ReferenceError(msg);
            }
            if (maxAliasCount >= 0) {
                data.count += 1;
                if (data.aliasCount === 0)
                    data.aliasCount = getAliasCount(doc, found, anchors);
                if (data.count * data.aliasCount > maxAliasCount) {
                    const msg = 'Excessive alias count indicates a resource exhaustion attack';
                    throw new ReferenceError(msg);
                }
            }
        }
        return found;
    }
    toJSON(_arg, ctx) {
        if (!ctx)
            return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
    }
    toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
            anchors.anchorIsValid(this.source);
            if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
                const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
                throw new Error(msg);
            }
            if (ctx.implicitKey)
                return `${src} `;
        }
        return src;
    }
}
function getAliasCount(doc, node, anchors) {
    if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor = anchors && source && anchors.get(source);
        return anchor ? anchor.count * anchor.aliasCount : 0;
    }
    else if (identity.isCollection(node)) {
        let count = 0;
        for (const item of node.items) {
            const c = getAliasCount(doc, item, anchors);
            if (c > count)
                count = c;
        }
        return count;
    }
    else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors);
        const vc = getAliasCount(doc, node.value, anchors);
        return Math.max(kc, vc);
    }
    return 1;
}

exports.Alias = Alias;


/***/ }),

/***/ 935:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(1126);
var identity = __nccwpck_require__(1737);
var Node = __nccwpck_require__(9447);

function collectionFromPath(schema, path, value) {
    let v = value;
    for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === 'number' && Number.isInteger(k) && k >= 0) {
            const a = [];
            a[k] = v;
            v = a;
        }
        else {
            v = new Map([[k, v]]);
        }
    }
    return createNode.createNode(v, undefined, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
            throw new Error('This should not happen, please report a bug.');
        },
        schema,
        sourceObjects: new Map()
    });
}
// Type guard is intentionally a little wrong so as to be more useful,
// as it does not cover untypable empty non-string iterables (e.g. []).
const isEmptyPath = (path) => path == null ||
    (typeof path === 'object' && !!path[Symbol.iterator]().next().done);
class Collection extends Node.NodeBase {
    constructor(type, schema) {
        super(type);
        Object.defineProperty(this, 'schema', {
            value: schema,
            configurable: true,
            enumerable: false,
            writable: true
        });
    }
    /**
     * Create a copy of this collection.
     *
     * @param schema - If defined, overwrites the original's schema
     */
    clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
            copy.schema = schema;
        copy.items = copy.items.map(it => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /**
     * Adds a value to the collection. For `!!map` and `!!omap` the value must
     * be a Pair instance or a `{ key, value }` object, which may not have a key
     * that already exists in the map.
     */
    addIn(path, value) {
        if (isEmptyPath(path))
            this.add(value);
        else {
            const [key, ...rest] = path;
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.addIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
    /**
     * Removes a value from the collection.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
            return node.deleteIn(rest);
        else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
            return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
            return identity.isCollection(node) ? node.getIn(rest, keepScalar) : undefined;
    }
    hasAllNullValues(allowScalar) {
        return this.items.every(node => {
            if (!identity.isPair(node))
                return false;
            const n = node.value;
            return (n == null ||
                (allowScalar &&
                    identity.isScalar(n) &&
                    n.value == null &&
                    !n.commentBefore &&
                    !n.comment &&
                    !n.tag));
        });
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     */
    hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
            this.set(key, value);
        }
        else {
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.setIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
}

exports.Collection = Collection;
exports.collectionFromPath = collectionFromPath;
exports.isEmptyPath = isEmptyPath;


/***/ }),

/***/ 9447:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var applyReviver = __nccwpck_require__(6767);
var identity = __nccwpck_require__(1737);
var toJS = __nccwpck_require__(445);

class NodeBase {
    constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
    }
    /** Create a copy of this node.  */
    clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** A plain JavaScript representation of this node. */
    toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
            throw new TypeError('A document argument is required');
        const ctx = {
            anchors: new Map(),
            doc,
            keep: true,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
}

exports.NodeBase = NodeBase;


/***/ }),

/***/ 7567:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(1126);
var stringifyPair = __nccwpck_require__(8070);
var addPairToJSMap = __nccwpck_require__(8374);
var identity = __nccwpck_require__(1737);

function createPair(key, value, ctx) {
    const k = createNode.createNode(key, undefined, ctx);
    const v = createNode.createNode(value, undefined, ctx);
    return new Pair(k, v);
}
class Pair {
    constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
    }
    clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
            key = key.clone(schema);
        if (identity.isNode(value))
            value = value.clone(schema);
        return new Pair(key, value);
    }
    toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
    }
    toString(ctx, onComment, onChompKeep) {
        return ctx?.doc
            ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep)
            : JSON.stringify(this);
    }
}

exports.Pair = Pair;
exports.createPair = createPair;


/***/ }),

/***/ 1543:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var Node = __nccwpck_require__(9447);
var toJS = __nccwpck_require__(445);

const isScalarValue = (value) => !value || (typeof value !== 'function' && typeof value !== 'object');
class Scalar extends Node.NodeBase {
    constructor(value) {
        super(identity.SCALAR);
        this.value = value;
    }
    toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
    }
    toString() {
        return String(this.value);
    }
}
Scalar.BLOCK_FOLDED = 'BLOCK_FOLDED';
Scalar.BLOCK_LITERAL = 'BLOCK_LITERAL';
Scalar.PLAIN = 'PLAIN';
Scalar.QUOTE_DOUBLE = 'QUOTE_DOUBLE';
Scalar.QUOTE_SINGLE = 'QUOTE_SINGLE';

exports.Scalar = Scalar;
exports.isScalarValue = isScalarValue;


/***/ }),

/***/ 1856:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyCollection = __nccwpck_require__(486);
var addPairToJSMap = __nccwpck_require__(8374);
var Collection = __nccwpck_require__(935);
var identity = __nccwpck_require__(1737);
var Pair = __nccwpck_require__(7567);
var Scalar = __nccwpck_require__(1543);

function findPair(items, key) {
    const k = identity.isScalar(key) ? key.value : key;
    for (const it of items) {
        if (identity.isPair(it)) {
            if (it.key === key || it.key === k)
                return it;
            if (identity.isScalar(it.key) && it.key.value === k)
                return it;
        }
    }
    return undefined;
}
class YAMLMap extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:map';
    }
    constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
    }
    /**
     * A generic collection parsing method that can be extended
     * to other node classes that inherit from YAMLMap
     */
    static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
            if (typeof replacer === 'function')
                value = replacer.call(obj, key, value);
            else if (Array.isArray(replacer) && !replacer.includes(key))
                return;
            if (value !== undefined || keepUndefined)
                map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
            for (const [key, value] of obj)
                add(key, value);
        }
        else if (obj && typeof obj === 'object') {
            for (const key of Object.keys(obj))
                add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === 'function') {
            map.items.sort(schema.sortMapEntries);
        }
        return map;
    }
    /**
     * Adds a value to the collection.
     *
     * @param overwrite - If not set `true`, using a key that is already in the
     *   collection will throw. Otherwise, overwrites the previous value.
     */
    add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
            _pair = pair;
        else if (!pair || typeof pair !== 'object' || !('key' in pair)) {
            // In TypeScript, this never happens.
            _pair = new Pair.Pair(pair, pair?.value);
        }
        else
            _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
            if (!overwrite)
                throw new Error(`Key ${_pair.key} already set`);
            // For scalars, keep the old node & its comments and anchors
            if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
                prev.value.value = _pair.value;
            else
                prev.value = _pair.value;
        }
        else if (sortEntries) {
            const i = this.items.findIndex(item => sortEntries(_pair, item) < 0);
            if (i === -1)
                this.items.push(_pair);
            else
                this.items.splice(i, 0, _pair);
        }
        else {
            this.items.push(_pair);
        }
    }
    delete(key) {
        const it = findPair(this.items, key);
        if (!it)
            return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? undefined;
    }
    has(key) {
        return !!findPair(this.items, key);
    }
    set(key, value) {
        this.add(new Pair.Pair(key, value), true);
    }
    /**
     * @param ctx - Conversion context, originally set in Document#toJS()
     * @param {Class} Type - If set, forces the returned collection type
     * @returns Instance of Type, Map, or Object
     */
    toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const item of this.items)
            addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        for (const item of this.items) {
            if (!identity.isPair(item))
                throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
            ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '',
            flowChars: { start: '{', end: '}' },
            itemIndent: ctx.indent || '',
            onChompKeep,
            onComment
        });
    }
}

exports.YAMLMap = YAMLMap;
exports.findPair = findPair;


/***/ }),

/***/ 3013:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(1126);
var stringifyCollection = __nccwpck_require__(486);
var Collection = __nccwpck_require__(935);
var identity = __nccwpck_require__(1737);
var Scalar = __nccwpck_require__(1543);
var toJS = __nccwpck_require__(445);

class YAMLSeq extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:seq';
    }
    constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
    }
    add(value) {
        this.items.push(value);
    }
    /**
     * Removes a value from the collection.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     *
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return undefined;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     */
    has(key) {
        const idx = asItemIndex(key);
        return typeof idx === 'number' && idx < this.items.length;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     *
     * If `key` does not contain a representation of an integer, this will throw.
     * It may be wrapped in a `Scalar`.
     */
    set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
            prev.value = value;
        else
            this.items[idx] = value;
    }
    toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
            ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
            seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '- ',
            flowChars: { start: '[', end: ']' },
            itemIndent: (ctx.indent || '') + '  ',
            onChompKeep,
            onComment
        });
    }
    static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
            let i = 0;
            for (let it of obj) {
                if (typeof replacer === 'function') {
                    const key = obj instanceof Set ? it : String(i++);
                    it = replacer.call(obj, key, it);
                }
                seq.items.push(createNode.createNode(it, undefined, ctx));
            }
        }
        return seq;
    }
}
function asItemIndex(key) {
    let idx = identity.isScalar(key) ? key.value : key;
    if (idx && typeof idx === 'string')
        idx = Number(idx);
    return typeof idx === 'number' && Number.isInteger(idx) && idx >= 0
        ? idx
        : null;
}

exports.YAMLSeq = YAMLSeq;


/***/ }),

/***/ 8374:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var log = __nccwpck_require__(8195);
var merge = __nccwpck_require__(5970);
var stringify = __nccwpck_require__(5474);
var identity = __nccwpck_require__(1737);
var toJS = __nccwpck_require__(445);

function addPairToJSMap(ctx, map, { key, value }) {
    if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
    // TODO: Should drop this special case for bare << handling
    else if (merge.isMergeKey(ctx, key))
        merge.addMergeToJSMap(ctx, map, value);
    else {
        const jsKey = toJS.toJS(key, '', ctx);
        if (map instanceof Map) {
            map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        }
        else if (map instanceof Set) {
            map.add(jsKey);
        }
        else {
            const stringKey = stringifyKey(key, jsKey, ctx);
            const jsValue = toJS.toJS(value, stringKey, ctx);
            if (stringKey in map)
                Object.defineProperty(map, stringKey, {
                    value: jsValue,
                    writable: true,
                    enumerable: true,
                    configurable: true
                });
            else
                map[stringKey] = jsValue;
        }
    }
    return map;
}
function stringifyKey(key, jsKey, ctx) {
    if (jsKey === null)
        return '';
    // eslint-disable-next-line @typescript-eslint/no-base-to-string
    if (typeof jsKey !== 'object')
        return String(jsKey);
    if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = new Set();
        for (const node of ctx.anchors.keys())
            strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
            let jsonStr = JSON.stringify(strKey);
            if (jsonStr.length > 40)
                jsonStr = jsonStr.substring(0, 36) + '..."';
            log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
            ctx.mapKeyWarned = true;
        }
        return strKey;
    }
    return JSON.stringify(jsKey);
}

exports.addPairToJSMap = addPairToJSMap;


/***/ }),

/***/ 1737:
/***/ ((__unused_webpack_module, exports) => {



const ALIAS = Symbol.for('yaml.alias');
const DOC = Symbol.for('yaml.document');
const MAP = Symbol.for('yaml.map');
const PAIR = Symbol.for('yaml.pair');
const SCALAR = Symbol.for('yaml.scalar');
const SEQ = Symbol.for('yaml.seq');
const NODE_TYPE = Symbol.for('yaml.node.type');
const isAlias = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SCALAR;
const isSeq = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SEQ;
function isCollection(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case MAP:
            case SEQ:
                return true;
        }
    return false;
}
function isNode(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case ALIAS:
            case MAP:
            case SCALAR:
            case SEQ:
                return true;
        }
    return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

exports.ALIAS = ALIAS;
exports.DOC = DOC;
exports.MAP = MAP;
exports.NODE_TYPE = NODE_TYPE;
exports.PAIR = PAIR;
exports.SCALAR = SCALAR;
exports.SEQ = SEQ;
exports.hasAnchor = hasAnchor;
exports.isAlias = isAlias;
exports.isCollection = isCollection;
exports.isDocument = isDocument;
exports.isMap = isMap;
exports.isNode = isNode;
exports.isPair = isPair;
exports.isScalar = isScalar;
exports.isSeq = isSeq;


/***/ }),

/***/ 445:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);

/**
 * Recursively convert any node or its contents to native JavaScript
 *
 * @param value - The input value
 * @param arg - If `value` defines a `toJSON()` method, use this
 *   as its first argument
 * @param ctx - Conversion context, originally set in Document#toJS(). If
 *   `{ keep: true }` is not set, output should be suitable for JSON
 *   stringification.
 */
function toJS(value, arg, ctx) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
    if (value && typeof value.toJSON === 'function') {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-call
        if (!ctx || !identity.hasAnchor(value))
            return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: undefined };
        ctx.anchors.set(value, data);
        ctx.onCreate = res => {
            data.res = res;
            delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
            ctx.onCreate(res);
        return res;
    }
    if (typeof value === 'bigint' && !ctx?.keep)
        return Number(value);
    return value;
}

exports.toJS = toJS;


/***/ }),

/***/ 1588:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var resolveBlockScalar = __nccwpck_require__(1399);
var resolveFlowScalar = __nccwpck_require__(2976);
var errors = __nccwpck_require__(8450);
var stringifyString = __nccwpck_require__(4387);

function resolveAsScalar(token, strict = true, onError) {
    if (token) {
        const _onError = (pos, code, message) => {
            const offset = typeof pos === 'number' ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
            if (onError)
                onError(offset, code, message);
            else
                throw new errors.YAMLParseError([offset, offset + 1], code, message);
        };
        switch (token.type) {
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
            case 'block-scalar':
                return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
    }
    return null;
}
/**
 * Create a new scalar token with `value`
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.indent The indent level of the token.
 * @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
 * @param context.offset The offset position of the token.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function createScalarToken(value, context) {
    const { implicitKey = false, indent, inFlow = false, offset = -1, type = 'PLAIN' } = context;
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    const end = context.end ?? [
        { type: 'newline', offset: -1, indent, source: '\n' }
    ];
    switch (source[0]) {
        case '|':
        case '>': {
            const he = source.indexOf('\n');
            const head = source.substring(0, he);
            const body = source.substring(he + 1) + '\n';
            const props = [
                { type: 'block-scalar-header', offset, indent, source: head }
            ];
            if (!addEndtoBlockProps(props, end))
                props.push({ type: 'newline', offset: -1, indent, source: '\n' });
            return { type: 'block-scalar', offset, indent, props, source: body };
        }
        case '"':
            return { type: 'double-quoted-scalar', offset, indent, source, end };
        case "'":
            return { type: 'single-quoted-scalar', offset, indent, source, end };
        default:
            return { type: 'scalar', offset, indent, source, end };
    }
}
/**
 * Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
 *
 * Best efforts are made to retain any comments previously associated with the `token`,
 * though all contents within a collection's `items` will be overwritten.
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.afterKey In most cases, values after a key should have an additional level of indentation.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function setScalarValue(token, value, context = {}) {
    let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
    let indent = 'indent' in token ? token.indent : null;
    if (afterKey && typeof indent === 'number')
        indent += 2;
    if (!type)
        switch (token.type) {
            case 'single-quoted-scalar':
                type = 'QUOTE_SINGLE';
                break;
            case 'double-quoted-scalar':
                type = 'QUOTE_DOUBLE';
                break;
            case 'block-scalar': {
                const header = token.props[0];
                if (header.type !== 'block-scalar-header')
                    throw new Error('Invalid block scalar header');
                type = header.source[0] === '>' ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL';
                break;
            }
            default:
                type = 'PLAIN';
        }
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    switch (source[0]) {
        case '|':
        case '>':
            setBlockScalarValue(token, source);
            break;
        case '"':
            setFlowScalarValue(token, source, 'double-quoted-scalar');
            break;
        case "'":
            setFlowScalarValue(token, source, 'single-quoted-scalar');
            break;
        default:
            setFlowScalarValue(token, source, 'scalar');
    }
}
function setBlockScalarValue(token, source) {
    const he = source.indexOf('\n');
    const head = source.substring(0, he);
    const body = source.substring(he + 1) + '\n';
    if (token.type === 'block-scalar') {
        const header = token.props[0];
        if (header.type !== 'block-scalar-header')
            throw new Error('Invalid block scalar header');
        header.source = head;
        token.source = body;
    }
    else {
        const { offset } = token;
        const indent = 'indent' in token ? token.indent : -1;
        const props = [
            { type: 'block-scalar-header', offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, 'end' in token ? token.end : undefined))
            props.push({ type: 'newline', offset: -1, indent, source: '\n' });
        for (const key of Object.keys(token))
            if (key !== 'type' && key !== 'offset')
                delete token[key];
        Object.assign(token, { type: 'block-scalar', indent, props, source: body });
    }
}
/** @returns `true` if last token is a newline */
function addEndtoBlockProps(props, end) {
    if (end)
        for (const st of end)
            switch (st.type) {
                case 'space':
                case 'comment':
                    props.push(st);
                    break;
                case 'newline':
                    props.push(st);
                    return true;
            }
    return false;
}
function setFlowScalarValue(token, source, type) {
    switch (token.type) {
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            token.type = type;
            token.source = source;
            break;
        case 'block-scalar': {
            const end = token.props.slice(1);
            let oa = source.length;
            if (token.props[0].type === 'block-scalar-header')
                oa -= token.props[0].source.length;
            for (const tok of end)
                tok.offset += oa;
            delete token.props;
            Object.assign(token, { type, source, end });
            break;
        }
        case 'block-map':
        case 'block-seq': {
            const offset = token.offset + source.length;
            const nl = { type: 'newline', offset, indent: token.indent, source: '\n' };
            delete token.items;
            Object.assign(token, { type, source, end: [nl] });
            break;
        }
        default: {
            const indent = 'indent' in token ? token.indent : -1;
            const end = 'end' in token && Array.isArray(token.end)
                ? token.end.filter(st => st.type === 'space' ||
                    st.type === 'comment' ||
                    st.type === 'newline')
                : [];
            for (const key of Object.keys(token))
                if (key !== 'type' && key !== 'offset')
                    delete token[key];
            Object.assign(token, { type, indent, source, end });
        }
    }
}

exports.createScalarToken = createScalarToken;
exports.resolveAsScalar = resolveAsScalar;
exports.setScalarValue = setScalarValue;


/***/ }),

/***/ 751:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringify a CST document, token, or collection item
 *
 * Fair warning: This applies no validation whatsoever, and
 * simply concatenates the sources in their logical order.
 */
const stringify = (cst) => 'type' in cst ? stringifyToken(cst) : stringifyItem(cst);
function stringifyToken(token) {
    switch (token.type) {
        case 'block-scalar': {
            let res = '';
            for (const tok of token.props)
                res += stringifyToken(tok);
            return res + token.source;
        }
        case 'block-map':
        case 'block-seq': {
            let res = '';
            for (const item of token.items)
                res += stringifyItem(item);
            return res;
        }
        case 'flow-collection': {
            let res = token.start.source;
            for (const item of token.items)
                res += stringifyItem(item);
            for (const st of token.end)
                res += st.source;
            return res;
        }
        case 'document': {
            let res = stringifyItem(token);
            if (token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
        default: {
            let res = token.source;
            if ('end' in token && token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
    }
}
function stringifyItem({ start, key, sep, value }) {
    let res = '';
    for (const st of start)
        res += st.source;
    if (key)
        res += stringifyToken(key);
    if (sep)
        for (const st of sep)
            res += st.source;
    if (value)
        res += stringifyToken(value);
    return res;
}

exports.stringify = stringify;


/***/ }),

/***/ 1:
/***/ ((__unused_webpack_module, exports) => {



const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove item');
/**
 * Apply a visitor to a CST document or item.
 *
 * Walks through the tree (depth-first) starting from the root, calling a
 * `visitor` function with two arguments when entering each item:
 *   - `item`: The current item, which included the following members:
 *     - `start: SourceToken[]` – Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` – Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` – Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` – The value of a sequence item, or of a map pair.
 *   - `path`: The steps from the root to the current node, as an array of
 *     `['key' | 'value', number]` tuples.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this token, continue with
 *      next sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current item, then continue with the next one
 *   - `number`: Set the index of the next step. This is useful especially if
 *     the index of the current token has changed.
 *   - `function`: Define the next visitor for this item. After the original
 *     visitor is called on item entry, next visitors are called after handling
 *     a non-empty `key` and when exiting the item.
 */
function visit(cst, visitor) {
    if ('type' in cst && cst.type === 'document')
        cst = { start: cst.start, value: cst.value };
    _visit(Object.freeze([]), cst, visitor);
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current item */
visit.SKIP = SKIP;
/** Remove the current item */
visit.REMOVE = REMOVE;
/** Find the item at `path` from `cst` as the root */
visit.itemAtPath = (cst, path) => {
    let item = cst;
    for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && 'items' in tok) {
            item = tok.items[index];
        }
        else
            return undefined;
    }
    return item;
};
/**
 * Get the immediate parent collection of the item at `path` from `cst` as the root.
 *
 * Throws an error if the collection is not found, which should never happen if the item itself exists.
 */
visit.parentCollection = (cst, path) => {
    const parent = visit.itemAtPath(cst, path.slice(0, -1));
    const field = path[path.length - 1][0];
    const coll = parent?.[field];
    if (coll && 'items' in coll)
        return coll;
    throw new Error('Parent collection not found');
};
function _visit(path, item, visitor) {
    let ctrl = visitor(item, path);
    if (typeof ctrl === 'symbol')
        return ctrl;
    for (const field of ['key', 'value']) {
        const token = item[field];
        if (token && 'items' in token) {
            for (let i = 0; i < token.items.length; ++i) {
                const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    token.items.splice(i, 1);
                    i -= 1;
                }
            }
            if (typeof ctrl === 'function' && field === 'key')
                ctrl = ctrl(item, path);
        }
    }
    return typeof ctrl === 'function' ? ctrl(item, path) : ctrl;
}

exports.visit = visit;


/***/ }),

/***/ 1475:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cstScalar = __nccwpck_require__(1588);
var cstStringify = __nccwpck_require__(751);
var cstVisit = __nccwpck_require__(1);

/** The byte order mark */
const BOM = '\u{FEFF}';
/** Start of doc-mode */
const DOCUMENT = '\x02'; // C0: Start of Text
/** Unexpected end of flow-mode */
const FLOW_END = '\x18'; // C0: Cancel
/** Next token is a scalar value */
const SCALAR = '\x1f'; // C0: Unit Separator
/** @returns `true` if `token` is a flow or block collection */
const isCollection = (token) => !!token && 'items' in token;
/** @returns `true` if `token` is a flow or block scalar; not an alias */
const isScalar = (token) => !!token &&
    (token.type === 'scalar' ||
        token.type === 'single-quoted-scalar' ||
        token.type === 'double-quoted-scalar' ||
        token.type === 'block-scalar');
/* istanbul ignore next */
/** Get a printable representation of a lexer token */
function prettyToken(token) {
    switch (token) {
        case BOM:
            return '<BOM>';
        case DOCUMENT:
            return '<DOC>';
        case FLOW_END:
            return '<FLOW_END>';
        case SCALAR:
            return '<SCALAR>';
        default:
            return JSON.stringify(token);
    }
}
/** Identify the type of a lexer token. May return `null` for unknown tokens. */
function tokenType(source) {
    switch (source) {
        case BOM:
            return 'byte-order-mark';
        case DOCUMENT:
            return 'doc-mode';
        case FLOW_END:
            return 'flow-error-end';
        case SCALAR:
            return 'scalar';
        case '---':
            return 'doc-start';
        case '...':
            return 'doc-end';
        case '':
        case '\n':
        case '\r\n':
            return 'newline';
        case '-':
            return 'seq-item-ind';
        case '?':
            return 'explicit-key-ind';
        case ':':
            return 'map-value-ind';
        case '{':
            return 'flow-map-start';
        case '}':
            return 'flow-map-end';
        case '[':
            return 'flow-seq-start';
        case ']':
            return 'flow-seq-end';
        case ',':
            return 'comma';
    }
    switch (source[0]) {
        case ' ':
        case '\t':
            return 'space';
        case '#':
            return 'comment';
        case '%':
            return 'directive-line';
        case '*':
            return 'alias';
        case '&':
            return 'anchor';
        case '!':
            return 'tag';
        case "'":
            return 'single-quoted-scalar';
        case '"':
            return 'double-quoted-scalar';
        case '|':
        case '>':
            return 'block-scalar-header';
    }
    return null;
}

exports.createScalarToken = cstScalar.createScalarToken;
exports.resolveAsScalar = cstScalar.resolveAsScalar;
exports.setScalarValue = cstScalar.setScalarValue;
exports.stringify = cstStringify.stringify;
exports.visit = cstVisit.visit;
exports.BOM = BOM;
exports.DOCUMENT = DOCUMENT;
exports.FLOW_END = FLOW_END;
exports.SCALAR = SCALAR;
exports.isCollection = isCollection;
exports.isScalar = isScalar;
exports.prettyToken = prettyToken;
exports.tokenType = tokenType;


/***/ }),

/***/ 7371:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cst = __nccwpck_require__(1475);

/*
START -> stream

stream
  directive -> line-end -> stream
  indent + line-end -> stream
  [else] -> line-start

line-end
  comment -> line-end
  newline -> .
  input-end -> END

line-start
  doc-start -> doc
  doc-end -> stream
  [else] -> indent -> block-start

block-start
  seq-item-start -> block-start
  explicit-key-start -> block-start
  map-value-start -> block-start
  [else] -> doc

doc
  line-end -> line-start
  spaces -> doc
  anchor -> doc
  tag -> doc
  flow-start -> flow -> doc
  flow-end -> error -> doc
  seq-item-start -> error -> doc
  explicit-key-start -> error -> doc
  map-value-start -> doc
  alias -> doc
  quote-start -> quoted-scalar -> doc
  block-scalar-header -> line-end -> block-scalar(min) -> line-start
  [else] -> plain-scalar(false, min) -> doc

flow
  line-end -> flow
  spaces -> flow
  anchor -> flow
  tag -> flow
  flow-start -> flow -> flow
  flow-end -> .
  seq-item-start -> error -> flow
  explicit-key-start -> flow
  map-value-start -> flow
  alias -> flow
  quote-start -> quoted-scalar -> flow
  comma -> flow
  [else] -> plain-scalar(true, 0) -> flow

quoted-scalar
  quote-end -> .
  [else] -> quoted-scalar

block-scalar(min)
  newline + peek(indent < min) -> .
  [else] -> block-scalar(min)

plain-scalar(is-flow, min)
  scalar-end(is-flow) -> .
  peek(newline + (indent < min)) -> .
  [else] -> plain-scalar(min)
*/
function isEmpty(ch) {
    switch (ch) {
        case undefined:
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            return true;
        default:
            return false;
    }
}
const hexDigits = new Set('0123456789ABCDEFabcdef');
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(',[]{}');
const invalidAnchorChars = new Set(' ,[]{}\n\r\t');
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
/**
 * Splits an input string into lexical tokens, i.e. smaller strings that are
 * easily identifiable by `tokens.tokenType()`.
 *
 * Lexing starts always in a "stream" context. Incomplete input may be buffered
 * until a complete token can be emitted.
 *
 * In addition to slices of the original input, the following control characters
 * may also be emitted:
 *
 * - `\x02` (Start of Text): A document starts with the next token
 * - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
 * - `\x1f` (Unit Separator): Next token is a scalar value
 * - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
 */
class Lexer {
    constructor() {
        /**
         * Flag indicating whether the end of the current buffer marks the end of
         * all input
         */
        this.atEnd = false;
        /**
         * Explicit indent set in block scalar header, as an offset from the current
         * minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
         * explicitly set.
         */
        this.blockScalarIndent = -1;
        /**
         * Block scalars that include a + (keep) chomping indicator in their header
         * include trailing empty lines, which are otherwise excluded from the
         * scalar's contents.
         */
        this.blockScalarKeep = false;
        /** Current input */
        this.buffer = '';
        /**
         * Flag noting whether the map value indicator : can immediately follow this
         * node within a flow context.
         */
        this.flowKey = false;
        /** Count of surrounding flow collection levels. */
        this.flowLevel = 0;
        /**
         * Minimum level of indentation required for next lines to be parsed as a
         * part of the current scalar value.
         */
        this.indentNext = 0;
        /** Indentation level of the current line. */
        this.indentValue = 0;
        /** Position of the next \n character. */
        this.lineEndPos = null;
        /** Stores the state of the lexer if reaching the end of incpomplete input */
        this.next = null;
        /** A pointer to `buffer`; the current position of the lexer. */
        this.pos = 0;
    }
    /**
     * Generate YAML tokens from the `source` string. If `incomplete`,
     * a part of the last line may be left as a buffer for the next call.
     *
     * @returns A generator of lexical tokens
     */
    *lex(source, incomplete = false) {
        if (source) {
            if (typeof source !== 'string')
                throw TypeError('source is not a string');
            this.buffer = this.buffer ? this.buffer + source : source;
            this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? 'stream';
        while (next && (incomplete || this.hasChars(1)))
            next = yield* this.parseNext(next);
    }
    atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === ' ' || ch === '\t')
            ch = this.buffer[++i];
        if (!ch || ch === '#' || ch === '\n')
            return true;
        if (ch === '\r')
            return this.buffer[i + 1] === '\n';
        return false;
    }
    charAt(n) {
        return this.buffer[this.pos + n];
    }
    continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
            let indent = 0;
            while (ch === ' ')
                ch = this.buffer[++indent + offset];
            if (ch === '\r') {
                const next = this.buffer[indent + offset + 1];
                if (next === '\n' || (!next && !this.atEnd))
                    return offset + indent + 1;
            }
            return ch === '\n' || indent >= this.indentNext || (!ch && !this.atEnd)
                ? offset + indent
                : -1;
        }
        if (ch === '-' || ch === '.') {
            const dt = this.buffer.substr(offset, 3);
            if ((dt === '---' || dt === '...') && isEmpty(this.buffer[offset + 3]))
                return -1;
        }
        return offset;
    }
    getLine() {
        let end = this.lineEndPos;
        if (typeof end !== 'number' || (end !== -1 && end < this.pos)) {
            end = this.buffer.indexOf('\n', this.pos);
            this.lineEndPos = end;
        }
        if (end === -1)
            return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === '\r')
            end -= 1;
        return this.buffer.substring(this.pos, end);
    }
    hasChars(n) {
        return this.pos + n <= this.buffer.length;
    }
    setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
    }
    peek(n) {
        return this.buffer.substr(this.pos, n);
    }
    *parseNext(next) {
        switch (next) {
            case 'stream':
                return yield* this.parseStream();
            case 'line-start':
                return yield* this.parseLineStart();
            case 'block-start':
                return yield* this.parseBlockStart();
            case 'doc':
                return yield* this.parseDocument();
            case 'flow':
                return yield* this.parseFlowCollection();
            case 'quoted-scalar':
                return yield* this.parseQuotedScalar();
            case 'block-scalar':
                return yield* this.parseBlockScalar();
            case 'plain-scalar':
                return yield* this.parsePlainScalar();
        }
    }
    *parseStream() {
        let line = this.getLine();
        if (line === null)
            return this.setNext('stream');
        if (line[0] === cst.BOM) {
            yield* this.pushCount(1);
            line = line.substring(1);
        }
        if (line[0] === '%') {
            let dirEnd = line.length;
            let cs = line.indexOf('#');
            while (cs !== -1) {
                const ch = line[cs - 1];
                if (ch === ' ' || ch === '\t') {
                    dirEnd = cs - 1;
                    break;
                }
                else {
                    cs = line.indexOf('#', cs + 1);
                }
            }
            while (true) {
                const ch = line[dirEnd - 1];
                if (ch === ' ' || ch === '\t')
                    dirEnd -= 1;
                else
                    break;
            }
            const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
            yield* this.pushCount(line.length - n); // possible comment
            this.pushNewline();
            return 'stream';
        }
        if (this.atLineEnd()) {
            const sp = yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - sp);
            yield* this.pushNewline();
            return 'stream';
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
    }
    *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
            return this.setNext('line-start');
        if (ch === '-' || ch === '.') {
            if (!this.atEnd && !this.hasChars(4))
                return this.setNext('line-start');
            const s = this.peek(3);
            if ((s === '---' || s === '...') && isEmpty(this.charAt(3))) {
                yield* this.pushCount(3);
                this.indentValue = 0;
                this.indentNext = 0;
                return s === '---' ? 'doc' : 'stream';
            }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
            this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
    }
    *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
            return this.setNext('block-start');
        if ((ch0 === '-' || ch0 === '?' || ch0 === ':') && isEmpty(ch1)) {
            const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
            this.indentNext = this.indentValue + 1;
            this.indentValue += n;
            return 'block-start';
        }
        return 'doc';
    }
    *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
            return this.setNext('doc');
        let n = yield* this.pushIndicators();
        switch (line[n]) {
            case '#':
                yield* this.pushCount(line.length - n);
            // fallthrough
            case undefined:
                yield* this.pushNewline();
                return yield* this.parseLineStart();
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel = 1;
                return 'flow';
            case '}':
            case ']':
                // this is an error
                yield* this.pushCount(1);
                return 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'doc';
            case '"':
            case "'":
                return yield* this.parseQuotedScalar();
            case '|':
            case '>':
                n += yield* this.parseBlockScalarHeader();
                n += yield* this.pushSpaces(true);
                yield* this.pushCount(line.length - n);
                yield* this.pushNewline();
                return yield* this.parseBlockScalar();
            default:
                return yield* this.parsePlainScalar();
        }
    }
    *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
            nl = yield* this.pushNewline();
            if (nl > 0) {
                sp = yield* this.pushSpaces(false);
                this.indentValue = indent = sp;
            }
            else {
                sp = 0;
            }
            sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
            return this.setNext('flow');
        if ((indent !== -1 && indent < this.indentNext && line[0] !== '#') ||
            (indent === 0 &&
                (line.startsWith('---') || line.startsWith('...')) &&
                isEmpty(line[3]))) {
            // Allowing for the terminal ] or } at the same (rather than greater)
            // indent level as the initial [ or { is technically invalid, but
            // failing here would be surprising to users.
            const atFlowEndMarker = indent === this.indentNext - 1 &&
                this.flowLevel === 1 &&
                (line[0] === ']' || line[0] === '}');
            if (!atFlowEndMarker) {
                // this is an error
                this.flowLevel = 0;
                yield cst.FLOW_END;
                return yield* this.parseLineStart();
            }
        }
        let n = 0;
        while (line[n] === ',') {
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
            case undefined:
                return 'flow';
            case '#':
                yield* this.pushCount(line.length - n);
                return 'flow';
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel += 1;
                return 'flow';
            case '}':
            case ']':
                yield* this.pushCount(1);
                this.flowKey = true;
                this.flowLevel -= 1;
                return this.flowLevel ? 'flow' : 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'flow';
            case '"':
            case "'":
                this.flowKey = true;
                return yield* this.parseQuotedScalar();
            case ':': {
                const next = this.charAt(1);
                if (this.flowKey || isEmpty(next) || next === ',') {
                    this.flowKey = false;
                    yield* this.pushCount(1);
                    yield* this.pushSpaces(true);
                    return 'flow';
                }
            }
            // fallthrough
            default:
                this.flowKey = false;
                return yield* this.parsePlainScalar();
        }
    }
    *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
            while (end !== -1 && this.buffer[end + 1] === "'")
                end = this.buffer.indexOf("'", end + 2);
        }
        else {
            // double-quote
            while (end !== -1) {
                let n = 0;
                while (this.buffer[end - 1 - n] === '\\')
                    n += 1;
                if (n % 2 === 0)
                    break;
                end = this.buffer.indexOf('"', end + 1);
            }
        }
        // Only looking for newlines within the quotes
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf('\n', this.pos);
        if (nl !== -1) {
            while (nl !== -1) {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = qb.indexOf('\n', cs);
            }
            if (nl !== -1) {
                // this is an error caused by an unexpected unindent
                end = nl - (qb[nl - 1] === '\r' ? 2 : 1);
            }
        }
        if (end === -1) {
            if (!this.atEnd)
                return this.setNext('quoted-scalar');
            end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? 'flow' : 'doc';
    }
    *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
            const ch = this.buffer[++i];
            if (ch === '+')
                this.blockScalarKeep = true;
            else if (ch > '0' && ch <= '9')
                this.blockScalarIndent = Number(ch) - 1;
            else if (ch !== '-')
                break;
        }
        return yield* this.pushUntil(ch => isEmpty(ch) || ch === '#');
    }
    *parseBlockScalar() {
        let nl = this.pos - 1; // may be -1 if this.pos === 0
        let indent = 0;
        let ch;
        loop: for (let i = this.pos; (ch = this.buffer[i]); ++i) {
            switch (ch) {
                case ' ':
                    indent += 1;
                    break;
                case '\n':
                    nl = i;
                    indent = 0;
                    break;
                case '\r': {
                    const next = this.buffer[i + 1];
                    if (!next && !this.atEnd)
                        return this.setNext('block-scalar');
                    if (next === '\n')
                        break;
                } // fallthrough
                default:
                    break loop;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('block-scalar');
        if (indent >= this.indentNext) {
            if (this.blockScalarIndent === -1)
                this.indentNext = indent;
            else {
                this.indentNext =
                    this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
            }
            do {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = this.buffer.indexOf('\n', cs);
            } while (nl !== -1);
            if (nl === -1) {
                if (!this.atEnd)
                    return this.setNext('block-scalar');
                nl = this.buffer.length;
            }
        }
        // Trailing insufficiently indented tabs are invalid.
        // To catch that during parsing, we include them in the block scalar value.
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === ' ')
            ch = this.buffer[++i];
        if (ch === '\t') {
            while (ch === '\t' || ch === ' ' || ch === '\r' || ch === '\n')
                ch = this.buffer[++i];
            nl = i - 1;
        }
        else if (!this.blockScalarKeep) {
            do {
                let i = nl - 1;
                let ch = this.buffer[i];
                if (ch === '\r')
                    ch = this.buffer[--i];
                const lastChar = i; // Drop the line if last char not more indented
                while (ch === ' ')
                    ch = this.buffer[--i];
                if (ch === '\n' && i >= this.pos && i + 1 + indent > lastChar)
                    nl = i;
                else
                    break;
            } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
    }
    *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while ((ch = this.buffer[++i])) {
            if (ch === ':') {
                const next = this.buffer[i + 1];
                if (isEmpty(next) || (inFlow && flowIndicatorChars.has(next)))
                    break;
                end = i;
            }
            else if (isEmpty(ch)) {
                let next = this.buffer[i + 1];
                if (ch === '\r') {
                    if (next === '\n') {
                        i += 1;
                        ch = '\n';
                        next = this.buffer[i + 1];
                    }
                    else
                        end = i;
                }
                if (next === '#' || (inFlow && flowIndicatorChars.has(next)))
                    break;
                if (ch === '\n') {
                    const cs = this.continueScalar(i + 1);
                    if (cs === -1)
                        break;
                    i = Math.max(i, cs - 2); // to advance, but still account for ' #'
                }
            }
            else {
                if (inFlow && flowIndicatorChars.has(ch))
                    break;
                end = i;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('plain-scalar');
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? 'flow' : 'doc';
    }
    *pushCount(n) {
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos += n;
            return n;
        }
        return 0;
    }
    *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
            yield s;
            this.pos += s.length;
            return s.length;
        }
        else if (allowEmpty)
            yield '';
        return 0;
    }
    *pushIndicators() {
        let n = 0;
        loop: while (true) {
            switch (this.charAt(0)) {
                case '!':
                    n += yield* this.pushTag();
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '&':
                    n += yield* this.pushUntil(isNotAnchorChar);
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '-': // this is an error
                case '?': // this is an error outside flow collections
                case ':': {
                    const inFlow = this.flowLevel > 0;
                    const ch1 = this.charAt(1);
                    if (isEmpty(ch1) || (inFlow && flowIndicatorChars.has(ch1))) {
                        if (!inFlow)
                            this.indentNext = this.indentValue + 1;
                        else if (this.flowKey)
                            this.flowKey = false;
                        n += yield* this.pushCount(1);
                        n += yield* this.pushSpaces(true);
                        continue loop;
                    }
                }
            }
            break loop;
        }
        return n;
    }
    *pushTag() {
        if (this.charAt(1) === '<') {
            let i = this.pos + 2;
            let ch = this.buffer[i];
            while (!isEmpty(ch) && ch !== '>')
                ch = this.buffer[++i];
            return yield* this.pushToIndex(ch === '>' ? i + 1 : i, false);
        }
        else {
            let i = this.pos + 1;
            let ch = this.buffer[i];
            while (ch) {
                if (tagChars.has(ch))
                    ch = this.buffer[++i];
                else if (ch === '%' &&
                    hexDigits.has(this.buffer[i + 1]) &&
                    hexDigits.has(this.buffer[i + 2])) {
                    ch = this.buffer[(i += 3)];
                }
                else
                    break;
            }
            return yield* this.pushToIndex(i, false);
        }
    }
    *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === '\n')
            return yield* this.pushCount(1);
        else if (ch === '\r' && this.charAt(1) === '\n')
            return yield* this.pushCount(2);
        else
            return 0;
    }
    *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
            ch = this.buffer[++i];
        } while (ch === ' ' || (allowTabs && ch === '\t'));
        const n = i - this.pos;
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos = i;
        }
        return n;
    }
    *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
            ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
    }
}

exports.Lexer = Lexer;


/***/ }),

/***/ 1242:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Tracks newlines during parsing in order to provide an efficient API for
 * determining the one-indexed `{ line, col }` position for any offset
 * within the input.
 */
class LineCounter {
    constructor() {
        this.lineStarts = [];
        /**
         * Should be called in ascending order. Otherwise, call
         * `lineCounter.lineStarts.sort()` before calling `linePos()`.
         */
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        /**
         * Performs a binary search and returns the 1-indexed { line, col }
         * position of `offset`. If `line === 0`, `addNewLine` has never been
         * called or `offset` is before the first known newline.
         */
        this.linePos = (offset) => {
            let low = 0;
            let high = this.lineStarts.length;
            while (low < high) {
                const mid = (low + high) >> 1; // Math.floor((low + high) / 2)
                if (this.lineStarts[mid] < offset)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (this.lineStarts[low] === offset)
                return { line: low + 1, col: 1 };
            if (low === 0)
                return { line: 0, col: offset };
            const start = this.lineStarts[low - 1];
            return { line: low, col: offset - start + 1 };
        };
    }
}

exports.LineCounter = LineCounter;


/***/ }),

/***/ 8238:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var cst = __nccwpck_require__(1475);
var lexer = __nccwpck_require__(7371);

function includesToken(list, type) {
    for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
            return true;
    return false;
}
function findNonEmptyIndex(list) {
    for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
            case 'space':
            case 'comment':
            case 'newline':
                break;
            default:
                return i;
        }
    }
    return -1;
}
function isFlowToken(token) {
    switch (token?.type) {
        case 'alias':
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'flow-collection':
            return true;
        default:
            return false;
    }
}
function getPrevProps(parent) {
    switch (parent.type) {
        case 'document':
            return parent.start;
        case 'block-map': {
            const it = parent.items[parent.items.length - 1];
            return it.sep ?? it.start;
        }
        case 'block-seq':
            return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
            return [];
    }
}
/** Note: May modify input array */
function getFirstKeyStartProps(prev) {
    if (prev.length === 0)
        return [];
    let i = prev.length;
    loop: while (--i >= 0) {
        switch (prev[i].type) {
            case 'doc-start':
            case 'explicit-key-ind':
            case 'map-value-ind':
            case 'seq-item-ind':
            case 'newline':
                break loop;
        }
    }
    while (prev[++i]?.type === 'space') {
        /* loop */
    }
    return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
    // May exhaust call stack with large `source` array
    if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
    else
        for (let i = 0; i < source.length; ++i)
            target.push(source[i]);
}
function fixFlowSeqItems(fc) {
    if (fc.start.type === 'flow-seq-start') {
        for (const it of fc.items) {
            if (it.sep &&
                !it.value &&
                !includesToken(it.start, 'explicit-key-ind') &&
                !includesToken(it.sep, 'map-value-ind')) {
                if (it.key)
                    it.value = it.key;
                delete it.key;
                if (isFlowToken(it.value)) {
                    if (it.value.end)
                        arrayPushArray(it.value.end, it.sep);
                    else
                        it.value.end = it.sep;
                }
                else
                    arrayPushArray(it.start, it.sep);
                delete it.sep;
            }
        }
    }
}
/**
 * A YAML concrete syntax tree (CST) parser
 *
 * ```ts
 * const src: string = ...
 * for (const token of new Parser().parse(src)) {
 *   // token: Token
 * }
 * ```
 *
 * To use the parser with a user-provided lexer:
 *
 * ```ts
 * function* parse(source: string, lexer: Lexer) {
 *   const parser = new Parser()
 *   for (const lexeme of lexer.lex(source))
 *     yield* parser.next(lexeme)
 *   yield* parser.end()
 * }
 *
 * const src: string = ...
 * const lexer = new Lexer()
 * for (const token of parse(src, lexer)) {
 *   // token: Token
 * }
 * ```
 */
class Parser {
    /**
     * @param onNewLine - If defined, called separately with the start position of
     *   each new line (in `parse()`, including the start of input).
     */
    constructor(onNewLine) {
        /** If true, space and sequence indicators count as indentation */
        this.atNewLine = true;
        /** If true, next token is a scalar value */
        this.atScalar = false;
        /** Current indentation level */
        this.indent = 0;
        /** Current offset since the start of parsing */
        this.offset = 0;
        /** On the same line with a block map key */
        this.onKeyLine = false;
        /** Top indicates the node that's currently being built */
        this.stack = [];
        /** The source of the current token, set in parse() */
        this.source = '';
        /** The type of the current token, set in parse() */
        this.type = '';
        // Must be defined after `next()`
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
    }
    /**
     * Parse `source` as a YAML stream.
     * If `incomplete`, a part of the last line may be left as a buffer for the next call.
     *
     * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
     *
     * @returns A generator of tokens representing each directive, document, and other structure.
     */
    *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
            this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
            yield* this.next(lexeme);
        if (!incomplete)
            yield* this.end();
    }
    /**
     * Advance the parser by the `source` of one lexical token.
     */
    *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
            console.log('|', cst.prettyToken(source));
        if (this.atScalar) {
            this.atScalar = false;
            yield* this.step();
            this.offset += source.length;
            return;
        }
        const type = cst.tokenType(source);
        if (!type) {
            const message = `Not a YAML token: ${source}`;
            yield* this.pop({ type: 'error', offset: this.offset, message, source });
            this.offset += source.length;
        }
        else if (type === 'scalar') {
            this.atNewLine = false;
            this.atScalar = true;
            this.type = 'scalar';
        }
        else {
            this.type = type;
            yield* this.step();
            switch (type) {
                case 'newline':
                    this.atNewLine = true;
                    this.indent = 0;
                    if (this.onNewLine)
                        this.onNewLine(this.offset + source.length);
                    break;
                case 'space':
                    if (this.atNewLine && source[0] === ' ')
                        this.indent += source.length;
                    break;
                case 'explicit-key-ind':
                case 'map-value-ind':
                case 'seq-item-ind':
                    if (this.atNewLine)
                        this.indent += source.length;
                    break;
                case 'doc-mode':
                case 'flow-error-end':
                    return;
                default:
                    this.atNewLine = false;
            }
            this.offset += source.length;
        }
    }
    /** Call at end of input to push out any remaining constructions */
    *end() {
        while (this.stack.length > 0)
            yield* this.pop();
    }
    get sourceToken() {
        const st = {
            type: this.type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
        return st;
    }
    *step() {
        const top = this.peek(1);
        if (this.type === 'doc-end' && top?.type !== 'doc-end') {
            while (this.stack.length > 0)
                yield* this.pop();
            this.stack.push({
                type: 'doc-end',
                offset: this.offset,
                source: this.source
            });
            return;
        }
        if (!top)
            return yield* this.stream();
        switch (top.type) {
            case 'document':
                return yield* this.document(top);
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return yield* this.scalar(top);
            case 'block-scalar':
                return yield* this.blockScalar(top);
            case 'block-map':
                return yield* this.blockMap(top);
            case 'block-seq':
                return yield* this.blockSequence(top);
            case 'flow-collection':
                return yield* this.flowCollection(top);
            case 'doc-end':
                return yield* this.documentEnd(top);
        }
        /* istanbul ignore next should not happen */
        yield* this.pop();
    }
    peek(n) {
        return this.stack[this.stack.length - n];
    }
    *pop(error) {
        const token = error ?? this.stack.pop();
        /* istanbul ignore if should not happen */
        if (!token) {
            const message = 'Tried to pop an empty stack';
            yield { type: 'error', offset: this.offset, source: '', message };
        }
        else if (this.stack.length === 0) {
            yield token;
        }
        else {
            const top = this.peek(1);
            if (token.type === 'block-scalar') {
                // Block scalars use their parent rather than header indent
                token.indent = 'indent' in top ? top.indent : 0;
            }
            else if (token.type === 'flow-collection' && top.type === 'document') {
                // Ignore all indent for top-level flow collections
                token.indent = 0;
            }
            if (token.type === 'flow-collection')
                fixFlowSeqItems(token);
            switch (top.type) {
                case 'document':
                    top.value = token;
                    break;
                case 'block-scalar':
                    top.props.push(token); // error
                    break;
                case 'block-map': {
                    const it = top.items[top.items.length - 1];
                    if (it.value) {
                        top.items.push({ start: [], key: token, sep: [] });
                        this.onKeyLine = true;
                        return;
                    }
                    else if (it.sep) {
                        it.value = token;
                    }
                    else {
                        Object.assign(it, { key: token, sep: [] });
                        this.onKeyLine = !it.explicitKey;
                        return;
                    }
                    break;
                }
                case 'block-seq': {
                    const it = top.items[top.items.length - 1];
                    if (it.value)
                        top.items.push({ start: [], value: token });
                    else
                        it.value = token;
                    break;
                }
                case 'flow-collection': {
                    const it = top.items[top.items.length - 1];
                    if (!it || it.value)
                        top.items.push({ start: [], key: token, sep: [] });
                    else if (it.sep)
                        it.value = token;
                    else
                        Object.assign(it, { key: token, sep: [] });
                    return;
                }
                /* istanbul ignore next should not happen */
                default:
                    yield* this.pop();
                    yield* this.pop(token);
            }
            if ((top.type === 'document' ||
                top.type === 'block-map' ||
                top.type === 'block-seq') &&
                (token.type === 'block-map' || token.type === 'block-seq')) {
                const last = token.items[token.items.length - 1];
                if (last &&
                    !last.sep &&
                    !last.value &&
                    last.start.length > 0 &&
                    findNonEmptyIndex(last.start) === -1 &&
                    (token.indent === 0 ||
                        last.start.every(st => st.type !== 'comment' || st.indent < token.indent))) {
                    if (top.type === 'document')
                        top.end = last.start;
                    else
                        top.items.push({ start: last.start });
                    token.items.splice(-1, 1);
                }
            }
        }
    }
    *stream() {
        switch (this.type) {
            case 'directive-line':
                yield { type: 'directive', offset: this.offset, source: this.source };
                return;
            case 'byte-order-mark':
            case 'space':
            case 'comment':
            case 'newline':
                yield this.sourceToken;
                return;
            case 'doc-mode':
            case 'doc-start': {
                const doc = {
                    type: 'document',
                    offset: this.offset,
                    start: []
                };
                if (this.type === 'doc-start')
                    doc.start.push(this.sourceToken);
                this.stack.push(doc);
                return;
            }
        }
        yield {
            type: 'error',
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML stream`,
            source: this.source
        };
    }
    *document(doc) {
        if (doc.value)
            return yield* this.lineEnd(doc);
        switch (this.type) {
            case 'doc-start': {
                if (findNonEmptyIndex(doc.start) !== -1) {
                    yield* this.pop();
                    yield* this.step();
                }
                else
                    doc.start.push(this.sourceToken);
                return;
            }
            case 'anchor':
            case 'tag':
            case 'space':
            case 'comment':
            case 'newline':
                doc.start.push(this.sourceToken);
                return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
            this.stack.push(bv);
        else {
            yield {
                type: 'error',
                offset: this.offset,
                message: `Unexpected ${this.type} token in YAML document`,
                source: this.source
            };
        }
    }
    *scalar(scalar) {
        if (this.type === 'map-value-ind') {
            const prev = getPrevProps(this.peek(2));
            const start = getFirstKeyStartProps(prev);
            let sep;
            if (scalar.end) {
                sep = scalar.end;
                sep.push(this.sourceToken);
                delete scalar.end;
            }
            else
                sep = [this.sourceToken];
            const map = {
                type: 'block-map',
                offset: scalar.offset,
                indent: scalar.indent,
                items: [{ start, key: scalar, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
        }
        else
            yield* this.lineEnd(scalar);
    }
    *blockScalar(scalar) {
        switch (this.type) {
            case 'space':
            case 'comment':
            case 'newline':
                scalar.props.push(this.sourceToken);
                return;
            case 'scalar':
                scalar.source = this.source;
                // block-scalar source includes trailing newline
                this.atNewLine = true;
                this.indent = 0;
                if (this.onNewLine) {
                    let nl = this.source.indexOf('\n') + 1;
                    while (nl !== 0) {
                        this.onNewLine(this.offset + nl);
                        nl = this.source.indexOf('\n', nl) + 1;
                    }
                }
                yield* this.pop();
                break;
            /* istanbul ignore next should not happen */
            default:
                yield* this.pop();
                yield* this.step();
        }
    }
    *blockMap(map) {
        const it = map.items[map.items.length - 1];
        // it.sep is true-ish if pair already has key or : separator
        switch (this.type) {
            case 'newline':
                this.onKeyLine = false;
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    it.start.push(this.sourceToken);
                }
                return;
            case 'space':
            case 'comment':
                if (it.value) {
                    map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    if (this.atIndentedComment(it.start, map.indent)) {
                        const prev = map.items[map.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            map.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
        }
        if (this.indent >= map.indent) {
            const atMapIndent = !this.onKeyLine && this.indent === map.indent;
            const atNextItem = atMapIndent &&
                (it.sep || it.explicitKey) &&
                this.type !== 'seq-item-ind';
            // For empty nodes, assign newline-separated not indented empty tokens to following node
            let start = [];
            if (atNextItem && it.sep && !it.value) {
                const nl = [];
                for (let i = 0; i < it.sep.length; ++i) {
                    const st = it.sep[i];
                    switch (st.type) {
                        case 'newline':
                            nl.push(i);
                            break;
                        case 'space':
                            break;
                        case 'comment':
                            if (st.indent > map.indent)
                                nl.length = 0;
                            break;
                        default:
                            nl.length = 0;
                    }
                }
                if (nl.length >= 2)
                    start = it.sep.splice(nl[1]);
            }
            switch (this.type) {
                case 'anchor':
                case 'tag':
                    if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        it.sep.push(this.sourceToken);
                    }
                    else {
                        it.start.push(this.sourceToken);
                    }
                    return;
                case 'explicit-key-ind':
                    if (!it.sep && !it.explicitKey) {
                        it.start.push(this.sourceToken);
                        it.explicitKey = true;
                    }
                    else if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start, explicitKey: true });
                    }
                    else {
                        this.stack.push({
                            type: 'block-map',
                            offset: this.offset,
                            indent: this.indent,
                            items: [{ start: [this.sourceToken], explicitKey: true }]
                        });
                    }
                    this.onKeyLine = true;
                    return;
                case 'map-value-ind':
                    if (it.explicitKey) {
                        if (!it.sep) {
                            if (includesToken(it.start, 'newline')) {
                                Object.assign(it, { key: null, sep: [this.sourceToken] });
                            }
                            else {
                                const start = getFirstKeyStartProps(it.start);
                                this.stack.push({
                                    type: 'block-map',
                                    offset: this.offset,
                                    indent: this.indent,
                                    items: [{ start, key: null, sep: [this.sourceToken] }]
                                });
                            }
                        }
                        else if (it.value) {
                            map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else if (isFlowToken(it.key) &&
                            !includesToken(it.sep, 'newline')) {
                            const start = getFirstKeyStartProps(it.start);
                            const key = it.key;
                            const sep = it.sep;
                            sep.push(this.sourceToken);
                            // @ts-expect-error type guard is wrong here
                            delete it.key;
                            // @ts-expect-error type guard is wrong here
                            delete it.sep;
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key, sep }]
                            });
                        }
                        else if (start.length > 0) {
                            // Not actually at next item
                            it.sep = it.sep.concat(start, this.sourceToken);
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    else {
                        if (!it.sep) {
                            Object.assign(it, { key: null, sep: [this.sourceToken] });
                        }
                        else if (it.value || atNextItem) {
                            map.items.push({ start, key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start: [], key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    this.onKeyLine = true;
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (atNextItem || it.value) {
                        map.items.push({ start, key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        this.stack.push(fs);
                    }
                    else {
                        Object.assign(it, { key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    return;
                }
                default: {
                    const bv = this.startBlockValue(map);
                    if (bv) {
                        if (bv.type === 'block-seq') {
                            if (!it.explicitKey &&
                                it.sep &&
                                !includesToken(it.sep, 'newline')) {
                                yield* this.pop({
                                    type: 'error',
                                    offset: this.offset,
                                    message: 'Unexpected block-seq-ind on same line with key',
                                    source: this.source
                                });
                                return;
                            }
                        }
                        else if (atMapIndent) {
                            map.items.push({ start });
                        }
                        this.stack.push(bv);
                        return;
                    }
                }
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
            case 'newline':
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        seq.items.push({ start: [this.sourceToken] });
                }
                else
                    it.start.push(this.sourceToken);
                return;
            case 'space':
            case 'comment':
                if (it.value)
                    seq.items.push({ start: [this.sourceToken] });
                else {
                    if (this.atIndentedComment(it.start, seq.indent)) {
                        const prev = seq.items[seq.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            seq.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
            case 'anchor':
            case 'tag':
                if (it.value || this.indent <= seq.indent)
                    break;
                it.start.push(this.sourceToken);
                return;
            case 'seq-item-ind':
                if (this.indent !== seq.indent)
                    break;
                if (it.value || includesToken(it.start, 'seq-item-ind'))
                    seq.items.push({ start: [this.sourceToken] });
                else
                    it.start.push(this.sourceToken);
                return;
        }
        if (this.indent > seq.indent) {
            const bv = this.startBlockValue(seq);
            if (bv) {
                this.stack.push(bv);
                return;
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === 'flow-error-end') {
            let top;
            do {
                yield* this.pop();
                top = this.peek(1);
            } while (top?.type === 'flow-collection');
        }
        else if (fc.end.length === 0) {
            switch (this.type) {
                case 'comma':
                case 'explicit-key-ind':
                    if (!it || it.sep)
                        fc.items.push({ start: [this.sourceToken] });
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'map-value-ind':
                    if (!it || it.value)
                        fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        Object.assign(it, { key: null, sep: [this.sourceToken] });
                    return;
                case 'space':
                case 'comment':
                case 'newline':
                case 'anchor':
                case 'tag':
                    if (!it || it.value)
                        fc.items.push({ start: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (!it || it.value)
                        fc.items.push({ start: [], key: fs, sep: [] });
                    else if (it.sep)
                        this.stack.push(fs);
                    else
                        Object.assign(it, { key: fs, sep: [] });
                    return;
                }
                case 'flow-map-end':
                case 'flow-seq-end':
                    fc.end.push(this.sourceToken);
                    return;
            }
            const bv = this.startBlockValue(fc);
            /* istanbul ignore else should not happen */
            if (bv)
                this.stack.push(bv);
            else {
                yield* this.pop();
                yield* this.step();
            }
        }
        else {
            const parent = this.peek(2);
            if (parent.type === 'block-map' &&
                ((this.type === 'map-value-ind' && parent.indent === fc.indent) ||
                    (this.type === 'newline' &&
                        !parent.items[parent.items.length - 1].sep))) {
                yield* this.pop();
                yield* this.step();
            }
            else if (this.type === 'map-value-ind' &&
                parent.type !== 'flow-collection') {
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                fixFlowSeqItems(fc);
                const sep = fc.end.splice(1, fc.end.length);
                sep.push(this.sourceToken);
                const map = {
                    type: 'block-map',
                    offset: fc.offset,
                    indent: fc.indent,
                    items: [{ start, key: fc, sep }]
                };
                this.onKeyLine = true;
                this.stack[this.stack.length - 1] = map;
            }
            else {
                yield* this.lineEnd(fc);
            }
        }
    }
    flowScalar(type) {
        if (this.onNewLine) {
            let nl = this.source.indexOf('\n') + 1;
            while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf('\n', nl) + 1;
            }
        }
        return {
            type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
    }
    startBlockValue(parent) {
        switch (this.type) {
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return this.flowScalar(this.type);
            case 'block-scalar-header':
                return {
                    type: 'block-scalar',
                    offset: this.offset,
                    indent: this.indent,
                    props: [this.sourceToken],
                    source: ''
                };
            case 'flow-map-start':
            case 'flow-seq-start':
                return {
                    type: 'flow-collection',
                    offset: this.offset,
                    indent: this.indent,
                    start: this.sourceToken,
                    items: [],
                    end: []
                };
            case 'seq-item-ind':
                return {
                    type: 'block-seq',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [this.sourceToken] }]
                };
            case 'explicit-key-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                start.push(this.sourceToken);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, explicitKey: true }]
                };
            }
            case 'map-value-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, key: null, sep: [this.sourceToken] }]
                };
            }
        }
        return null;
    }
    atIndentedComment(start, indent) {
        if (this.type !== 'comment')
            return false;
        if (this.indent <= indent)
            return false;
        return start.every(st => st.type === 'newline' || st.type === 'space');
    }
    *documentEnd(docEnd) {
        if (this.type !== 'doc-mode') {
            if (docEnd.end)
                docEnd.end.push(this.sourceToken);
            else
                docEnd.end = [this.sourceToken];
            if (this.type === 'newline')
                yield* this.pop();
        }
    }
    *lineEnd(token) {
        switch (this.type) {
            case 'comma':
            case 'doc-start':
            case 'doc-end':
            case 'flow-seq-end':
            case 'flow-map-end':
            case 'map-value-ind':
                yield* this.pop();
                yield* this.step();
                break;
            case 'newline':
                this.onKeyLine = false;
            // fallthrough
            case 'space':
            case 'comment':
            default:
                // all other values are errors
                if (token.end)
                    token.end.push(this.sourceToken);
                else
                    token.end = [this.sourceToken];
                if (this.type === 'newline')
                    yield* this.pop();
        }
    }
}

exports.Parser = Parser;


/***/ }),

/***/ 9901:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var composer = __nccwpck_require__(2814);
var Document = __nccwpck_require__(3915);
var errors = __nccwpck_require__(8450);
var log = __nccwpck_require__(8195);
var identity = __nccwpck_require__(1737);
var lineCounter = __nccwpck_require__(1242);
var parser = __nccwpck_require__(8238);

function parseOptions(options) {
    const prettyErrors = options.prettyErrors !== false;
    const lineCounter$1 = options.lineCounter || (prettyErrors && new lineCounter.LineCounter()) || null;
    return { lineCounter: lineCounter$1, prettyErrors };
}
/**
 * Parse the input as a stream of YAML documents.
 *
 * Documents should be separated from each other by `...` or `---` marker lines.
 *
 * @returns If an empty `docs` array is returned, it will be of type
 *   EmptyStream and contain additional stream information. In
 *   TypeScript, you should use `'empty' in docs` as a type guard for it.
 */
function parseAllDocuments(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    const docs = Array.from(composer$1.compose(parser$1.parse(source)));
    if (prettyErrors && lineCounter)
        for (const doc of docs) {
            doc.errors.forEach(errors.prettifyError(source, lineCounter));
            doc.warnings.forEach(errors.prettifyError(source, lineCounter));
        }
    if (docs.length > 0)
        return docs;
    return Object.assign([], { empty: true }, composer$1.streamInfo());
}
/** Parse an input string into a single YAML.Document */
function parseDocument(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    // `doc` is always set by compose.end(true) at the very latest
    let doc = null;
    for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
            doc = _doc;
        else if (doc.options.logLevel !== 'silent') {
            doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), 'MULTIPLE_DOCS', 'Source contains multiple documents; please use YAML.parseAllDocuments()'));
            break;
        }
    }
    if (prettyErrors && lineCounter) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter));
    }
    return doc;
}
function parse(src, reviver, options) {
    let _reviver = undefined;
    if (typeof reviver === 'function') {
        _reviver = reviver;
    }
    else if (options === undefined && reviver && typeof reviver === 'object') {
        options = reviver;
    }
    const doc = parseDocument(src, options);
    if (!doc)
        return null;
    doc.warnings.forEach(warning => log.warn(doc.options.logLevel, warning));
    if (doc.errors.length > 0) {
        if (doc.options.logLevel !== 'silent')
            throw doc.errors[0];
        else
            doc.errors = [];
    }
    return doc.toJS(Object.assign({ reviver: _reviver }, options));
}
function stringify(value, replacer, options) {
    let _replacer = null;
    if (typeof replacer === 'function' || Array.isArray(replacer)) {
        _replacer = replacer;
    }
    else if (options === undefined && replacer) {
        options = replacer;
    }
    if (typeof options === 'string')
        options = options.length;
    if (typeof options === 'number') {
        const indent = Math.round(options);
        options = indent < 1 ? undefined : indent > 8 ? { indent: 8 } : { indent };
    }
    if (value === undefined) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
            return undefined;
    }
    if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
    return new Document.Document(value, _replacer, options).toString(options);
}

exports.parse = parse;
exports.parseAllDocuments = parseAllDocuments;
exports.parseDocument = parseDocument;
exports.stringify = stringify;


/***/ }),

/***/ 7878:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var map = __nccwpck_require__(773);
var seq = __nccwpck_require__(1744);
var string = __nccwpck_require__(2678);
var tags = __nccwpck_require__(8904);

const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
    constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat)
            ? tags.getTags(compat, 'compat')
            : compat
                ? tags.getTags(null, compat)
                : null;
        this.name = (typeof schema === 'string' && schema) || 'core';
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        // Used by createMap()
        this.sortMapEntries =
            typeof sortMapEntries === 'function'
                ? sortMapEntries
                : sortMapEntries === true
                    ? sortMapEntriesByKey
                    : null;
    }
    clone() {
        const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
    }
}

exports.Schema = Schema;


/***/ }),

/***/ 773:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var YAMLMap = __nccwpck_require__(1856);

const map = {
    collection: 'map',
    default: true,
    nodeClass: YAMLMap.YAMLMap,
    tag: 'tag:yaml.org,2002:map',
    resolve(map, onError) {
        if (!identity.isMap(map))
            onError('Expected a mapping for this tag');
        return map;
    },
    createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
};

exports.map = map;


/***/ }),

/***/ 5410:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(1543);

const nullTag = {
    identify: value => value == null,
    createNode: () => new Scalar.Scalar(null),
    default: true,
    tag: 'tag:yaml.org,2002:null',
    test: /^(?:~|[Nn]ull|NULL)?$/,
    resolve: () => new Scalar.Scalar(null),
    stringify: ({ source }, ctx) => typeof source === 'string' && nullTag.test.test(source)
        ? source
        : ctx.options.nullStr
};

exports.nullTag = nullTag;


/***/ }),

/***/ 1744:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var YAMLSeq = __nccwpck_require__(3013);

const seq = {
    collection: 'seq',
    default: true,
    nodeClass: YAMLSeq.YAMLSeq,
    tag: 'tag:yaml.org,2002:seq',
    resolve(seq, onError) {
        if (!identity.isSeq(seq))
            onError('Expected a sequence for this tag');
        return seq;
    },
    createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
};

exports.seq = seq;


/***/ }),

/***/ 2678:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyString = __nccwpck_require__(4387);

const string = {
    identify: value => typeof value === 'string',
    default: true,
    tag: 'tag:yaml.org,2002:str',
    resolve: str => str,
    stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
    }
};

exports.string = string;


/***/ }),

/***/ 8437:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(1543);

const boolTag = {
    identify: value => typeof value === 'boolean',
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: str => new Scalar.Scalar(str[0] === 't' || str[0] === 'T'),
    stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
            const sv = source[0] === 't' || source[0] === 'T';
            if (value === sv)
                return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
};

exports.boolTag = boolTag;


/***/ }),

/***/ 2859:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(1543);
var stringifyNumber = __nccwpck_require__(2827);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: str => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
    resolve: str => parseFloat(str),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf('.');
        if (dot !== -1 && str[str.length - 1] === '0')
            node.minFractionDigits = str.length - dot - 1;
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 4044:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(2827);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
const intResolve = (str, offset, radix, { intAsBigInt }) => (intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix));
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
    return stringifyNumber.stringifyNumber(node);
}
const intOct = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^0o[0-7]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
    stringify: node => intStringify(node, 8, '0o')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^0x[0-9a-fA-F]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 1946:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(773);
var _null = __nccwpck_require__(5410);
var seq = __nccwpck_require__(1744);
var string = __nccwpck_require__(2678);
var bool = __nccwpck_require__(8437);
var float = __nccwpck_require__(2859);
var int = __nccwpck_require__(4044);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.boolTag,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float
];

exports.schema = schema;


/***/ }),

/***/ 9605:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(1543);
var map = __nccwpck_require__(773);
var seq = __nccwpck_require__(1744);

function intIdentify(value) {
    return typeof value === 'bigint' || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
    {
        identify: value => typeof value === 'string',
        default: true,
        tag: 'tag:yaml.org,2002:str',
        resolve: str => str,
        stringify: stringifyJSON
    },
    {
        identify: value => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: 'tag:yaml.org,2002:null',
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
    },
    {
        identify: value => typeof value === 'boolean',
        default: true,
        tag: 'tag:yaml.org,2002:bool',
        test: /^true$|^false$/,
        resolve: str => str === 'true',
        stringify: stringifyJSON
    },
    {
        identify: intIdentify,
        default: true,
        tag: 'tag:yaml.org,2002:int',
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
    },
    {
        identify: value => typeof value === 'number',
        default: true,
        tag: 'tag:yaml.org,2002:float',
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: str => parseFloat(str),
        stringify: stringifyJSON
    }
];
const jsonError = {
    default: true,
    tag: '',
    test: /^/,
    resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
    }
};
const schema = [map.map, seq.seq].concat(jsonScalars, jsonError);

exports.schema = schema;


/***/ }),

/***/ 8904:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(773);
var _null = __nccwpck_require__(5410);
var seq = __nccwpck_require__(1744);
var string = __nccwpck_require__(2678);
var bool = __nccwpck_require__(8437);
var float = __nccwpck_require__(2859);
var int = __nccwpck_require__(4044);
var schema = __nccwpck_require__(1946);
var schema$1 = __nccwpck_require__(9605);
var binary = __nccwpck_require__(6737);
var merge = __nccwpck_require__(5970);
var omap = __nccwpck_require__(8781);
var pairs = __nccwpck_require__(9751);
var schema$2 = __nccwpck_require__(3019);
var set = __nccwpck_require__(1314);
var timestamp = __nccwpck_require__(5994);

const schemas = new Map([
    ['core', schema.schema],
    ['failsafe', [map.map, seq.seq, string.string]],
    ['json', schema$1.schema],
    ['yaml11', schema$2.schema],
    ['yaml-1.1', schema$2.schema]
]);
const tagsByName = {
    binary: binary.binary,
    bool: bool.boolTag,
    float: float.float,
    floatExp: float.floatExp,
    floatNaN: float.floatNaN,
    floatTime: timestamp.floatTime,
    int: int.int,
    intHex: int.intHex,
    intOct: int.intOct,
    intTime: timestamp.intTime,
    map: map.map,
    merge: merge.merge,
    null: _null.nullTag,
    omap: omap.omap,
    pairs: pairs.pairs,
    seq: seq.seq,
    set: set.set,
    timestamp: timestamp.timestamp
};
const coreKnownTags = {
    'tag:yaml.org,2002:binary': binary.binary,
    'tag:yaml.org,2002:merge': merge.merge,
    'tag:yaml.org,2002:omap': omap.omap,
    'tag:yaml.org,2002:pairs': pairs.pairs,
    'tag:yaml.org,2002:set': set.set,
    'tag:yaml.org,2002:timestamp': timestamp.timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
    const schemaTags = schemas.get(schemaName);
    if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge.merge)
            ? schemaTags.concat(merge.merge)
            : schemaTags.slice();
    }
    let tags = schemaTags;
    if (!tags) {
        if (Array.isArray(customTags))
            tags = [];
        else {
            const keys = Array.from(schemas.keys())
                .filter(key => key !== 'yaml11')
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
    }
    if (Array.isArray(customTags)) {
        for (const tag of customTags)
            tags = tags.concat(tag);
    }
    else if (typeof customTags === 'function') {
        tags = customTags(tags.slice());
    }
    if (addMergeTag)
        tags = tags.concat(merge.merge);
    return tags.reduce((tags, tag) => {
        const tagObj = typeof tag === 'string' ? tagsByName[tag] : tag;
        if (!tagObj) {
            const tagName = JSON.stringify(tag);
            const keys = Object.keys(tagsByName)
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags.includes(tagObj))
            tags.push(tagObj);
        return tags;
    }, []);
}

exports.coreKnownTags = coreKnownTags;
exports.getTags = getTags;


/***/ }),

/***/ 6737:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_buffer = __nccwpck_require__(181);
var Scalar = __nccwpck_require__(1543);
var stringifyString = __nccwpck_require__(4387);

const binary = {
    identify: value => value instanceof Uint8Array, // Buffer inherits from Uint8Array
    default: false,
    tag: 'tag:yaml.org,2002:binary',
    /**
     * Returns a Buffer in node and an Uint8Array in browsers
     *
     * To use the resulting buffer as an image, you'll want to do something like:
     *
     *   const blob = new Blob([buffer], { type: 'image/jpeg' })
     *   document.querySelector('#photo').src = URL.createObjectURL(blob)
     */
    resolve(src, onError) {
        if (typeof node_buffer.Buffer === 'function') {
            return node_buffer.Buffer.from(src, 'base64');
        }
        else if (typeof atob === 'function') {
            // On IE 11, atob() can't handle newlines
            const str = atob(src.replace(/[\n\r]/g, ''));
            const buffer = new Uint8Array(str.length);
            for (let i = 0; i < str.length; ++i)
                buffer[i] = str.charCodeAt(i);
            return buffer;
        }
        else {
            onError('This environment does not support reading binary tags; either Buffer or atob is required');
            return src;
        }
    },
    stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
            return '';
        const buf = value; // checked earlier by binary.identify()
        let str;
        if (typeof node_buffer.Buffer === 'function') {
            str =
                buf instanceof node_buffer.Buffer
                    ? buf.toString('base64')
                    : node_buffer.Buffer.from(buf.buffer).toString('base64');
        }
        else if (typeof btoa === 'function') {
            let s = '';
            for (let i = 0; i < buf.length; ++i)
                s += String.fromCharCode(buf[i]);
            str = btoa(s);
        }
        else {
            throw new Error('This environment does not support writing binary tags; either Buffer or btoa is required');
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
            const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
            const n = Math.ceil(str.length / lineWidth);
            const lines = new Array(n);
            for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
                lines[i] = str.substr(o, lineWidth);
            }
            str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? '\n' : ' ');
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
    }
};

exports.binary = binary;


/***/ }),

/***/ 2348:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(1543);

function boolStringify({ value, source }, ctx) {
    const boolObj = value ? trueTag : falseTag;
    if (source && boolObj.test.test(source))
        return source;
    return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
    identify: value => value === true,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
    resolve: () => new Scalar.Scalar(true),
    stringify: boolStringify
};
const falseTag = {
    identify: value => value === false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: () => new Scalar.Scalar(false),
    stringify: boolStringify
};

exports.falseTag = falseTag;
exports.trueTag = trueTag;


/***/ }),

/***/ 7292:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(1543);
var stringifyNumber = __nccwpck_require__(2827);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: (str) => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
    resolve: (str) => parseFloat(str.replace(/_/g, '')),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, '')));
        const dot = str.indexOf('.');
        if (dot !== -1) {
            const f = str.substring(dot + 1).replace(/_/g, '');
            if (f[f.length - 1] === '0')
                node.minFractionDigits = f.length;
        }
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 7851:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(2827);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
    const sign = str[0];
    if (sign === '-' || sign === '+')
        offset += 1;
    str = str.substring(offset).replace(/_/g, '');
    if (intAsBigInt) {
        switch (radix) {
            case 2:
                str = `0b${str}`;
                break;
            case 8:
                str = `0o${str}`;
                break;
            case 16:
                str = `0x${str}`;
                break;
        }
        const n = BigInt(str);
        return sign === '-' ? BigInt(-1) * n : n;
    }
    const n = parseInt(str, radix);
    return sign === '-' ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? '-' + prefix + str.substr(1) : prefix + str;
    }
    return stringifyNumber.stringifyNumber(node);
}
const intBin = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'BIN',
    test: /^[-+]?0b[0-1_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
    stringify: node => intStringify(node, 2, '0b')
};
const intOct = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^[-+]?0[0-7_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
    stringify: node => intStringify(node, 8, '0')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9][0-9_]*$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^[-+]?0x[0-9a-fA-F_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intBin = intBin;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 5970:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var Scalar = __nccwpck_require__(1543);

// If the value associated with a merge key is a single mapping node, each of
// its key/value pairs is inserted into the current mapping, unless the key
// already exists in it. If the value associated with the merge key is a
// sequence, then this sequence is expected to contain mapping nodes and each
// of these nodes is merged in turn according to its order in the sequence.
// Keys in mapping nodes earlier in the sequence override keys specified in
// later mapping nodes. -- http://yaml.org/type/merge.html
const MERGE_KEY = '<<';
const merge = {
    identify: value => value === MERGE_KEY ||
        (typeof value === 'symbol' && value.description === MERGE_KEY),
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
    }),
    stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) ||
    (identity.isScalar(key) &&
        (!key.type || key.type === Scalar.Scalar.PLAIN) &&
        merge.identify(key.value))) &&
    ctx?.doc.schema.tags.some(tag => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (identity.isSeq(source))
        for (const it of source.items)
            mergeValue(ctx, map, it);
    else if (Array.isArray(source))
        for (const it of source)
            mergeValue(ctx, map, it);
    else
        mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (!identity.isMap(source))
        throw new Error('Merge sources must be maps or map aliases');
    const srcMap = source.toJSON(null, ctx, Map);
    for (const [key, value] of srcMap) {
        if (map instanceof Map) {
            if (!map.has(key))
                map.set(key, value);
        }
        else if (map instanceof Set) {
            map.add(key);
        }
        else if (!Object.prototype.hasOwnProperty.call(map, key)) {
            Object.defineProperty(map, key, {
                value,
                writable: true,
                enumerable: true,
                configurable: true
            });
        }
    }
    return map;
}
function resolveAliasValue(ctx, value) {
    return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

exports.addMergeToJSMap = addMergeToJSMap;
exports.isMergeKey = isMergeKey;
exports.merge = merge;


/***/ }),

/***/ 8781:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var toJS = __nccwpck_require__(445);
var YAMLMap = __nccwpck_require__(1856);
var YAMLSeq = __nccwpck_require__(3013);
var pairs = __nccwpck_require__(9751);

class YAMLOMap extends YAMLSeq.YAMLSeq {
    constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = YAMLOMap.tag;
    }
    /**
     * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
     * but TypeScript won't allow widening the signature of a child method.
     */
    toJSON(_, ctx) {
        if (!ctx)
            return super.toJSON(_);
        const map = new Map();
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const pair of this.items) {
            let key, value;
            if (identity.isPair(pair)) {
                key = toJS.toJS(pair.key, '', ctx);
                value = toJS.toJS(pair.value, key, ctx);
            }
            else {
                key = toJS.toJS(pair, '', ctx);
            }
            if (map.has(key))
                throw new Error('Ordered maps must not include duplicate keys');
            map.set(key, value);
        }
        return map;
    }
    static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap = new this();
        omap.items = pairs$1.items;
        return omap;
    }
}
YAMLOMap.tag = 'tag:yaml.org,2002:omap';
const omap = {
    collection: 'seq',
    identify: value => value instanceof Map,
    nodeClass: YAMLOMap,
    default: false,
    tag: 'tag:yaml.org,2002:omap',
    resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
            if (identity.isScalar(key)) {
                if (seenKeys.includes(key.value)) {
                    onError(`Ordered maps must not include duplicate keys: ${key.value}`);
                }
                else {
                    seenKeys.push(key.value);
                }
            }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
    },
    createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

exports.YAMLOMap = YAMLOMap;
exports.omap = omap;


/***/ }),

/***/ 9751:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var Pair = __nccwpck_require__(7567);
var Scalar = __nccwpck_require__(1543);
var YAMLSeq = __nccwpck_require__(3013);

function resolvePairs(seq, onError) {
    if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
            let item = seq.items[i];
            if (identity.isPair(item))
                continue;
            else if (identity.isMap(item)) {
                if (item.items.length > 1)
                    onError('Each pair must have its own sequence indicator');
                const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
                if (item.commentBefore)
                    pair.key.commentBefore = pair.key.commentBefore
                        ? `${item.commentBefore}\n${pair.key.commentBefore}`
                        : item.commentBefore;
                if (item.comment) {
                    const cn = pair.value ?? pair.key;
                    cn.comment = cn.comment
                        ? `${item.comment}\n${cn.comment}`
                        : item.comment;
                }
                item = pair;
            }
            seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
    }
    else
        onError('Expected a sequence for this tag');
    return seq;
}
function createPairs(schema, iterable, ctx) {
    const { replacer } = ctx;
    const pairs = new YAMLSeq.YAMLSeq(schema);
    pairs.tag = 'tag:yaml.org,2002:pairs';
    let i = 0;
    if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
            if (typeof replacer === 'function')
                it = replacer.call(iterable, String(i++), it);
            let key, value;
            if (Array.isArray(it)) {
                if (it.length === 2) {
                    key = it[0];
                    value = it[1];
                }
                else
                    throw new TypeError(`Expected [key, value] tuple: ${it}`);
            }
            else if (it && it instanceof Object) {
                const keys = Object.keys(it);
                if (keys.length === 1) {
                    key = keys[0];
                    value = it[key];
                }
                else {
                    throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
                }
            }
            else {
                key = it;
            }
            pairs.items.push(Pair.createPair(key, value, ctx));
        }
    return pairs;
}
const pairs = {
    collection: 'seq',
    default: false,
    tag: 'tag:yaml.org,2002:pairs',
    resolve: resolvePairs,
    createNode: createPairs
};

exports.createPairs = createPairs;
exports.pairs = pairs;
exports.resolvePairs = resolvePairs;


/***/ }),

/***/ 3019:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(773);
var _null = __nccwpck_require__(5410);
var seq = __nccwpck_require__(1744);
var string = __nccwpck_require__(2678);
var binary = __nccwpck_require__(6737);
var bool = __nccwpck_require__(2348);
var float = __nccwpck_require__(7292);
var int = __nccwpck_require__(7851);
var merge = __nccwpck_require__(5970);
var omap = __nccwpck_require__(8781);
var pairs = __nccwpck_require__(9751);
var set = __nccwpck_require__(1314);
var timestamp = __nccwpck_require__(5994);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.trueTag,
    bool.falseTag,
    int.intBin,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float,
    binary.binary,
    merge.merge,
    omap.omap,
    pairs.pairs,
    set.set,
    timestamp.intTime,
    timestamp.floatTime,
    timestamp.timestamp
];

exports.schema = schema;


/***/ }),

/***/ 1314:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var Pair = __nccwpck_require__(7567);
var YAMLMap = __nccwpck_require__(1856);

class YAMLSet extends YAMLMap.YAMLMap {
    constructor(schema) {
        super(schema);
        this.tag = YAMLSet.tag;
    }
    add(key) {
        let pair;
        if (identity.isPair(key))
            pair = key;
        else if (key &&
            typeof key === 'object' &&
            'key' in key &&
            'value' in key &&
            key.value === null)
            pair = new Pair.Pair(key.key, null);
        else
            pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
            this.items.push(pair);
    }
    /**
     * If `keepPair` is `true`, returns the Pair matching `key`.
     * Otherwise, returns the value of that Pair's key.
     */
    get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair)
            ? identity.isScalar(pair.key)
                ? pair.key.value
                : pair.key
            : pair;
    }
    set(key, value) {
        if (typeof value !== 'boolean')
            throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
            this.items.splice(this.items.indexOf(prev), 1);
        }
        else if (!prev && value) {
            this.items.push(new Pair.Pair(key));
        }
    }
    toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        if (this.hasAllNullValues(true))
            return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
            throw new Error('Set items must all have null values');
    }
    static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
            for (let value of iterable) {
                if (typeof replacer === 'function')
                    value = replacer.call(iterable, value, value);
                set.items.push(Pair.createPair(value, null, ctx));
            }
        return set;
    }
}
YAMLSet.tag = 'tag:yaml.org,2002:set';
const set = {
    collection: 'map',
    identify: value => value instanceof Set,
    nodeClass: YAMLSet,
    default: false,
    tag: 'tag:yaml.org,2002:set',
    createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
    resolve(map, onError) {
        if (identity.isMap(map)) {
            if (map.hasAllNullValues(true))
                return Object.assign(new YAMLSet(), map);
            else
                onError('Set items must all have null values');
        }
        else
            onError('Expected a mapping for this tag');
        return map;
    }
};

exports.YAMLSet = YAMLSet;
exports.set = set;


/***/ }),

/***/ 5994:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(2827);

/** Internal types handle bigint as number, because TS can't figure it out. */
function parseSexagesimal(str, asBigInt) {
    const sign = str[0];
    const parts = sign === '-' || sign === '+' ? str.substring(1) : str;
    const num = (n) => asBigInt ? BigInt(n) : Number(n);
    const res = parts
        .replace(/_/g, '')
        .split(':')
        .reduce((res, p) => res * num(60) + num(p), num(0));
    return (sign === '-' ? num(-1) * res : res);
}
/**
 * hhhh:mm:ss.sss
 *
 * Internal types handle bigint as number, because TS can't figure it out.
 */
function stringifySexagesimal(node) {
    let { value } = node;
    let num = (n) => n;
    if (typeof value === 'bigint')
        num = n => BigInt(n);
    else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
    let sign = '';
    if (value < 0) {
        sign = '-';
        value *= num(-1);
    }
    const _60 = num(60);
    const parts = [value % _60]; // seconds, including ms
    if (value < 60) {
        parts.unshift(0); // at least one : is required
    }
    else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60); // minutes
        if (value >= 60) {
            value = (value - parts[0]) / _60;
            parts.unshift(value); // hours
        }
    }
    return (sign +
        parts
            .map(n => String(n).padStart(2, '0'))
            .join(':')
            .replace(/000000\d*$/, '') // % 60 may introduce error
    );
}
const intTime = {
    identify: value => typeof value === 'bigint' || Number.isInteger(value),
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
    resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
    stringify: stringifySexagesimal
};
const floatTime = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    resolve: str => parseSexagesimal(str, false),
    stringify: stringifySexagesimal
};
const timestamp = {
    identify: value => value instanceof Date,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
    // may be omitted altogether, resulting in a date format. In such a case, the time part is
    // assumed to be 00:00:00Z (start of day, UTC).
    test: RegExp('^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' + // YYYY-Mm-Dd
        '(?:' + // time is optional
        '(?:t|T|[ \\t]+)' + // t | T | whitespace
        '([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)' + // Hh:Mm:Ss(.ss)?
        '(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?' + // Z | +5 | -03:30
        ')?$'),
    resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
            throw new Error('!!timestamp expects a date, starting with yyyy-mm-dd');
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + '00').substr(1, 3)) : 0;
        let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== 'Z') {
            let d = parseSexagesimal(tz, false);
            if (Math.abs(d) < 30)
                d *= 60;
            date -= 60000 * d;
        }
        return new Date(date);
    },
    stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, '') ?? ''
};

exports.floatTime = floatTime;
exports.intTime = intTime;
exports.timestamp = timestamp;


/***/ }),

/***/ 9777:
/***/ ((__unused_webpack_module, exports) => {



const FOLD_FLOW = 'flow';
const FOLD_BLOCK = 'block';
const FOLD_QUOTED = 'quoted';
/**
 * Tries to keep input at up to `lineWidth` characters, splitting only on spaces
 * not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
 * terminated with `\n` and started with `indent`.
 */
function foldFlowLines(text, indent, mode = 'flow', { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
    if (!lineWidth || lineWidth < 0)
        return text;
    if (lineWidth < minContentWidth)
        minContentWidth = 0;
    const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
    if (text.length <= endStep)
        return text;
    const folds = [];
    const escapedFolds = {};
    let end = lineWidth - indent.length;
    if (typeof indentAtStart === 'number') {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
            folds.push(0);
        else
            end = lineWidth - indentAtStart;
    }
    let split = undefined;
    let prev = undefined;
    let overflow = false;
    let i = -1;
    let escStart = -1;
    let escEnd = -1;
    if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text, i, indent.length);
        if (i !== -1)
            end = i + endStep;
    }
    for (let ch; (ch = text[(i += 1)]);) {
        if (mode === FOLD_QUOTED && ch === '\\') {
            escStart = i;
            switch (text[i + 1]) {
                case 'x':
                    i += 3;
                    break;
                case 'u':
                    i += 5;
                    break;
                case 'U':
                    i += 9;
                    break;
                default:
                    i += 1;
            }
            escEnd = i;
        }
        if (ch === '\n') {
            if (mode === FOLD_BLOCK)
                i = consumeMoreIndentedLines(text, i, indent.length);
            end = i + indent.length + endStep;
            split = undefined;
        }
        else {
            if (ch === ' ' &&
                prev &&
                prev !== ' ' &&
                prev !== '\n' &&
                prev !== '\t') {
                // space surrounded by non-space can be replaced with newline + indent
                const next = text[i + 1];
                if (next && next !== ' ' && next !== '\n' && next !== '\t')
                    split = i;
            }
            if (i >= end) {
                if (split) {
                    folds.push(split);
                    end = split + endStep;
                    split = undefined;
                }
                else if (mode === FOLD_QUOTED) {
                    // white-space collected at end may stretch past lineWidth
                    while (prev === ' ' || prev === '\t') {
                        prev = ch;
                        ch = text[(i += 1)];
                        overflow = true;
                    }
                    // Account for newline escape, but don't break preceding escape
                    const j = i > escEnd + 1 ? i - 2 : escStart - 1;
                    // Bail out if lineWidth & minContentWidth are shorter than an escape string
                    if (escapedFolds[j])
                        return text;
                    folds.push(j);
                    escapedFolds[j] = true;
                    end = j + endStep;
                    split = undefined;
                }
                else {
                    overflow = true;
                }
            }
        }
        prev = ch;
    }
    if (overflow && onOverflow)
        onOverflow();
    if (folds.length === 0)
        return text;
    if (onFold)
        onFold();
    let res = text.slice(0, folds[0]);
    for (let i = 0; i < folds.length; ++i) {
        const fold = folds[i];
        const end = folds[i + 1] || text.length;
        if (fold === 0)
            res = `\n${indent}${text.slice(0, end)}`;
        else {
            if (mode === FOLD_QUOTED && escapedFolds[fold])
                res += `${text[fold]}\\`;
            res += `\n${indent}${text.slice(fold + 1, end)}`;
        }
    }
    return res;
}
/**
 * Presumes `i + 1` is at the start of a line
 * @returns index of last newline in more-indented block
 */
function consumeMoreIndentedLines(text, i, indent) {
    let end = i;
    let start = i + 1;
    let ch = text[start];
    while (ch === ' ' || ch === '\t') {
        if (i < start + indent) {
            ch = text[++i];
        }
        else {
            do {
                ch = text[++i];
            } while (ch && ch !== '\n');
            end = i;
            start = i + 1;
            ch = text[start];
        }
    }
    return end;
}

exports.FOLD_BLOCK = FOLD_BLOCK;
exports.FOLD_FLOW = FOLD_FLOW;
exports.FOLD_QUOTED = FOLD_QUOTED;
exports.foldFlowLines = foldFlowLines;


/***/ }),

/***/ 5474:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(9030);
var identity = __nccwpck_require__(1737);
var stringifyComment = __nccwpck_require__(2005);
var stringifyString = __nccwpck_require__(4387);

function createStringifyContext(doc, options) {
    const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: 'PLAIN',
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: 'false',
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: 'null',
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: 'true',
        verifyAliasOrder: true
    }, doc.schema.toStringOptions, options);
    let inFlow;
    switch (opt.collectionStyle) {
        case 'block':
            inFlow = false;
            break;
        case 'flow':
            inFlow = true;
            break;
        default:
            inFlow = null;
    }
    return {
        anchors: new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? ' ' : '',
        indent: '',
        indentStep: typeof opt.indent === 'number' ? ' '.repeat(opt.indent) : '  ',
        inFlow,
        options: opt
    };
}
function getTagObject(tags, item) {
    if (item.tag) {
        const match = tags.filter(t => t.tag === item.tag);
        if (match.length > 0)
            return match.find(t => t.format === item.format) ?? match[0];
    }
    let tagObj = undefined;
    let obj;
    if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter(t => t.identify?.(obj));
        if (match.length > 1) {
            const testMatch = match.filter(t => t.test);
            if (testMatch.length > 0)
                match = testMatch;
        }
        tagObj =
            match.find(t => t.format === item.format) ?? match.find(t => !t.format);
    }
    else {
        obj = item;
        tagObj = tags.find(t => t.nodeClass && obj instanceof t.nodeClass);
    }
    if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? 'null' : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
    }
    return tagObj;
}
// needs to be called before value stringifier to allow for circular anchor refs
function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
    if (!doc.directives)
        return '';
    const props = [];
    const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
    if (anchor && anchors.anchorIsValid(anchor)) {
        anchors$1.add(anchor);
        props.push(`&${anchor}`);
    }
    const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
    if (tag)
        props.push(doc.directives.tagString(tag));
    return props.join(' ');
}
function stringify(item, ctx, onComment, onChompKeep) {
    if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
    if (identity.isAlias(item)) {
        if (ctx.doc.directives)
            return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
            throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        }
        else {
            if (ctx.resolvedAliases)
                ctx.resolvedAliases.add(item);
            else
                ctx.resolvedAliases = new Set([item]);
            item = item.resolve(ctx.doc);
        }
    }
    let tagObj = undefined;
    const node = identity.isNode(item)
        ? item
        : ctx.doc.createNode(item, { onTagObj: o => (tagObj = o) });
    tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
    const props = stringifyProps(node, tagObj, ctx);
    if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
    const str = typeof tagObj.stringify === 'function'
        ? tagObj.stringify(node, ctx, onComment, onChompKeep)
        : identity.isScalar(node)
            ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep)
            : node.toString(ctx, onComment, onChompKeep);
    if (!props)
        return str;
    return identity.isScalar(node) || str[0] === '{' || str[0] === '['
        ? `${props} ${str}`
        : `${props}\n${ctx.indent}${str}`;
}

exports.createStringifyContext = createStringifyContext;
exports.stringify = stringify;


/***/ }),

/***/ 486:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var stringify = __nccwpck_require__(5474);
var stringifyComment = __nccwpck_require__(2005);

function stringifyCollection(collection, ctx, options) {
    const flow = ctx.inFlow ?? collection.flow;
    const stringify = flow ? stringifyFlowCollection : stringifyBlockCollection;
    return stringify(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
    const { indent, options: { commentString } } = ctx;
    const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
    let chompKeep = false; // flag for the preceding node's status
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (!chompKeep && item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (!chompKeep && ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
            }
        }
        chompKeep = false;
        let str = stringify.stringify(item, itemCtx, () => (comment = null), () => (chompKeep = true));
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        if (chompKeep && comment)
            chompKeep = false;
        lines.push(blockItemPrefix + str);
    }
    let str;
    if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
    }
    else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
            const line = lines[i];
            str += line ? `\n${indent}${line}` : '\n';
        }
    }
    if (comment) {
        str += '\n' + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
            onComment();
    }
    else if (chompKeep && onChompKeep)
        onChompKeep();
    return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
    const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
    itemIndent += indentStep;
    const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
    });
    let reqNewline = false;
    let linesAtValue = 0;
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, false);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, false);
                if (ik.comment)
                    reqNewline = true;
            }
            const iv = identity.isNode(item.value) ? item.value : null;
            if (iv) {
                if (iv.comment)
                    comment = iv.comment;
                if (iv.commentBefore)
                    reqNewline = true;
            }
            else if (item.value == null && ik?.comment) {
                comment = ik.comment;
            }
        }
        if (comment)
            reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => (comment = null));
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes('\n'));
        if (i < items.length - 1) {
            str += ',';
        }
        else if (ctx.options.trailingComma) {
            if (ctx.options.lineWidth > 0) {
                reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) +
                    (str.length + 2) >
                    ctx.options.lineWidth);
            }
            if (reqNewline) {
                str += ',';
            }
        }
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
    }
    const { start, end } = flowChars;
    if (lines.length === 0) {
        return start + end;
    }
    else {
        if (!reqNewline) {
            const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
            reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
            let str = start;
            for (const line of lines)
                str += line ? `\n${indentStep}${indent}${line}` : '\n';
            return `${str}\n${indent}${end}`;
        }
        else {
            return `${start}${fcPadding}${lines.join(' ')}${fcPadding}${end}`;
        }
    }
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
    if (comment && chompKeep)
        comment = comment.replace(/^\n+/, '');
    if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart()); // Avoid double indent on first line
    }
}

exports.stringifyCollection = stringifyCollection;


/***/ }),

/***/ 2005:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringifies a comment.
 *
 * Empty comment lines are left empty,
 * lines consisting of a single space are replaced by `#`,
 * and all other lines are prefixed with a `#`.
 */
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, '#');
function indentComment(comment, indent) {
    if (/^\n+$/.test(comment))
        return comment.substring(1);
    return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith('\n')
    ? indentComment(comment, indent)
    : comment.includes('\n')
        ? '\n' + indentComment(comment, indent)
        : (str.endsWith(' ') ? '' : ' ') + comment;

exports.indentComment = indentComment;
exports.lineComment = lineComment;
exports.stringifyComment = stringifyComment;


/***/ }),

/***/ 9255:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var stringify = __nccwpck_require__(5474);
var stringifyComment = __nccwpck_require__(2005);

function stringifyDocument(doc, options) {
    const lines = [];
    let hasDirectives = options.directives === true;
    if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
            lines.push(dir);
            hasDirectives = true;
        }
        else if (doc.directives.docStart)
            hasDirectives = true;
    }
    if (hasDirectives)
        lines.push('---');
    const ctx = stringify.createStringifyContext(doc, options);
    const { commentString } = ctx.options;
    if (doc.commentBefore) {
        if (lines.length !== 1)
            lines.unshift('');
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ''));
    }
    let chompKeep = false;
    let contentComment = null;
    if (doc.contents) {
        if (identity.isNode(doc.contents)) {
            if (doc.contents.spaceBefore && hasDirectives)
                lines.push('');
            if (doc.contents.commentBefore) {
                const cs = commentString(doc.contents.commentBefore);
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            // top-level block scalars need to be indented if followed by a comment
            ctx.forceBlockIndent = !!doc.comment;
            contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? undefined : () => (chompKeep = true);
        let body = stringify.stringify(doc.contents, ctx, () => (contentComment = null), onChompKeep);
        if (contentComment)
            body += stringifyComment.lineComment(body, '', commentString(contentComment));
        if ((body[0] === '|' || body[0] === '>') &&
            lines[lines.length - 1] === '---') {
            // Top-level block scalars with a preceding doc marker ought to use the
            // same line for their header.
            lines[lines.length - 1] = `--- ${body}`;
        }
        else
            lines.push(body);
    }
    else {
        lines.push(stringify.stringify(doc.contents, ctx));
    }
    if (doc.directives?.docEnd) {
        if (doc.comment) {
            const cs = commentString(doc.comment);
            if (cs.includes('\n')) {
                lines.push('...');
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            else {
                lines.push(`... ${cs}`);
            }
        }
        else {
            lines.push('...');
        }
    }
    else {
        let dc = doc.comment;
        if (dc && chompKeep)
            dc = dc.replace(/^\n+/, '');
        if (dc) {
            if ((!chompKeep || contentComment) && lines[lines.length - 1] !== '')
                lines.push('');
            lines.push(stringifyComment.indentComment(commentString(dc), ''));
        }
    }
    return lines.join('\n') + '\n';
}

exports.stringifyDocument = stringifyDocument;


/***/ }),

/***/ 2827:
/***/ ((__unused_webpack_module, exports) => {



function stringifyNumber({ format, minFractionDigits, tag, value }) {
    if (typeof value === 'bigint')
        return String(value);
    const num = typeof value === 'number' ? value : Number(value);
    if (!isFinite(num))
        return isNaN(num) ? '.nan' : num < 0 ? '-.inf' : '.inf';
    let n = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (!format &&
        minFractionDigits &&
        (!tag || tag === 'tag:yaml.org,2002:float') &&
        /^-?\d/.test(n) &&
        !n.includes('e')) {
        let i = n.indexOf('.');
        if (i < 0) {
            i = n.length;
            n += '.';
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
            n += '0';
    }
    return n;
}

exports.stringifyNumber = stringifyNumber;


/***/ }),

/***/ 8070:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);
var Scalar = __nccwpck_require__(1543);
var stringify = __nccwpck_require__(5474);
var stringifyComment = __nccwpck_require__(2005);

function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
    const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
    let keyComment = (identity.isNode(key) && key.comment) || null;
    if (simpleKeys) {
        if (keyComment) {
            throw new Error('With simple keys, key nodes cannot have comments');
        }
        if (identity.isCollection(key) || (!identity.isNode(key) && typeof key === 'object')) {
            const msg = 'With simple keys, collection cannot be used as a key value';
            throw new Error(msg);
        }
    }
    let explicitKey = !simpleKeys &&
        (!key ||
            (keyComment && value == null && !ctx.inFlow) ||
            identity.isCollection(key) ||
            (identity.isScalar(key)
                ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL
                : typeof key === 'object'));
    ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
    });
    let keyCommentDone = false;
    let chompKeep = false;
    let str = stringify.stringify(key, ctx, () => (keyCommentDone = true), () => (chompKeep = true));
    if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
            throw new Error('With simple keys, single line scalar must not span more than 1024 characters');
        explicitKey = true;
    }
    if (ctx.inFlow) {
        if (allNullValues || value == null) {
            if (keyCommentDone && onComment)
                onComment();
            return str === '' ? '?' : explicitKey ? `? ${str}` : str;
        }
    }
    else if ((allNullValues && !simpleKeys) || (value == null && explicitKey)) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        }
        else if (chompKeep && onChompKeep)
            onChompKeep();
        return str;
    }
    if (keyCommentDone)
        keyComment = null;
    if (explicitKey) {
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}\n${indent}:`;
    }
    else {
        str = `${str}:`;
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
    }
    let vsb, vcb, valueComment;
    if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
    }
    else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === 'object')
            value = doc.createNode(value);
    }
    ctx.implicitKey = false;
    if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
    chompKeep = false;
    if (!indentSeq &&
        indentStep.length >= 2 &&
        !ctx.inFlow &&
        !explicitKey &&
        identity.isSeq(value) &&
        !value.flow &&
        !value.tag &&
        !value.anchor) {
        // If indentSeq === false, consider '- ' as part of indentation where possible
        ctx.indent = ctx.indent.substring(2);
    }
    let valueCommentDone = false;
    const valueStr = stringify.stringify(value, ctx, () => (valueCommentDone = true), () => (chompKeep = true));
    let ws = ' ';
    if (keyComment || vsb || vcb) {
        ws = vsb ? '\n' : '';
        if (vcb) {
            const cs = commentString(vcb);
            ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === '' && !ctx.inFlow) {
            if (ws === '\n' && valueComment)
                ws = '\n\n';
        }
        else {
            ws += `\n${ctx.indent}`;
        }
    }
    else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf('\n');
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
            let hasPropsLine = false;
            if (hasNewline && (vs0 === '&' || vs0 === '!')) {
                let sp0 = valueStr.indexOf(' ');
                if (vs0 === '&' &&
                    sp0 !== -1 &&
                    sp0 < nl0 &&
                    valueStr[sp0 + 1] === '!') {
                    sp0 = valueStr.indexOf(' ', sp0 + 1);
                }
                if (sp0 === -1 || nl0 < sp0)
                    hasPropsLine = true;
            }
            if (!hasPropsLine)
                ws = `\n${ctx.indent}`;
        }
    }
    else if (valueStr === '' || valueStr[0] === '\n') {
        ws = '';
    }
    str += ws + valueStr;
    if (ctx.inFlow) {
        if (valueCommentDone && onComment)
            onComment();
    }
    else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
    }
    else if (chompKeep && onChompKeep) {
        onChompKeep();
    }
    return str;
}

exports.stringifyPair = stringifyPair;


/***/ }),

/***/ 4387:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(1543);
var foldFlowLines = __nccwpck_require__(9777);

const getFoldOptions = (ctx, isBlock) => ({
    indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
    lineWidth: ctx.options.lineWidth,
    minContentWidth: ctx.options.minContentWidth
});
// Also checks for lines starting with %, as parsing the output as YAML 1.1 will
// presume that's starting a new document.
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
    if (!lineWidth || lineWidth < 0)
        return false;
    const limit = lineWidth - indentLength;
    const strLen = str.length;
    if (strLen <= limit)
        return false;
    for (let i = 0, start = 0; i < strLen; ++i) {
        if (str[i] === '\n') {
            if (i - start > limit)
                return true;
            start = i + 1;
            if (strLen - start <= limit)
                return false;
        }
    }
    return true;
}
function doubleQuotedString(value, ctx) {
    const json = JSON.stringify(value);
    if (ctx.options.doubleQuotedAsJSON)
        return json;
    const { implicitKey } = ctx;
    const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    let str = '';
    let start = 0;
    for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === ' ' && json[i + 1] === '\\' && json[i + 2] === 'n') {
            // space before newline needs to be escaped to not be folded
            str += json.slice(start, i) + '\\ ';
            i += 1;
            start = i;
            ch = '\\';
        }
        if (ch === '\\')
            switch (json[i + 1]) {
                case 'u':
                    {
                        str += json.slice(start, i);
                        const code = json.substr(i + 2, 4);
                        switch (code) {
                            case '0000':
                                str += '\\0';
                                break;
                            case '0007':
                                str += '\\a';
                                break;
                            case '000b':
                                str += '\\v';
                                break;
                            case '001b':
                                str += '\\e';
                                break;
                            case '0085':
                                str += '\\N';
                                break;
                            case '00a0':
                                str += '\\_';
                                break;
                            case '2028':
                                str += '\\L';
                                break;
                            case '2029':
                                str += '\\P';
                                break;
                            default:
                                if (code.substr(0, 2) === '00')
                                    str += '\\x' + code.substr(2);
                                else
                                    str += json.substr(i, 6);
                        }
                        i += 5;
                        start = i + 1;
                    }
                    break;
                case 'n':
                    if (implicitKey ||
                        json[i + 2] === '"' ||
                        json.length < minMultiLineLength) {
                        i += 1;
                    }
                    else {
                        // folding will eat first newline
                        str += json.slice(start, i) + '\n\n';
                        while (json[i + 2] === '\\' &&
                            json[i + 3] === 'n' &&
                            json[i + 4] !== '"') {
                            str += '\n';
                            i += 2;
                        }
                        str += indent;
                        // space after newline needs to be escaped to not be folded
                        if (json[i + 2] === ' ')
                            str += '\\';
                        i += 1;
                        start = i + 1;
                    }
                    break;
                default:
                    i += 1;
            }
    }
    str = start ? str + json.slice(start) : json;
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
    if (ctx.options.singleQuote === false ||
        (ctx.implicitKey && value.includes('\n')) ||
        /[ \t]\n|\n[ \t]/.test(value) // single quoted string can't have leading or trailing whitespace around newline
    )
        return doubleQuotedString(value, ctx);
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
    return ctx.implicitKey
        ? res
        : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
    const { singleQuote } = ctx.options;
    let qs;
    if (singleQuote === false)
        qs = doubleQuotedString;
    else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
            qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
            qs = doubleQuotedString;
        else
            qs = singleQuote ? singleQuotedString : doubleQuotedString;
    }
    return qs(value, ctx);
}
// The negative lookbehind avoids a polynomial search,
// but isn't supported yet on Safari: https://caniuse.com/js-regexp-lookbehind
let blockEndNewlines;
try {
    blockEndNewlines = new RegExp('(^|(?<!\n))\n+(?!\n|$)', 'g');
}
catch {
    blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
    const { blockQuote, commentString, lineWidth } = ctx.options;
    // 1. Block can't end in whitespace unless the last line is non-empty.
    // 2. Strings consisting of only whitespace are best rendered explicitly.
    if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
    }
    const indent = ctx.indent ||
        (ctx.forceBlockIndent || containsDocumentMarker(value) ? '  ' : '');
    const literal = blockQuote === 'literal'
        ? true
        : blockQuote === 'folded' || type === Scalar.Scalar.BLOCK_FOLDED
            ? false
            : type === Scalar.Scalar.BLOCK_LITERAL
                ? true
                : !lineLengthOverLimit(value, lineWidth, indent.length);
    if (!value)
        return literal ? '|\n' : '>\n';
    // determine chomping from whitespace at value end
    let chomp;
    let endStart;
    for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== '\n' && ch !== '\t' && ch !== ' ')
            break;
    }
    let end = value.substring(endStart);
    const endNlPos = end.indexOf('\n');
    if (endNlPos === -1) {
        chomp = '-'; // strip
    }
    else if (value === end || endNlPos !== end.length - 1) {
        chomp = '+'; // keep
        if (onChompKeep)
            onChompKeep();
    }
    else {
        chomp = ''; // clip
    }
    if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === '\n')
            end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
    }
    // determine indent indicator from whitespace at value start
    let startWithSpace = false;
    let startEnd;
    let startNlPos = -1;
    for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === ' ')
            startWithSpace = true;
        else if (ch === '\n')
            startNlPos = startEnd;
        else
            break;
    }
    let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
    if (start) {
        value = value.substring(start.length);
        start = start.replace(/\n+/g, `$&${indent}`);
    }
    const indentSize = indent ? '2' : '1'; // root is at -1
    // Leading | or > is added later
    let header = (startWithSpace ? indentSize : '') + chomp;
    if (comment) {
        header += ' ' + commentString(comment.replace(/ ?[\r\n]+/g, ' '));
        if (onComment)
            onComment();
    }
    if (!literal) {
        const foldedValue = value
            .replace(/\n+/g, '\n$&')
            .replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, '$1$2') // more-indented lines aren't folded
            //                ^ more-ind. ^ empty     ^ capture next empty lines only at end of indent
            .replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== 'folded' && type !== Scalar.Scalar.BLOCK_FOLDED) {
            foldOptions.onOverflow = () => {
                literalFallback = true;
            };
        }
        const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
            return `>${header}\n${indent}${body}`;
    }
    value = value.replace(/\n+/g, `$&${indent}`);
    return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
    const { type, value } = item;
    const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
    if ((implicitKey && value.includes('\n')) ||
        (inFlow && /[[\]{},]/.test(value))) {
        return quotedString(value, ctx);
    }
    if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        // not allowed:
        // - '-' or '?'
        // - start with an indicator character (except [?:-]) or /[?-] /
        // - '\n ', ': ' or ' \n' anywhere
        // - '#' not preceded by a non-space char
        // - end with ' ' or ':'
        return implicitKey || inFlow || !value.includes('\n')
            ? quotedString(value, ctx)
            : blockString(item, ctx, onComment, onChompKeep);
    }
    if (!implicitKey &&
        !inFlow &&
        type !== Scalar.Scalar.PLAIN &&
        value.includes('\n')) {
        // Where allowed & type not set explicitly, prefer block style for multiline strings
        return blockString(item, ctx, onComment, onChompKeep);
    }
    if (containsDocumentMarker(value)) {
        if (indent === '') {
            ctx.forceBlockIndent = true;
            return blockString(item, ctx, onComment, onChompKeep);
        }
        else if (implicitKey && indent === indentStep) {
            return quotedString(value, ctx);
        }
    }
    const str = value.replace(/\n+/g, `$&\n${indent}`);
    // Verify that output will be parsed as a string, as e.g. plain numbers and
    // booleans get parsed with those types in v1.2 (e.g. '42', 'true' & '0.9e-3'),
    // and others in v1.1.
    if (actualString) {
        const test = (tag) => tag.default && tag.tag !== 'tag:yaml.org,2002:str' && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
            return quotedString(value, ctx);
    }
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
    const { implicitKey, inFlow } = ctx;
    const ss = typeof item.value === 'string'
        ? item
        : Object.assign({}, item, { value: String(item.value) });
    let { type } = item;
    if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        // force double quotes on control characters & unpaired surrogates
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
            type = Scalar.Scalar.QUOTE_DOUBLE;
    }
    const _stringify = (_type) => {
        switch (_type) {
            case Scalar.Scalar.BLOCK_FOLDED:
            case Scalar.Scalar.BLOCK_LITERAL:
                return implicitKey || inFlow
                    ? quotedString(ss.value, ctx) // blocks are not valid inside flow containers
                    : blockString(ss, ctx, onComment, onChompKeep);
            case Scalar.Scalar.QUOTE_DOUBLE:
                return doubleQuotedString(ss.value, ctx);
            case Scalar.Scalar.QUOTE_SINGLE:
                return singleQuotedString(ss.value, ctx);
            case Scalar.Scalar.PLAIN:
                return plainString(ss, ctx, onComment, onChompKeep);
            default:
                return null;
        }
    };
    let res = _stringify(type);
    if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = (implicitKey && defaultKeyType) || defaultStringType;
        res = _stringify(t);
        if (res === null)
            throw new Error(`Unsupported default string type ${t}`);
    }
    return res;
}

exports.stringifyString = stringifyString;


/***/ }),

/***/ 4190:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1737);

const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove node');
/**
 * Apply a visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
function visit(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        visit_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current node */
visit.SKIP = SKIP;
/** Remove the current node */
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path) {
    const ctrl = callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = visit_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = visit_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = visit_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
/**
 * Apply an async visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `Promise`: Must resolve to one of the following values
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
async function visitAsync(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visitAsync.BREAK = BREAK;
/** Do not visit the children of the current node */
visitAsync.SKIP = SKIP;
/** Remove the current node */
visitAsync.REMOVE = REMOVE;
async function visitAsync_(key, node, visitor, path) {
    const ctrl = await callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = await visitAsync_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = await visitAsync_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = await visitAsync_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
function initVisitor(visitor) {
    if (typeof visitor === 'object' &&
        (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
            Alias: visitor.Node,
            Map: visitor.Node,
            Scalar: visitor.Node,
            Seq: visitor.Node
        }, visitor.Value && {
            Map: visitor.Value,
            Scalar: visitor.Value,
            Seq: visitor.Value
        }, visitor.Collection && {
            Map: visitor.Collection,
            Seq: visitor.Collection
        }, visitor);
    }
    return visitor;
}
function callVisitor(key, node, visitor, path) {
    if (typeof visitor === 'function')
        return visitor(key, node, path);
    if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
    if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
    if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
    if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
    if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
    return undefined;
}
function replaceNode(key, path, node) {
    const parent = path[path.length - 1];
    if (identity.isCollection(parent)) {
        parent.items[key] = node;
    }
    else if (identity.isPair(parent)) {
        if (key === 'key')
            parent.key = node;
        else
            parent.value = node;
    }
    else if (identity.isDocument(parent)) {
        parent.contents = node;
    }
    else {
        const pt = identity.isAlias(parent) ? 'alias' : 'scalar';
        throw new Error(`Cannot replace node with ${pt} parent`);
    }
}

exports.visit = visit;
exports.visitAsync = visitAsync;


/***/ }),

/***/ 6845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ isAsAsked),
/* harmony export */   $H: () => (/* binding */ hasChanged),
/* harmony export */   Ap: () => (/* binding */ asOutput)
/* harmony export */ });
const wanted = ['activated', 'staged', 'unchanged'];
/** Whether the target is what was asked for. */
function isAsAsked(result) {
    return wanted.includes(result.state);
}
/** Whether any host is another than before. */
function hasChanged(report) {
    return Object.values(report.results ?? {}).some(({ state, changed }) => state === 'activated' || state === 'staged' || changed === true);
}
/**
 * The results as an output can hold them: with as many changed packages each as go into so many characters, the others
 * counted; then without what only the summary needs, and with shorter reasons. (A job's outputs may have 1 MB in UTF-16.)
 */
function asOutput(results, most = 450_000) {
    const cuts = [
        ...[Infinity, 2000, 1000, 500, 250, 125, 60, 30, 15, 7, 0].map((each) => (result) => withPackages(result, each)),
        outcomeOnly,
        (result) => ({ ...outcomeOnly(result), ...(result.reason !== undefined && { reason: clipReason(result.reason) }) }),
    ];
    let shown = results;
    for (const cut of cuts) {
        shown = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, cut(result)]));
        if (JSON.stringify(shown).length <= most)
            break;
    }
    return shown;
}
function outcomeOnly(result) {
    const outcome = { ...result };
    delete outcome.phases;
    delete outcome.checks;
    delete outcome.changes;
    if (outcome.findings !== undefined)
        outcome.findings = outcome.findings.filter(({ severity }) => severity === 'refuses' || severity === 'spoils');
    return outcome;
}
function clipReason(reason) {
    return reason.length <= 200 ? reason : `${reason.slice(0, 200).toWellFormed()}…`;
}
function withPackages(result, most) {
    const { changes } = result;
    if (changes === undefined || changes.packages.length <= most)
        return result;
    const packages = changes.packages.slice(0, most);
    return { ...result, changes: { ...changes, packages, leftOut: (changes.leftOut ?? 0) + changes.packages.length - packages.length } };
}


/***/ }),

/***/ 5404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ Timeline)
/* harmony export */ });
/** Collects what happens, with its times. */
class Timeline {
    startedAt;
    /** What concerns no target alone: evaluating and building. */
    phases = [];
    /** In their order. */
    waves = [];
    #targets = new Map();
    #now;
    /** `now` gives milliseconds since 1970, and must not step: a clock step would put phases out of their order. */
    constructor(now = () => performance.timeOrigin + performance.now()) {
        this.#now = now;
        this.startedAt = now();
    }
    /** The targets in the order in which they were begun. */
    get targets() {
        return [...this.#targets.values()].map((story) => ({ ...story, checks: answered(story) }));
    }
    /** The results of the targets that have ended, as far as they are known: for a run that does not come to its report. */
    get results() {
        const ended = this.targets.flatMap(({ name, ofGate, result }) => ofGate || result === undefined ? [] : [[name, { ...result, ...this.#known(name) }]]);
        return Object.fromEntries(ended);
    }
    /** Seconds since it all began. */
    get seconds() {
        return (this.#now() - this.startedAt) / 1000;
    }
    add(event) {
        const target = 'target' in event && event.type !== 'note' ? event.target : undefined;
        const story = target === undefined ? undefined : this.#story(target, event.ofGate === true);
        const phases = story?.phases ?? this.phases;
        switch (event.type) {
            case 'phase-started':
                phases.push({ phase: event.phase, startedAt: new Date(this.#now()).toISOString() });
                break;
            case 'phase-ended': {
                const span = phases.findLast(({ phase, seconds }) => phase === event.phase && seconds === undefined);
                if (span !== undefined)
                    span.seconds = event.seconds;
                break;
            }
            case 'wave-started':
                this.waves.push({ title: event.wave, targets: event.targets, startedAt: new Date(this.#now()).toISOString() });
                break;
            case 'wave-ended': {
                const wave = this.waves.at(-1);
                if (wave !== undefined)
                    wave.seconds = Math.round(this.#now() - Date.parse(wave.startedAt)) / 1000;
                break;
            }
            case 'check-answered': {
                if (story === undefined)
                    break;
                const attempts = (story.checks[event.index]?.attempts ?? 0) + 1;
                story.checks[event.index] = { check: event.check, passed: event.passed, answer: event.answer, attempts };
                break;
            }
            case 'compared':
                if (story !== undefined)
                    story.changes = event.changes;
                break;
            case 'target-ended':
                if (story !== undefined)
                    story.result = event.result;
                break;
            default:
            // The rest is for the log alone.
        }
    }
    /** The report with what is known of each target from its events. */
    complete(report) {
        if (report.results === undefined)
            return report;
        const results = Object.entries(report.results).map(([name, result]) => [name, { ...result, ...this.#known(name) }]);
        return { ...report, results: Object.fromEntries(results) };
    }
    #known(name) {
        const story = this.#story(name, false);
        const { phases, changes } = story;
        const checks = answered(story);
        return { phases, ...(checks.length > 0 && { checks }), ...(changes !== undefined && { changes }) };
    }
    #story(name, ofGate) {
        const key = `${ofGate ? 'gate' : 'target'} ${name}`;
        const story = this.#targets.get(key) ?? { name, ofGate, phases: [], checks: [] };
        this.#targets.set(key, story);
        return story;
    }
}
/** The checks that have answered: a cancelled run has some that never did. */
function answered({ checks }) {
    return Object.values(checks);
}


/***/ }),

/***/ 8816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IP: () => (/* binding */ bodyRegex),
/* harmony export */   Pe: () => (/* binding */ parseHealthChecks),
/* harmony export */   Qz: () => (/* binding */ checkEnvironment),
/* harmony export */   Tj: () => (/* binding */ healthChecksSchema),
/* harmony export */   cn: () => (/* binding */ describeCheck),
/* harmony export */   ej: () => (/* binding */ namesRevision),
/* harmony export */   pz: () => (/* binding */ fillIn)
/* harmony export */ });
/* unused harmony export healthCheckKeys */
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7728);
/* harmony import */ var _parse_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5729);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5918);
/* harmony import */ var _parse_names_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2345);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4254);






const PLACEHOLDERS = ['revision', 'target', 'host'];
/** Refuses `{revison}` and the like, which would go out as they stand. In a URL no other word in braces makes sense. */
function template(text, strict) {
    // `${host}` is the shell's or a regular expression's own.
    for (const [whole, word = ''] of text.matchAll(/(?<!\$)\{([A-Za-z_][A-Za-z0-9_-]*)\}/g)) {
        if (PLACEHOLDERS.includes(word))
            continue;
        if (strict || (0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .pA)(word, PLACEHOLDERS) !== undefined) {
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(whole)} stands for nothing; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .wouldDo */ .J7)(whole, PLACEHOLDERS.map((known) => `{${known}}`))}`);
        }
    }
    return text;
}
function oneLine(text) {
    if (/\p{Cc}/u.test(text))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} has a line end or another control character in it`);
    return text;
}
const SAMPLE = { revision: 'revision', target: 'target', host: 'host' };
function parseUrl(text) {
    template(text, true);
    const filled = fill(oneLine(text), SAMPLE);
    const hint = "write one like 'https://{target}.example.com/healthz'";
    if (/[\s"\\<>^`{|}]/.test(filled))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} is not a URL; ${hint}`);
    const url = URL.parse(filled);
    if (url === null)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} is not a URL; ${hint}`);
    if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !/^https?:\/\//i.test(text)) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} is not an http or https URL; ${hint}`);
    }
    if (url.username !== '' || url.password !== '') {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`the URL has a user name or password in it, which logs would show; use a 'command' that reads it on the host`);
    }
    return text;
}
function parseCommand(text) {
    if (text.trim() === '')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz("is empty; write a shell command, like 'systemctl is-active nginx'");
    if (text.includes('\0'))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('has a NUL character in it');
    return template(text, false);
}
function parseCheckName(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isPlainName */ .sh)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} cannot name a check; it is a name from the policy of the host, of letters, digits, '.', '_' and '-'`);
}
function parseStatus(text) {
    const status = text.toLowerCase();
    if (/^([1-5]xx|[1-5]\d\d)$/.test(status))
        return status;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} is not an HTTP status; write one like '200' or '2xx', or a list of them`);
}
function headerName(text) {
    if (/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} is not the name of a header`);
}
function headerValue(text) {
    return template(oneLine(text.trim()), false);
}
function parseHeader(text) {
    const colon = text.indexOf(':');
    if (colon < 0)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} is not a header; write it as 'name: value', in quotes`);
    return { name: headerName(text.slice(0, colon).trim()), value: headerValue(text.slice(colon + 1)) };
}
function parseBody(text) {
    if (text === '')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz('is empty, which every body holds; write a text or a /regular expression/');
    template(text, false);
    const regex = /^\/(.+)\/$/s.exec(text)?.[1];
    if (regex === undefined)
        return { kind: 'text', value: text };
    try {
        bodyRegex(fill(regex, SAMPLE));
    }
    catch (error) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} is not a regular expression: ${error instanceof Error ? error.message : ''}`, { cause: error });
    }
    return { kind: 'regex', value: regex };
}
function parseFrom(text) {
    if (text === 'runner' || text === 'host')
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(text)} is not a place to check from; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .wouldDo */ .J7)(text, ['runner', 'host'])}`);
}
const HOUR_SECONDS = 3600;
function duration(minSeconds) {
    return valibot__WEBPACK_IMPORTED_MODULE_5__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)((text) => (0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDurationWithin */ .Ts)(text, { minSeconds, maxSeconds: HOUR_SECONDS })));
}
const headersSchema = valibot__WEBPACK_IMPORTED_MODULE_5__/* .lazy */ .RZV((input) => typeof input === 'string' || Array.isArray(input)
    ? (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOrMore */ .h9)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseHeader))
    : valibot__WEBPACK_IMPORTED_MODULE_5__/* .pipe */ .FsL((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)('headers', headerName, (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(headerValue)), valibot__WEBPACK_IMPORTED_MODULE_5__/* .transform */ .pdi((headers) => Object.entries(headers).map(([name, value]) => ({ name, value })))));
const checkEntries = {
    url: valibot__WEBPACK_IMPORTED_MODULE_5__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseUrl)),
    command: valibot__WEBPACK_IMPORTED_MODULE_5__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseCommand)),
    check: valibot__WEBPACK_IMPORTED_MODULE_5__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseCheckName)),
    'expect-status': valibot__WEBPACK_IMPORTED_MODULE_5__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOrMore */ .h9)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseStatus))),
    'expect-header': valibot__WEBPACK_IMPORTED_MODULE_5__/* .optional */ .lqM(headersSchema),
    'expect-body': valibot__WEBPACK_IMPORTED_MODULE_5__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseBody)),
    from: valibot__WEBPACK_IMPORTED_MODULE_5__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseFrom)),
    timeout: duration(0.1),
    interval: duration(0.1),
    for: duration(0),
};
const checkMap = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .mapOf */ .A7)('a health check', checkEntries);
/** The keys that a health check may have. */
const healthCheckKeys = Object.keys(checkEntries);
const TIMING = { timeoutSeconds: 10, intervalSeconds: 2, forSeconds: 0 };
/** Makes a check of what was said, or throws what is wrong with the whole of it. */
function assemble(said) {
    const { url, command, check, from } = said;
    const common = {
        timeoutSeconds: said.timeout ?? TIMING.timeoutSeconds,
        intervalSeconds: said.interval ?? TIMING.intervalSeconds,
        forSeconds: said.for ?? TIMING.forSeconds,
        ...(said['expect-body'] !== undefined && { expectBody: said['expect-body'] }),
    };
    const [one, other] = ['url', 'command', 'check'].filter((key) => said[key] !== undefined);
    if (one === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz("has neither 'url' nor 'command' nor 'check'; write one of them");
    if (other !== undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`has both '${one}' and '${other}'; make two health checks of it, as a list`);
    if (url !== undefined) {
        const expectStatus = said['expect-status'] ?? ['2xx'];
        if (expectStatus.length === 0)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz("'expect-status' is an empty list; leave it out for '2xx'");
        return { kind: 'http', url, from: from ?? 'runner', expectStatus, expectHeaders: said['expect-header'] ?? [], ...common };
    }
    if (from === 'runner')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`a '${one}' runs on the host; leave out 'from: runner', or check a 'url'`);
    for (const key of ['expect-status', 'expect-header']) {
        if (said[key] !== undefined) {
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(key)} is for a 'url'; a '${one}' passes when it exits with 0, and may have 'expect-body'`);
        }
    }
    return { ...(command === undefined ? { kind: 'named', check: check ?? '' } : { kind: 'command', command }), from: 'host', ...common };
}
const checkSchema = valibot__WEBPACK_IMPORTED_MODULE_5__/* .lazy */ .RZV((input) => (typeof input === 'string' ? (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)((text) => assemble({ url: parseUrl(text) })) : valibot__WEBPACK_IMPORTED_MODULE_5__/* .pipe */ .FsL(checkMap, (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .reading */ .hF)(assemble))));
/** Reads the value of a `health-check` key: a URL, a map, a list of either, or `none`. */
const healthChecksSchema = valibot__WEBPACK_IMPORTED_MODULE_5__/* .lazy */ .RZV((input) => input === 'none'
    ? valibot__WEBPACK_IMPORTED_MODULE_5__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5J(), valibot__WEBPACK_IMPORTED_MODULE_5__/* .transform */ .pdi(() => []))
    : (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOrMore */ .h9)(checkSchema));
/** Reads the `health-check` input. Throws an InputError that names the place of each mistake. */
function parseHealthChecks(input, text) {
    return (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .conform */ .fj)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .readYaml */ .gM)(input, text), healthChecksSchema);
}
function fill(text, values, write = (value) => value) {
    return text.replaceAll(/(?<!\$)\{(revision|target|host)\}/g, (_, word) => write(values[word]));
}
/** The regular expression of a body expectation: `^` and `$` stand at each line. */
function bodyRegex(pattern) {
    return new RegExp(pattern, 'm');
}
// Of what a plain word may have, these two mean something in a regular expression.
function escapeRegex(word) {
    return word.replaceAll(/[.+]/g, '\\$&');
}
/**
 * The check with `{revision}`, `{target}` and `{host}` filled in. The values stand in shell commands, so anything but a plain
 * word is refused: the caller has parsed them already, and this holds it.
 */
function fillIn(check, values) {
    for (const name of PLACEHOLDERS) {
        const value = values[name];
        if (!/^[A-Za-z0-9_][A-Za-z0-9_.:+-]*$/.test(value) && !(0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(value))
            throw new Error(`${name} is not a plain word: ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(value)}`);
    }
    const expectBody = check.expectBody && {
        ...check.expectBody,
        value: fill(check.expectBody.value, values, check.expectBody.kind === 'regex' ? escapeRegex : undefined),
    };
    if (check.kind === 'command')
        return { ...check, command: fill(check.command, values), ...(expectBody && { expectBody }) };
    if (check.kind === 'named')
        return { ...check, ...(expectBody && { expectBody }) };
    const inUrl = { ...values, host: (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(values.host) ? `[${values.host}]` : values.host };
    return {
        ...check,
        // A label may have a `+`, which some servers read as a space.
        url: fill(check.url, inUrl, (value) => value.replaceAll('+', '%2B')),
        expectHeaders: check.expectHeaders.map(({ name, value }) => ({ name, value: fill(value, values) })),
        ...(expectBody && { expectBody }),
    };
}
/** Whether what the check expects depends on the revision that runs. */
function namesRevision(check) {
    return /(?<!\$)\{revision\}/.test(JSON.stringify(check));
}
/** The same values as a command on the host finds them in its environment. */
function checkEnvironment(values) {
    return { REVISION: values.revision, TARGET: values.target, HOST: values.host };
}
/** A check as a person would name it, on one line: a URL without its query, in which there may be a secret. */
function describeCheck(check) {
    if (check.kind === 'named')
        return `check ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(check.check)} of the host`;
    return check.kind === 'http' ? `${check.url.replace(/\?.*$/s, '?…')}${check.from === 'host' ? ' (from the host)' : ''}` : `command ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .hD)(check.command)}`;
}


/***/ }),

/***/ 1297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   SG: () => (/* binding */ hostAgent),
/* harmony export */   y2: () => (/* binding */ sentAgent)
/* harmony export */ });
/* unused harmony export toSend */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8522);


let text;
let sent;
/**
 * The text of the host agent, which the build puts together. In dist it lies next to the entry, readable and by its name: the
 * bundler takes it along because of the line that reads it, where it knows all of a file's syntax (`??=` it does not).
 */
function hostAgent() {
    if (text === undefined)
        text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(__nccwpck_require__.ab + "host-agent.sh", 'utf8');
    return text;
}
/** The same as it is sent to each host, compressed by gzip. */
function sentAgent() {
    if (sent === undefined)
        sent = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.gzipSync)(toSend(hostAgent()));
    return sent;
}
/** Parts that only an agent has that is installed on its host. */
const ofInstalled = ['keys.sh', 'boot.sh'];
/** Without those parts, and without the lines that are comments, in awk's programs too: half of the agent. */
function toSend(script) {
    return script
        .split(/^(?=# -{100} )/m)
        .filter((part) => !ofInstalled.some((name) => part.split('\n', 1)[0]?.endsWith(` ${name}`)))
        .join('')
        .replace(/^ *#.*\n/gm, '');
}


/***/ }),

/***/ 5325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ faultFinding),
/* harmony export */   Hd: () => (/* binding */ parseExamination),
/* harmony export */   Og: () => (/* binding */ withCure),
/* harmony export */   oC: () => (/* binding */ SEVERITIES),
/* harmony export */   ox: () => (/* binding */ loginFindings),
/* harmony export */   qY: () => (/* binding */ worstFindingsFirst)
/* harmony export */ });
/* unused harmony export finding */
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2764);
/* harmony import */ var _status_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9068);


/**
 * What a finding comes to: a deployment would be refused; it would go on, but not as it should; a person may want to know; or all is well.
 * The worst comes first.
 */
const SEVERITIES = ['refuses', 'spoils', 'note', 'fine'];
const garbage = 'nix-collect-garbage --delete-older-than 14d; for good: nix.gc = { automatic = true; options = "--delete-older-than 14d"; };';
const bootEntries = 'boot.loader.systemd-boot.configurationLimit = 5; (or boot.loader.grub.configurationLimit)';
/** What to do about a finding, by its name; `subject` is the path or label that it is about. */
const cures = {
    tools: () => 'remove what empties environment.corePackages, or add the programs to environment.systemPackages',
    nix: () => 'nix-store --verify; where NIX_REMOTE is set: systemctl restart nix-daemon.socket',
    'nix-database': () => 'nix-store --verify --check-contents --repair',
    'nix-trust': () => 'nix.settings.trusted-users = [ "root" ];',
    daemon: () => 'systemctl restart nix-daemon.socket',
    systemd: () => 'journalctl --boot --priority err; then reboot',
    'soft-reboot': () => 'a newer NixOS; until then no soft-reboot while a deployment is pending',
    units: () => 'systemctl --failed; once they are well: systemctl reset-failed',
    record: () => 'deploy, or promote what is to be healthy: that moves the link',
    'lost-revision': () => 'deploy them again, or remove their links from the record',
    'unrooted-revision': () => 'for each: nix-store --realise "$(readlink LINK)" --add-root LINK',
    pending: () => 'wait, or send it back with `command: rollback`',
    busy: () => 'wait for it, or end it: systemctl status nixos-upgrade.service',
    disk: (subject) => (subject.startsWith('/boot') ? bootEntries : garbage),
    room: (subject) => (subject === '/nix/store' ? garbage : bootEntries),
    reserve: () => garbage,
    unmounted: (subject) => `mount ${subject}`,
    'read-only': (subject) => `mount -o remount,rw ${subject}; dmesg says why it was mounted so`,
    'boot-loader': () => 'boot.loader.systemd-boot.enable = true; (nothing, for a container)',
    'way-back': () => 'deploy a system that has it',
    system: () => 'deploy the configuration of this host',
    reboot: () => 'systemctl reboot',
    panic: () => 'boot.kernel.sysctl."kernel.panic" = 31;',
    sshd: () => 'services.openssh.settings = { MaxSessions = 10; MaxStartups = "10:30:100"; };',
    signers: () => 'services.nix-flake-deploy = { configuration = "NAME"; signers.NAME.key = "ssh-ed25519 …"; };',
    clock: () => 'services.timesyncd.enable = true;',
};
/** A finding with what to do about it. */
function finding(severity, name, what, subject = '') {
    const cure = severity === 'fine' ? undefined : cures[name]?.(subject);
    return { severity, name, what, ...(cure !== undefined && { cure }) };
}
/** What is, and what to do about it. */
function withCure({ what, cure }) {
    return cure === undefined ? what : `${what} (${cure})`;
}
/** By so much a clock may be wrong before certificates and signatures are held to be of another time. */
const clockSeconds = 60;
/** Reads the answer to `doctor`; `reading` is when its clock was asked for, where it told one. */
function parseExamination(lines, reading) {
    const findings = lines.flatMap(({ keyword, rest }) => {
        if (keyword !== 'finding')
            return [];
        const [word = '', name = '', subject = ''] = rest.split(' ', 3);
        const what = rest.slice(word.length + name.length + subject.length + 3);
        const severity = SEVERITIES.find((known) => known === word);
        if (severity === undefined || !/^[a-z-]+$/.test(name))
            throw new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv('agent', `it answered what no host agent says: '${word} ${name}'; look after that machine`);
        // What may be more than one word is no part of a command.
        return [/^[A-Za-z0-9/._+-]*$/.test(subject) ? finding(severity, name, what, subject) : { severity, name, what }];
    });
    const clock = Number(/^\d{1,12}\.\d{1,9}$/.exec(lines.find(({ keyword }) => keyword === 'clock')?.rest ?? '')?.[0]);
    if (reading !== undefined && !Number.isNaN(clock))
        findings.push(clockFinding(clock, reading));
    const isKnown = lines.some(({ keyword, rest }) => keyword === 'fact' && rest.startsWith('running '));
    return { findings, ...(isKnown && { status: (0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .parseStatus */ .i$)(lines) }) };
}
/** Holds a host's clock, in seconds since 1970, against the runner's: it is not known better than half of the round trip. */
function clockFinding(seconds, { asked, heard }) {
    const unsure = (heard - asked) / 2000;
    const ahead = seconds - (asked + heard) / 2000;
    const off = Math.abs(ahead);
    const told = `${Math.round(off)} s ${ahead > 0 ? 'ahead of' : 'behind'} the runner's`;
    if (off > clockSeconds + unsure)
        return finding('spoils', 'clock', `its clock is ${told}: certificates, signatures and the times in its history are held to be of another time`);
    return finding('fine', 'clock', `its clock is that of the runner, to ${Math.ceil(unsure + off)} s`);
}
/** How it was logged in: as whom, with which key, and what that may. */
function loginFindings(login, publicKey, role) {
    const [type = '', , comment = ''] = publicKey?.split(' ') ?? [];
    const key = publicKey === undefined ? 'a key of the ssh-agent' : `the key that it was offered (${[type, comment].filter((word) => word !== '').join(' ')})`;
    const logged = finding('fine', 'login', `${login} logs in with ${key}`);
    const sudo = login === 'root' ? [] : [finding('fine', 'sudo', `${login} becomes root without a password`)];
    if (role === undefined)
        return [logged, ...sudo, finding('fine', 'role', 'the key has no role, and may do everything')];
    const may = whatRolesMay.get(role.role) ?? 'may what this host knows of';
    return [logged, ...sudo, finding(role.role === 'deploy' ? 'fine' : 'note', 'role', `the key '${role.name}' has the role '${role.role}': it ${may}`)];
}
/** As docs/host-setup.md has it. */
const whatRolesMay = new Map([
    ['watch', 'may ask what runs and how the host is, and a deployment needs another'],
    ['stage', 'may put systems there, and to activate them needs another'],
    ['activate', 'may activate what is recorded, and to put systems there needs another'],
    ['deploy', 'may put systems there and activate them'],
]);
/** What kept the doctor from the host, in the words that a deployment would end with. */
function faultFinding(error, words) {
    if (error instanceof _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv)
        return { severity: 'refuses', name: error.code, what: words };
    return {
        severity: 'refuses',
        name: error.failure === 'host-key' ? 'host-key' : error.failure === 'authentication' || error.failure === 'closed' ? 'login' : 'reach',
        what: words,
    };
}
/** The worst first; of each severity, in the order in which they were found. */
function worstFindingsFirst(findings) {
    return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}


/***/ }),

/***/ 2764:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CE: () => (/* binding */ wasLost),
/* harmony export */   D3: () => (/* binding */ SessionRefused),
/* harmony export */   DZ: () => (/* binding */ SshError),
/* harmony export */   M_: () => (/* binding */ loginFault),
/* harmony export */   UH: () => (/* binding */ hadHost),
/* harmony export */   Vn: () => (/* binding */ noLogin),
/* harmony export */   WG: () => (/* binding */ isPassing),
/* harmony export */   Yv: () => (/* binding */ AgentError),
/* harmony export */   c6: () => (/* binding */ isDenial),
/* harmony export */   cS: () => (/* binding */ withWords),
/* harmony export */   dR: () => (/* binding */ isFinal),
/* harmony export */   pz: () => (/* binding */ ConnectionLost),
/* harmony export */   r4: () => (/* binding */ inWords),
/* harmony export */   w2: () => (/* binding */ afterLogin),
/* harmony export */   zG: () => (/* binding */ pauseMilliseconds)
/* harmony export */ });
/* unused harmony export heard */
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5918);

/** A connection could not be made, or was lost. */
class SshError extends Error {
    failure;
    constructor(failure, message, options) {
        super(message, options);
        this.name = 'SshError';
        this.failure = failure;
    }
}
/** The agent refused or failed, in its own words; `code` is for programs. */
class AgentError extends Error {
    code;
    constructor(code, message, options) {
        super(message, options);
        this.name = 'AgentError';
        this.code = code;
    }
}
/** The connection went while a call ran: whether the call had its effect is not known, and the host is to be asked. */
class ConnectionLost extends SshError {
    constructor(host, said) {
        super('unreachable', `the connection to ${host} was lost${said === '' ? '' : `: ${said}`}`);
        this.name = 'ConnectionLost';
    }
}
/** sshd takes no more sessions over this connection just now (MaxSessions): the call did not begin. */
class SessionRefused extends SshError {
    constructor(host) {
        super('unreachable', `${host} takes no more sessions over one connection (MaxSessions in its sshd_config)`);
        this.name = 'SessionRefused';
    }
}
/** The same fault, with more words. */
function withWords(error, words) {
    if (error instanceof SshError)
        return new SshError(error.failure, words(error.message), { cause: error });
    if (error instanceof AgentError)
        return new AgentError(error.code, words(error.message), { cause: error });
    return error;
}
/** May be over when it is tried again. */
function isPassing(error) {
    return error instanceof SshError && (error.failure === 'unreachable' || error.failure === 'closed');
}
/** The host was there, and then was not: a call was lost, or the agent said that what it was sent broke off. */
function hadHost(error) {
    return error instanceof ConnectionLost || (error instanceof SshError && error.cause instanceof AgentError);
}
/** The host was reached, and lets nobody in or run anything as root: an answer, unless it is changing just now. Nothing has begun. */
function isDenial(error) {
    return ((error instanceof SshError && error.failure === 'authentication') || (error instanceof AgentError && (error.code === 'sudo' || error.code === 'launch')));
}
/** Trying again ends the same way: a key or a host key that is not taken, at first contact. */
function isFinal(error) {
    return error instanceof SshError && (error.failure === 'authentication' || error.failure === 'host-key');
}
/** It cost the host a login, successful or not. */
function cameToALogin(error) {
    return isDenial(error) || (error instanceof SshError && error.failure === 'closed');
}
/**
 * How long to wait before the next of several tries, in milliseconds; by chance a little more or less, so that many do not come at once.
 * Each refused login costs an address 5 seconds with sshd, which shuts it out at 15 (PerSourcePenalties, since OpenSSH 9.8): there is
 * none at the last moment, and undefined where there is no time for another.
 */
function pauseMilliseconds(error, tries, leftMilliseconds) {
    if (leftMilliseconds <= 0)
        return undefined;
    const chance = 0.85 + 0.3 * Math.random();
    if (!cameToALogin(error))
        return Math.min(leftMilliseconds, 5000 * chance, 250 * 2 ** (tries - 1) * chance);
    const wait = Math.min(6000, 3000 * tries) * chance;
    return wait > leftMilliseconds ? undefined : wait;
}
/** What ssh says of itself that leads nowhere, next to what else it says. */
const throughProxy = /^Connection closed by UNKNOWN port/;
const noise = [
    throughProxy,
    /^Authenticated (?:to|using) .*$/,
    /^(?:Bytes per second|Transferred): /i,
    /^Allocated port /,
    /^@{10,}$/,
    /^\*\* (?:WARNING: connection is not using a post-quantum|This session may be vulnerable|The server may need to be upgraded)/,
];
/** ssh's own texts; the rest of what it prints is what the host said. */
const ssh = /^(?:ssh: |ssh_|kex_|client_loop|Connection |Connection to |Permission denied|\S+: Permission denied|Received disconnect|Disconnected from|Unable to|no matching|Host key|Certificate|banner exchange|send_disconnect|packet_write|Timeout, server|channel \d|stdio forwarding|Bad packet|Bad configuration|Load key|sign_and_send_pubkey|Couldn't|Could not)/i;
/** Sorts what ssh printed on standard error while it logged in. */
function heard(stderr) {
    const lines = stderr
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    const telling = lines.filter((line) => !noise.some((text) => text.test(line)));
    // Through a jump host or a ProxyCommand: that its stream ended is no more than what came of what was said before.
    const afterEffect = telling.findLastIndex((line) => /^kex_exchange_identification: Connection closed by remote host/.test(line));
    if (afterEffect > 0 && lines.some((line) => throughProxy.test(line)))
        telling.splice(afterEffect, 1);
    const kept = telling.length === 0 ? lines.filter((line) => !/^Authenticated/.test(line)) : telling;
    return { ssh: kept.filter((line) => ssh.test(line)), host: kept.filter((line) => !ssh.test(line)) };
}
/** What came on standard error once the login was done: of the host, and at last of ssh. */
function afterLogin(stderr) {
    const lines = stderr.trim().split(/\r?\n/);
    return lines.slice(lines.findLastIndex((line) => /^Authenticated to /.test(line)) + 1).filter((line) => !noise.some((text) => text.test(line)));
}
/** Whether a connection's own session ended because the connection did: a command may end with 255 too, but then ssh says nothing. */
function wasLost(code, lines) {
    const words = /^(?:Connection (?:to \S+ (?:port \d+ )?)?(?:closed|reset|timed out)|Read from remote host|client_loop: |Timeout, server|Killed by signal|Received disconnect|Disconnected from|ssh_dispatch|ssh_packet|packet_write|Bad packet|Corrupted MAC)/;
    return code === 255 ? lines.some((line) => words.test(line)) : code > 128;
}
const wordsLength = 600;
/** Several lines as part of a sentence. */
function inWords(lines) {
    const text = lines
        .map((line) => (0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .onOneLine */ .GJ)(line.trim()))
        .filter((line) => line !== '')
        .join(' / ');
    return text.length > wordsLength ? `${text.slice(0, wordsLength)}…` : text;
}
/** Sorts why a login failed: which kind of fault it is, in whose words, and what to look at. */
function loginFault(stderr, exitCode, login) {
    const said = heard(stderr);
    const all = said.ssh.join('\n');
    const hostSays = said.host.length === 0 ? '' : `; the host says: ${inWords(said.host)}`;
    const denied = /(?:(\S+)@(\S+?): )?Permission denied \(([^)]*)\)/i.exec(all);
    if (denied !== null || /too many authentication failures|no more authentication methods|sign_and_send_pubkey/i.test(all)) {
        const [, user = login.user ?? 'the user', host = login.host, methods = ''] = denied ?? [];
        return deniedError(user, host, methods, `${inWords(said.ssh)}${hostSays}`, login);
    }
    if (/^(?:kex_exchange_identification|ssh_exchange_identification|banner exchange): .*(?:closed|reset)/im.test(all)) {
        const why = 'sshd closed the connection before the login: are too many logging in at once (MaxStartups), or has it shut this address out for a while (PerSourcePenalties, fail2ban)?';
        return new SshError('unreachable', `${login.host} cannot be reached over SSH: ${inWords(said.ssh)}${hostSays}; ${why}`);
    }
    if (/^(?:Connection (?:closed|reset) by|Received disconnect|Disconnected from)/im.test(all) && (said.host.length > 0 || !/kex/i.test(all))) {
        const failure = /expired/i.test(said.host.join(' ')) ? 'authentication' : 'closed';
        const words = inWords(said.host.length > 0 ? said.host : said.ssh);
        const [, jump = ''] = throughProxy.test(stderr.trimEnd().split(/\r?\n/).at(-1) ?? '')
            ? (/^Connection (?:closed|reset) by (?:.* )?(\S+) port/im.exec(all) ?? [])
            : [];
        const whose = jump === '' ? `${login.host} closed the login of ${login.user ?? 'the user'}` : `${jump}, on the way to ${login.host}, closed the login`;
        return new SshError(failure, `${whose}: ${words}; its log (\`journalctl -u sshd\`) says more`);
    }
    const words = inWords([...said.ssh, ...said.host]);
    return new SshError('unreachable', `${login.host} cannot be reached over SSH: ${words === '' ? `ssh said nothing (exit code ${exitCode})` : words}${whatToLookAt(words)}`);
}
/** A login that never came to its end. */
function noLogin(host, seconds, stderr) {
    const said = heard(stderr);
    const words = said.host.length === 0 ? '' : `; the host says: ${inWords(said.host)}`;
    return new SshError('silent', `${host} cannot be reached over SSH: no login within ${seconds} s${words}; does it wait for somebody to confirm it, or for a slow directory service?`);
}
/** sshd says the same of a key that it does not know and of a user whom it lets in with no key: both have to be named. */
function deniedError(user, host, methods, words, { publicKey }) {
    if (methods !== '' && !methods.split(',').includes('publickey'))
        return new SshError('authentication', `ssh-private-key: ${user} at ${host} does not accept the key (${words}): it asks for more than a key (${methods}), or for no key at all, and nobody is there to answer (AuthenticationMethods and PubkeyAuthentication in its sshd_config)`);
    if (publicKey === undefined)
        return new SshError('authentication', `ssh-private-key: ${user} at ${host} does not accept the key (${words}); it has none of the ssh-agent's keys`);
    return new SshError('authentication', `ssh-private-key: ${user} at ${host} does not accept the key (${words}); is it the right user? If its authorized keys (on NixOS: users.users.${user}.openssh.authorizedKeys.keys) ` +
        'have the line that follows already, AllowUsers, PermitRootLogin or PubkeyAcceptedAlgorithms in its sshd_config, a locked account, or authorized keys that others may write ' +
        `keep it out: \`journalctl -u sshd\` there says which. Else add it:\n${publicKey}`);
}
function whatToLookAt(said) {
    if (/could not resolve/i.test(said))
        return '; is the name right, and does it have an address that this runner can ask for?';
    if (/connection refused/i.test(said))
        return '; does sshd listen there, at this port?';
    if (/administratively prohibited|stdio forwarding failed/i.test(said))
        return '; the jump host does not forward to it (AllowTcpForwarding, PermitOpen in its sshd_config)';
    if (/timed out|no route|unreachable/i.test(said))
        return '; is it up, and does every firewall on the way let this runner in?';
    return '';
}


/***/ }),

/***/ 7809:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ rightsToDeploy),
/* harmony export */   v: () => (/* binding */ roleRefusal)
/* harmony export */ });
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2764);

/** What the agent's keys.sh permits each role. Of one that is not known here, the host speaks for itself. */
const rightsOf = new Map([
    ['watch', []],
    ['stage', ['stage']],
    ['activate', ['activate']],
    ['deploy', ['stage', 'activate']],
]);
/** What a key has to be good for, so that a target can be deployed to. */
function rightsToDeploy({ activate }) {
    return activate === 'none' ? ['stage'] : ['stage', 'activate'];
}
/** Why a key cannot do what a target needs, before it is tried; undefined where it can. */
function roleRefusal(host, { role, name }, needs) {
    const lacks = needs.filter((right) => rightsOf.get(role)?.includes(right) === false);
    if (lacks.length === 0)
        return undefined;
    const would = [...rightsOf].filter(([, rights]) => needs.every((right) => rights.includes(right))).map(([word]) => `'${word}'`);
    return new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv('role', `the key '${name}' has the role '${role}' on ${host}, which does not let it ${lacks.join(' and ')}; nothing was changed: use a key with the role ${would.join(' or ')} there`);
}


/***/ }),

/***/ 9068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OJ: () => (/* binding */ promoterOf),
/* harmony export */   i$: () => (/* binding */ parseStatus),
/* harmony export */   vy: () => (/* binding */ tellingRevision)
/* harmony export */ });
/* harmony import */ var _together_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(484);

/** The revision that names a system: of several the healthy one tells most, then a confirmed one. */
function tellingRevision({ revisions, healthy }, toplevel) {
    const labels = revisions.filter((revision) => revision.toplevel === toplevel);
    return labels.find(({ label }) => label === healthy) ?? labels.find(({ confirmed }) => confirmed) ?? labels[0];
}
/** Who activated the revision last, as far as the host's last events say. */
function promoterOf({ events }, revision) {
    return events.findLast((event) => event.revision === revision && (event.event === 'confirmed' || event.event === 'tested'))?.who;
}
/** Reads the answer to `status`. */
function parseStatus(lines) {
    const facts = new Map();
    const status = { running: '', booted: '', bootDefault: '', machine: '', revisions: [], events: [] };
    let interrupted;
    for (const { keyword, rest } of lines) {
        const words = rest.split(' ');
        const [first = '', second = '', third = ''] = words;
        if (keyword === 'fact')
            facts.set(first, second);
        else if (keyword === 'revision')
            status.revisions.push({ label: first, toplevel: second, confirmed: third === 'confirmed' });
        else if (keyword === 'statement') {
            const [label = '', , time = '', signer = '', ...who] = words;
            const revision = status.revisions.find((candidate) => candidate.label === label);
            if (revision !== undefined)
                revision.statement = { signer, time, who: who.join(' ') };
        }
        else if (keyword === 'pending')
            status.pending = { id: first, since: second, revision: third, who: words.slice(3).join(' ') };
        else if (keyword === 'together')
            status.together = (0,_together_js__WEBPACK_IMPORTED_MODULE_0__/* .parseTogether */ .S)(rest);
        else if (keyword === 'event') {
            const [time = '', event = '', revision = '', toplevel = '', who = '', remark = ''] = rest.split('\t');
            status.events.push({ time, event, revision, toplevel, who, remark });
        }
        else if (keyword === 'interrupted')
            interrupted = {
                time: second,
                event: 'interrupted',
                revision: third,
                toplevel: '',
                who: words.slice(3).join(' '),
                remark: 'the host rebooted before it was confirmed; the next deployment ends it',
            };
    }
    if (interrupted !== undefined)
        status.events.push(interrupted);
    status.running = facts.get('running') ?? '';
    status.booted = facts.get('booted') ?? '';
    status.bootDefault = facts.get('boot-default') ?? '';
    status.machine = facts.get('machine') ?? '';
    for (const link of ['latest', 'healthy', 'previous']) {
        const label = facts.get(link);
        if (label !== undefined)
            status[link] = label;
    }
    return status;
}


/***/ }),

/***/ 484:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ parseTogether)
/* harmony export */ });
/** Reads what a host says after `together`. */
function parseTogether(rest) {
    const [id = '', outcome = '', revision = '', since = ''] = rest.split(' ');
    return { id, outcome, revision, since };
}


/***/ }),

/***/ 8829:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5282);
/* harmony import */ var _events_timeline_js__WEBPACK_IMPORTED_MODULE_12__ = __nccwpck_require__(5404);
/* harmony import */ var _parse_error_words_js__WEBPACK_IMPORTED_MODULE_13__ = __nccwpck_require__(4891);
/* harmony import */ var _report_log_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(214);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2341);
/* harmony import */ var _rollout_fleet_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(980);
/* harmony import */ var _runner_environment_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(5493);
/* harmony import */ var _runner_state_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(7033);
/* harmony import */ var _runner_workspace_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(7113);
/* harmony import */ var _settings_inputs_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(6458);
/* harmony import */ var _settings_parse_js__WEBPACK_IMPORTED_MODULE_11__ = __nccwpck_require__(7504);














// Each is loaded when it is asked for: what promotes needs nothing of what builds.
const commands = {
    list: async (run) => (await Promise.all(/* import() */[__nccwpck_require__.e(872), __nccwpck_require__.e(29), __nccwpck_require__.e(262), __nccwpck_require__.e(358)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1358))).list(run),
    build: async (run) => (await Promise.all(/* import() */[__nccwpck_require__.e(872), __nccwpck_require__.e(29), __nccwpck_require__.e(262)]).then(__nccwpck_require__.bind(__nccwpck_require__, 262))).build(run),
    archive: async (run) => (await Promise.all(/* import() */[__nccwpck_require__.e(872), __nccwpck_require__.e(29), __nccwpck_require__.e(262), __nccwpck_require__.e(751)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2751))).archive(run),
    deploy: async (run) => (await Promise.all(/* import() */[__nccwpck_require__.e(872), __nccwpck_require__.e(29), __nccwpck_require__.e(262), __nccwpck_require__.e(661)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1661))).deploy(run),
    promote: async (run) => (await __nccwpck_require__.e(/* import() */ 804).then(__nccwpck_require__.bind(__nccwpck_require__, 2804))).promote(run),
    rollback: async (run) => (await __nccwpck_require__.e(/* import() */ 804).then(__nccwpck_require__.bind(__nccwpck_require__, 2804))).rollback(run),
    status: async (run) => (await __nccwpck_require__.e(/* import() */ 256).then(__nccwpck_require__.bind(__nccwpck_require__, 6256))).status(run),
    verify: async (run) => (await __nccwpck_require__.e(/* import() */ 223).then(__nccwpck_require__.bind(__nccwpck_require__, 8223))).verify(run),
};
/** Loaded only where the flake is to be asked for its targets. */
async function withFlakesTargets(said, run) {
    const { targetsOfFlake } = await Promise.all(/* import() */[__nccwpck_require__.e(872), __nccwpck_require__.e(29), __nccwpck_require__.e(262), __nccwpck_require__.e(741)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7741));
    return said.withTargets(await targetsOfFlake(run, said));
}
/** The step itself. Never throws: what goes wrong makes the step red. */
async function main() {
    const environment = (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_7__/* .readEnvironment */ .Qo)();
    const timeline = new _events_timeline_js__WEBPACK_IMPORTED_MODULE_12__/* .Timeline */ .K();
    const cancelled = new AbortController();
    const known = {};
    let summarised = false;
    const summarise = () => {
        if (summarised)
            return;
        summarised = true;
        (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .writeSummary */ .Sy)(environment, timeline, { ...known, cancelled: cancelled.signal.aborted });
    };
    const cancel = () => {
        _actions_core__WEBPACK_IMPORTED_MODULE_3__.info('The run was cancelled; hosts with an activation in its window are told to go back.');
        cancelled.abort(new Error('the run was cancelled'));
    };
    // GitHub sends SIGINT first, SIGTERM after 7.5 s, and ends us 2.5 s later.
    process.once('SIGINT', cancel);
    process.once('SIGTERM', () => {
        if (cancelled.signal.aborted) {
            summarise();
            (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .reportEnded */ .zl)(timeline.results, true);
            process.exit(1);
        }
        cancel();
    });
    const atEnd = [];
    let repository;
    try {
        (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_7__/* .needKnownMachine */ .Ju)();
        const inputs = (0,_settings_inputs_js__WEBPACK_IMPORTED_MODULE_10__/* .readInputs */ .Ko)();
        (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_7__/* .forgetInputs */ .X$)();
        (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .beginOutputs */ .Ah)(inputs['archive-per-configuration'] === 'true');
        const said = (0,_settings_parse_js__WEBPACK_IMPORTED_MODULE_11__/* .parseSettings */ .P)(inputs, _runner_workspace_js__WEBPACK_IMPORTED_MODULE_9__/* .readWorkspaceFile */ .s);
        repository = { workspace: environment.workspace, directory: process.cwd(), flake: said.flake };
        const emit = (event) => {
            timeline.add(event);
            if (event.type === 'notice')
                _actions_core__WEBPACK_IMPORTED_MODULE_3__[event.level]((0,_report_log_js__WEBPACK_IMPORTED_MODULE_4__/* .untrusted */ .bp)(event.text));
            for (const line of (0,_report_log_js__WEBPACK_IMPORTED_MODULE_4__/* .logLines */ .OG)(event))
                _actions_core__WEBPACK_IMPORTED_MODULE_3__.info(line);
        };
        const settings = 'withTargets' in said ? await withFlakesTargets(said, { environment, emit, signal: cancelled.signal }) : said;
        known.settings = settings;
        const directory = (0,_rollout_fleet_js__WEBPACK_IMPORTED_MODULE_6__/* .privateDirectoryIn */ .qE)(environment.runnerTemp, (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex'));
        (0,_runner_state_js__WEBPACK_IMPORTED_MODULE_8__/* .savePrivateDirectory */ .o0)(directory);
        const run = { settings, environment, emit, signal: cancelled.signal, privateDirectory: directory, atEnd };
        if (settings.cache) {
            run.buildCacheDirectory = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(environment.runnerTemp, 'nix-flake-deploy-builds');
            (0,_runner_state_js__WEBPACK_IMPORTED_MODULE_8__/* .saveBuildCacheDirectory */ .Xd)(run.buildCacheDirectory);
        }
        known.report = timeline.complete(await commands[settings.command](run));
        (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .report */ .z8)(settings, known.report);
    }
    catch (error) {
        known.failure = (0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_13__/* .wordsOfError */ .b)(error);
        (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .reportFailure */ .xV)(error, repository, environment.debug);
        (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .reportEnded */ .zl)(timeline.results, false);
    }
    finally {
        summarise();
    }
    for (const work of atEnd)
        await work();
}
await main();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ NixFailure),
  W: () => (/* binding */ explain)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./nix/advice.js

// What to do about what happens to every program on a runner. It follows what was said, and never stands in its place.
const memoryAdvice = 'Take a bigger runner, give it swap in a step before this one, or do less at once: fewer configurations in one step, and nix-options: --max-jobs 1.';
const spaces = [
    [
        /No space left on device/i,
        'The disk of the runner is full; make room before this step, or take a bigger runner (`df -h` and `df -i` show whether bytes or inodes are used up).',
    ],
    [/Disk quota exceeded/i, 'The quota of this user on the runner is used up; make room before this step, or name a place on another disk.'],
    [/Read-only file system/i, 'That file system of the runner is mounted read-only; name a place on another one, or mount it anew in a step before this one.'],
];
/** What to do where the words of a tool say that it could not write; '' where they do not. */
function spaceAdvice(said) {
    return spaces.flatMap(([pattern, advice]) => (pattern.test(said) ? [`\n${advice}`] : [])).join('');
}
/** What is behind the end of a program that a signal ended, by its exit code as a shell counts it; undefined for any other end. */
function endedBySignal(program, exitCode) {
    const number = exitCode - 128;
    const name = Object.entries(external_node_os_.constants.signals).find(([, value]) => value === number)?.[0];
    if (name === undefined)
        return undefined;
    const killed = `${program} was killed by signal ${number}`;
    if (number === external_node_os_.constants.signals.SIGKILL)
        return `${killed}: out of memory? ${memoryAdvice}`;
    if (number === external_node_os_.constants.signals.SIGSEGV || number === external_node_os_.constants.signals.SIGABRT || number === external_node_os_.constants.signals.SIGBUS)
        return `${killed} (${name}): it crashed, as after an endless recursion or for want of memory; try the same on your machine, or another version of ${program}`;
    return `${killed} (${name}): something on the runner ended it; run the job again`;
}

// EXTERNAL MODULE: ./nix/log.js
var nix_log = __nccwpck_require__(3871);
;// CONCATENATED MODULE: ./nix/failed-build.js


const maxLogLines = 30;
const aboutBuilds = /^Cannot build '|^builder for '|^build of '[^']+' (?:failed|timed out)|^(?:\d+ )?(?:dependency|dependencies) of derivation|^derivation '[^']+' failed|^hash mismatch in fixed-output|is required to build '|failed to build$/;
/** Whether an error is about builds: of a derivation, of what waits for it, or of all that was asked for. */
function isAboutBuilds({ message: [first = ''] }) {
    return aboutBuilds.test(first);
}
/** The derivations that failed themselves, each with the end of its log; not those that only depend on one of them. */
function failedBuilds(errors) {
    const failed = errors.filter(isAboutBuilds).flatMap(({ block }) => failedBuild(block) ?? []);
    return [...new Map(failed.map((build) => [build.derivation, build])).values()];
}
function failedBuild(block) {
    const derivation = /'([^']+\.drv)/.exec(block)?.[1];
    if (derivation === undefined || /dependenc(?:y|ies)/.test(block.split('Output paths')[0] ?? ''))
        return undefined;
    const cure = cureFor(block, derivation);
    if (cure !== undefined)
        return { derivation, message: cure, logLines: 0 };
    const reason = /^Reason: (.*?)\.?$/m.exec(block)?.[1] ?? /\.drv'? ((?:failed|timed out)[^\n;]*)/.exec(block)?.[1];
    if (reason === undefined)
        return undefined;
    const log = [...block.matchAll(/^\s*> (.*)$/gm)].map(([, line = '']) => line).slice(-maxLogLines);
    // 137 is how a shell says that what it ran was killed so.
    const killed = /signal 9\b|exit code 137\b/.test(reason) || /\b(?:Killed signal terminated program|signal: 9, SIGKILL)/.test(log.join('\n'));
    const message = [
        `the build of ${(0,nix_log/* storeName */.Hz)(derivation)} failed: ${reason.replace(/^failed /, '').replace(/^with /, 'builder failed with ')}`,
        ...(log.length === 0 ? [] : ['the end of its log:', ...log.map((line) => `  ${line}`)]),
        ...(killed ? [`Killed by signal 9: out of memory? ${memoryAdvice}`] : []),
    ].join('\n');
    return { derivation, message: message + spaceAdvice(block), logLines: log.length };
}
/** What to do about a derivation that never got to run its builder, or did so for nothing. */
function cureFor(block, derivation) {
    const [, specified, got] = /hash mismatch in fixed-output derivation [^\n]*\n\s*specified:\s*(\S+)\s*got:\s*(\S+)/.exec(block) ?? [];
    if (specified !== undefined)
        return `what ${(0,nix_log/* storeName */.Hz)(derivation)} downloads is not what its hash says: specified ${specified}, got ${got ?? ''}; if the change is expected, write the new hash`;
    const [, system, alsoSystem] = /Required system: '([^']+)'|a '([^']+)' (?:with features [^']*)?is required to build '/.exec(block) ?? [];
    const needed = system ?? alsoSystem;
    if (needed === undefined)
        return undefined;
    return `${(0,nix_log/* storeName */.Hz)(derivation)} is for ${needed}, which this runner cannot build; run the job on a ${needed} runner, or add a remote builder (nix-options: --builders)`;
}

// EXTERNAL MODULE: ./nix/place.js
var place = __nccwpck_require__(7262);
;// CONCATENATED MODULE: ./nix/git-failure.js
/** What git says of its own work, and what it advises to whoever sits at a terminal. */
const talk = /^(?:remote: (?:Enumerating|Counting|Compressing|Total)|From |Cloning into|hint: |Please make sure you have the correct access rights|and the repository exists\.| [*+ ]|GC Warning|Receiving objects|Resolving deltas)/;
/** That it failed, whatever Nix says of it. */
const failed = /^(?:fatal|ssh|ERROR|remote: (?:ERROR|Repository not found|Permission)|kex_exchange_identification|Host key verification failed|Connection )|Permission denied|No \S+ host key is known/m;
/**
 * A repository that could not be fetched: in the words of git and ssh, which stand beside the error, and whose failure some
 * versions of Nix take for a missing branch or commit. Undefined where that is not so.
 */
function gitFailure({ error, others }) {
    const [own, all] = [error.message.join('\n'), [...error.trace, ...error.message].join('\n')];
    const url = /(?:Failed to fetch git repository|of repository) '([^']+)'/.exec(own)?.[1] ?? /fetching the input '(git\+[^']+)'/.exec(all)?.[1];
    const said = others.filter((line) => !talk.test(line));
    if (url === undefined || (!failed.test(said.join('\n')) && !own.startsWith('Failed to fetch')))
        return undefined;
    const address = plainAddress(url);
    return [
        `the repository ${address} could not be fetched: ${said.length === 0 ? own : said.slice(0, 10).join('\n')}`,
        whatToDo(said.join('\n'), hostOf(address)),
    ].join('\n');
}
/** Without a password or token. */
function plainAddress(url) {
    return url.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1@');
}
function hostOf(address) {
    return /^[a-z+]+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]+)/.exec(address)?.[1] ?? 'the server';
}
function whatToDo(said, host) {
    if (/Host key verification failed|host key is known|IDENTIFICATION HAS CHANGED/.test(said))
        return `This runner does not know the host key of ${host}, or knows another one; the input known-hosts is for targets alone: add its line, compared with what ${host} publishes, to ~/.ssh/known_hosts in a step before this one (\`ssh-keyscan ${host.replace(/[[\]]/g, '')}\` shows it).`;
    if (/Permission denied \(|Could not open a connection to your authentication agent|no such identity/i.test(said))
        return `${host} accepts no key that this runner has; the input ssh-private-key is for targets alone: load a deploy key of that repository into an ssh-agent in a step before this one, such as webfactory/ssh-agent.`;
    if (/[Rr]epository not found|not have permission|denied to|access denied|does not appear to be a git repository|Authentication failed/i.test(said))
        return `${host} does not show that repository to the key or token of this runner: is the name right, and may it read there?`;
    if (/could not read (?:Username|Password)|terminal prompts disabled/i.test(said))
        return `${host} asks for a user, and nobody can type one here: give git a token in a step before this one, as with \`git config --global url."https://x-access-token:TOKEN@${host}/".insteadOf https://${host}/\`.`;
    if (/No user exists for uid/.test(said))
        return 'ssh works only for a user that is known on the runner: add a line for it to /etc/passwd in a step before this one.';
    return 'Does it exist, does this runner reach it, and may this job read it?';
}

// EXTERNAL MODULE: ./nix/words.js
var nix_words = __nccwpck_require__(164);
;// CONCATENATED MODULE: ./nix/rules.js



/** Nix's own words, and what to do. */
function withAdvice(advice) {
    return (_, { error, others }) => `${(0,nix_words/* textOf */.b6)(error, others)}; ${advice}`;
}
const isDaemonRunning = 'Is it running? See `systemctl status nix-daemon.socket nix-daemon`, or install Nix in a step before this one';
const pure = 'A flake is evaluated without the machine around it, so that one commit means one system: put what is read into the repository or its inputs, or let nix-options say --impure';
/** The first that matches explains the error: the more telling ones come first. Words of Nix 2.24 to 2.34 and of Lix. */
const rules = [
    {
        within: 'all',
        pattern: /repository path '([^']+)' is not owned by current user|dubious ownership in repository at '([^']+)'/,
        message: ([there, alsoThere]) => {
            const path = (there ?? alsoThere ?? '').replace(/\/\.git\/?$/, '');
            return `the repository ${path} belongs to another user, and git refuses to read it; add a step before this one: git config --global --add safe.directory ${path}`;
        },
    },
    {
        pattern: /[Pp]ath '([^']+)' in the repository "[^"]*" is not tracked by Git/,
        message: ([path = ''], { submodules }) => inSubmodule(path, submodules()) ?? `git does not track '${path}', and Nix sees only what git tracks; git add and commit it`,
    },
    {
        // Nix before 2.28 copies what git tracks to the store first, and then misses the file there; an empty submodule it copies too.
        pattern: /(?:[Pp]ath|opening file|getting status of|cannot read) ['"](?:\/nix\/store\/[0-9a-z]{32}-source|«[^»]*»|git\+file:\/\/[^']*?\?[^']*)\/([^'"»]+)['"]?(?:: No such file| does not exist|: does not exist)/,
        message: ([path = ''], { error, submodules }) => inSubmodule(path, submodules()) ??
            (/^(?:[Pp]ath|opening file|getting status of) ['"]\/nix\/store/.test(error.message[0] ?? '')
                ? `the flake has no file '${path}'; if it is there in the checkout, git does not track it, and Nix sees only what git tracks: git add and commit it`
                : undefined),
    },
    {
        pattern: /could not find a flake\.nix file|unable to find a flake before|is not part of a flake|does not contain a '?flake\.nix/,
        message: (_, { error }) => `there is no flake.nix at the flake reference (${error.message[0] ?? ''}); check the repository out before this step (actions/checkout), or let the input 'flake' name the directory of the flake`,
    },
    {
        pattern: /unexpected flake input attribute 'submodules'/,
        message: withAdvice('Nix before 2.27 does not know it: install a newer one in a step before this one, or write `flake: .?submodules=1`'),
    },
    {
        pattern: /unrecognised flag '([^']+)'/,
        message: ([flag]) => `nix-options: Nix on this runner knows no option '${flag ?? ''}'`,
    },
    {
        pattern: /requires lock file changes but they're not allowed/,
        message: () => "flake.lock is missing or out of step with the inputs of flake.nix, so that one commit could mean several systems; run 'nix flake lock' and commit flake.lock",
    },
    {
        kind: 'attribute',
        pattern: /flake '([^']+)' does not provide attribute .*?'(nixosConfigurations[^']*)'/,
        message: ([flake, attribute]) => `the flake ${flake ?? ''} has no ${attribute ?? ''}`,
    },
    {
        kind: 'attribute',
        pattern: /^'(nixosConfigurations[^']*)' is not an attribute set/,
        message: ([attribute]) => `${attribute ?? ''} is not an attribute set`,
    },
    {
        // The place is in what we ask.
        kind: 'attribute',
        within: 'all',
        pattern: /^(?:expected a set but found [^]*|attribute '[^']*' missing\n.*)at «string»/,
        message: (_, { error }) => (0,nix_words/* textOf */.b6)(error),
    },
    {
        // Nor has the trace of what we ask about the names a place in the sources.
        kind: 'attribute',
        pattern: /^expected a set but found /,
        message: (_, { error }) => (error.trace.some((line) => line.includes("'attrNames' builtin")) && !error.trace.some(nix_words/* namesPlace */.a$) ? (0,nix_words/* textOf */.b6)(error) : undefined),
    },
    {
        pattern: /expected flake output attribute '([^']+)' to be a derivation or path( but found [^\n]*)?/,
        message: ([attribute, found]) => `${attribute ?? ''} is not a derivation${found === undefined ? '' : `,${found}`}; a configuration is what nixpkgs.lib.nixosSystem gives`,
    },
    {
        pattern: /(?:cannot connect to (?:socket|daemon) at|getting status of) ['"]?([^\s'":]*daemon-socket[^\s'":]*)['"]?: ([^\n]*)/,
        message: ([socket, why]) => `the Nix daemon does not answer at ${socket ?? ''} (${why ?? ''}); is it running, and may this user use it (allowed-users)?`,
    },
    {
        // Without a socket, Nix takes the store for this user's own.
        pattern: /(?:opening lock file|creating directory|cannot open|unable to open) ['"]?([^'":]+)['"]?: Permission denied/,
        message: ([path = ''], { error }) => /\/nix\/var\/nix\/|\/nix\/store/.test(path)
            ? `${(0,nix_words/* textOf */.b6)(error)}; the Nix daemon does not answer, it seems: without its socket Nix takes the store for this user's own. ${isDaemonRunning}`
            : undefined,
    },
    {
        pattern: /Nix daemon disconnected unexpectedly/,
        message: withAdvice(`the daemon's own log says why (\`journalctl -u nix-daemon\`); was it killed for want of memory? ${memoryAdvice}`),
    },
    {
        pattern: /cannot open connection to remote store 'daemon'/,
        message: withAdvice('the Nix daemon hung up, as it does where it does not allow this user (`allowed-users` in its nix.conf); its own log says why: `journalctl -u nix-daemon`'),
    },
    {
        pattern: /access to absolute path '([^']+)' is forbidden in pure/,
        message: ([path]) => `the configuration reads ${path ?? ''}, which is outside of the flake; a flake sees only its own files and its inputs: put it into the repository`,
    },
    { pattern: /in pure evaluation mode|^attribute 'current(?:System|Time)' missing/, message: (_, { error }) => [(0,nix_words/* textOf */.b6)(error), pure].join('\n') },
    {
        pattern: /attempting to parse an empty input/,
        message: (_, { error }) => [(0,nix_words/* textOf */.b6)(error), 'If it comes from builtins.getEnv, that gives an empty text.', pure].join('\n'),
    },
    {
        pattern: /unable to download '([^']+)': ([^\n]*)([^]*)/,
        message: ([url, why = '', body = '']) => {
            const answer = body.replace(/^\s*response body:\s*/, '').trim();
            return `${url ?? ''} could not be downloaded: ${why.replace(/; retrying.*/, '')}${answer === '' ? '' : `\n  ${answer.slice(0, 500).replaceAll('\n', '\n  ')}\n`}${tokenAdvice(why)}`;
        },
    },
    {
        pattern: /Failed to fetch git repository|Cannot find Git revision|resolving Git reference|git.* failed with exit code/,
        message: (_, said) => gitFailure(said),
    },
    { pattern: /^(?:out of memory|std::bad_alloc)|Cannot allocate memory/, message: withAdvice(memoryAdvice) },
];
function tokenAdvice(why) {
    return /HTTP error (?:401|403|404|429)/.test(why)
        ? '; for a private repository, or beyond the rate limit, give this step an env NIX_CONFIG with a line such as: access-tokens = github.com=TOKEN'
        : '';
}
function inSubmodule(path, submodules) {
    const submodule = submodules.find((directory) => path === directory || path.startsWith(`${directory}/`));
    if (submodule === undefined)
        return undefined;
    return `'${path}' is in the submodule ${submodule}, which Nix does not see unless it is asked to: write \`flake: .?submodules=1\`, or \`inputs.self.submodules = true;\` into flake.nix (Nix 2.27 and newer); and let actions/checkout fetch it (\`submodules: true\`)`;
}

;// CONCATENATED MODULE: ./nix/failure.js





/** Nix did not do what was asked. The message says what was wrong and what to do next; the cause has Nix's own words. */
class NixFailure extends Error {
    explanation;
    /** Of the builds that failed. */
    logs;
    constructor(explanation, logs = [], options) {
        super(explanation.message, options);
        this.name = 'NixFailure';
        this.explanation = explanation;
        this.logs = logs;
    }
    get kind() {
        return this.explanation.kind;
    }
}
const silence = 'it gave no reason';
/** Says what is behind the standard error of a Nix call that failed, in its words, and what to do next. */
function explain(stderr, { action, exitCode = 1, submodules = () => [] } = {}) {
    const words = (0,nix_words/* wordsOf */.Z9)(stderr);
    const builds = failedBuilds(words.errors);
    const signal = endedBySignal('Nix', exitCode);
    // What only waited for a build, or tells that all was not built, adds nothing to the build that failed.
    const reasons = words.errors.filter((error) => builds.length === 0 || !isAboutBuilds(error)).map((error) => reasonOf(error, words, submodules));
    const kind = builds.length > 0 ? 'build' : (reasons.find((reason) => reason.kind !== 'other')?.kind ?? 'other');
    const told = [...builds.map(({ message }) => message), ...new Set(reasons.map(({ message }) => message))];
    if (signal !== undefined)
        told.unshift(signal);
    if (words.errors.length === 0)
        told.push(...(0,nix_words/* cut */.Jj)(words.others));
    if (told.length === 0)
        told.push(silence);
    const whole = told.join('\n');
    const advice = whole.includes('of the runner is') ? '' : spaceAdvice(stderr);
    return {
        kind,
        message: `${kind === 'other' && action !== undefined ? `${action}: ` : ''}${whole}${advice}`,
        builds,
        places: kind === 'build' ? [] : (0,place/* placesIn */.yN)(words.errors),
    };
}
function reasonOf(error, words, submodules) {
    for (const rule of rules) {
        const found = match(rule, error, words);
        const message = found && rule.message(found, { ...words, error, submodules });
        if (message !== undefined)
            return { kind: rule.kind ?? 'other', message };
    }
    return { kind: isAboutBuilds(error) ? 'build' : 'other', message: (0,nix_words/* textOf */.b6)(error, words.others) };
}
function match({ pattern, within = 'message' }, error, { others }) {
    const said = within === 'message' ? error.message : [...error.message, ...error.trace, ...others];
    return pattern.exec(said.join('\n'))?.slice(1);
}


/***/ }),

/***/ 3871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Eb: () => (/* binding */ activity),
/* harmony export */   Hz: () => (/* binding */ storeName),
/* harmony export */   Ke: () => (/* binding */ result),
/* harmony export */   rQ: () => (/* binding */ parseNixLog)
/* harmony export */ });
/** Types of activities: ActivityType in Nix's libutil/logging.hh. */
const activity = { copyPath: 100, download: 101, copyPaths: 103, builds: 104, build: 105, substitute: 108, query: 109 };
/** Types of results: ResultType, ibidem. */
const result = { buildLogLine: 101, phase: 104, progress: 105, expected: 106, postBuildLogLine: 107 };
const prefix = '@nix ';
/** Reads a line; what is not as Nix writes it is a `text`. */
function parseNixLog(line) {
    if (!line.startsWith(prefix))
        return { action: 'text', text: line };
    let said;
    try {
        // An id is a process number times 2^32 and may be beyond what a number holds. In a string the quotes have a backslash.
        const value = JSON.parse(line.slice(prefix.length).replaceAll(/"(id|parent)":(\d+)/g, '"$1":"$2"'));
        if (typeof value !== 'object' || value === null)
            return { action: 'text', text: line };
        said = value;
    }
    catch {
        return { action: 'text', text: line };
    }
    const text = (name) => (typeof said[name] === 'string' ? said[name] : '');
    const number = (name) => (typeof said[name] === 'number' ? said[name] : 0);
    const fields = (Array.isArray(said['fields']) ? said['fields'] : []).filter((field) => typeof field === 'string' || typeof field === 'number');
    switch (said['action']) {
        case 'start':
            return { action: 'start', id: text('id'), parent: text('parent'), type: number('type'), level: number('level'), text: text('text'), fields };
        case 'stop':
            return { action: 'stop', id: text('id') };
        case 'result':
            return { action: 'result', id: text('id'), type: number('type'), fields };
        case 'msg':
            return { action: 'message', level: number('level'), text: text('msg') };
        default:
            return { action: 'text', text: line };
    }
}
/** The name of a store path or derivation, for people: `linux-6.18` of `/nix/store/…-linux-6.18.drv`. */
function storeName(path) {
    return path.replace(/^.*\/[0-9a-z]{32}-/, '').replace(/\.drv$/, '');
}


/***/ }),

/***/ 7262:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Pu: () => (/* binding */ submodulesOf),
/* harmony export */   yJ: () => (/* binding */ inRepository),
/* harmony export */   yN: () => (/* binding */ placesIn)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/**
 * The places that evaluation errors name, the most telling first: where the innermost error is; the files that its text
 * is about (modules say “In `/nix/store/…/web.nix'”, without a line); and then the trace, the innermost first.
 */
function placesIn(errors) {
    return errors.flatMap(({ message, trace }) => {
        const files = message.flatMap((line) => [...line.matchAll(/[`'](\/[^`']+\.nix)'/g)].map(([, path = '']) => ({ path })));
        return [...message.flatMap(placeOf), ...files, ...trace.flatMap(placeOf).reverse()];
    });
}
function placeOf(line) {
    const [, path, at, column] = /^\s*(?:at|whose name attribute is located at) (\/.+):(\d+):(\d+):?$/.exec(line) ?? [];
    return path === undefined ? [] : [{ path, line: Number(at), column: Number(column) }];
}
/**
 * The first of these places that lies in the repository: there itself, or in a source tree that Nix has copied to the store
 * and whose file is the same as the one that the repository has there.
 */
function inRepository(places, { workspace, directory, flake }) {
    const root = realPath(workspace);
    const below = (path) => {
        const file = root === undefined ? '..' : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path);
        return file === '' || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(file) || /^\.\.(\/|$)/.test(file) ? undefined : file;
    };
    for (const place of places) {
        const [, inTree] = /^\/[^:]*\/[0-9a-z]{32}-[^/]*\/(.+)$/.exec(place.path) ?? [];
        const candidates = inTree === undefined ? [place.path] : treeRoots(flakeDirectory(flake, directory), root ?? '').map((tree) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(tree, inTree));
        for (const candidate of candidates) {
            const real = realPath(candidate);
            const file = real === undefined ? undefined : below(real);
            if (file !== undefined && (inTree === undefined || sameContent(candidate, place.path)))
                return { ...place, file };
        }
    }
    return undefined;
}
/** The submodules of the repository in which a local flake lies, as paths from its root. */
function submodulesOf(reference, directory) {
    for (let place = flakeDirectory(reference, directory);; place = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(place)) {
        const modules = textIn((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place, '.gitmodules'));
        if (modules !== undefined)
            return [...modules.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path = '']) => path);
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(place) === place || textIn((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place, '.git/HEAD')) !== undefined)
            return [];
    }
}
function textIn(file) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8');
    }
    catch {
        return undefined;
    }
}
/** The directory that a reference to a local flake names; the working directory for any other. */
function flakeDirectory(reference, directory) {
    const [place = '', query = ''] = reference.split('?');
    const local = /^(?:path:|git\+file:\/\/|file:\/\/)?((?:[./]|$).*)$/.exec(place)?.[1];
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(directory, local ?? '.', new URLSearchParams(query).get('dir') ?? '.');
}
/** Where the flake's tree may begin: at the flake itself, or at any directory above it within the workspace. */
function treeRoots(flake, workspace) {
    const real = realPath(flake) ?? workspace;
    if (real === workspace || !real.startsWith(`${workspace}/`))
        return [workspace];
    return [real, ...treeRoots((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(real), workspace)];
}
function realPath(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(path);
    }
    catch {
        return undefined;
    }
}
function sameContent(one, other) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(one).equals((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(other));
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   MK: () => (/* binding */ withoutCode),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   a$: () => (/* binding */ namesPlace),
/* harmony export */   b6: () => (/* binding */ textOf)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);

const indentation = /^ {7}/;
/**
 * Sorts standard error into errors and the rest. A line belongs to an error because of where it stands, not because of what it
 * looks like: an error's own text may have lines that begin with `error:` or `|`, and may begin on the line below.
 */
function wordsOf(stderr) {
    const blocks = [];
    const others = [];
    let into;
    for (const line of (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(stderr).split('\n')) {
        if (line.startsWith('error:'))
            blocks.push((into = [line.slice('error:'.length).replace(/^ /, '')]));
        else if (/^(?:warning|error \(ignored\)): ?/.test(line))
            into = [];
        else if (into !== undefined && (line.trim() === '' || indentation.test(line)))
            into.push(line.replace(indentation, '').trimEnd());
        else {
            into = undefined;
            if (line.trim() !== '')
                others.push(line.trimEnd());
        }
    }
    const errors = blocks.map(errorOf);
    const isFirst = ({ message }, index) => errors.findIndex((other) => other.message.join('\n') === message.join('\n')) === index;
    return { errors: errors.filter(isFirst), others: [...new Set(others)] };
}
function errorOf(block) {
    const [first = '', ...rest] = block;
    // With a trace, it stands first, and what is wrong after it.
    const traced = first === '' && rest[0]?.startsWith('…') === true;
    const at = traced ? rest.findIndex((line) => line.startsWith('error:')) : -1;
    const split = at === -1 ? { trace: [], message: block } : { trace: rest.slice(0, at), message: rest.slice(at).map(withoutFirstPrefix) };
    return { message: trimmed(dedented(withoutCode(split.message))), trace: withoutCode(split.trace), block: block.join('\n') };
}
function withoutFirstPrefix(line, index) {
    return index === 0 ? line.replace(/^error: ?/, '') : line;
}
/** Without the lines of code below the place at which they are: each has a number or none, and a bar. */
function withoutCode(lines) {
    let isCode = false;
    return lines.filter((line) => {
        isCode = namesPlace(line) || (isCode && /^\s*\d*\|/.test(line));
        return !isCode || namesPlace(line);
    });
}
/** Where all lines below the first are set in, as in a text that is written over several lines of Nix's own source, they are set out. */
function dedented([first = '', ...rest]) {
    const widths = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
    const width = first === '' && widths.length > 0 ? Math.min(...widths) : 0;
    return [first, ...rest.map((line) => line.slice(width))];
}
/** Without empty lines at both ends, and with one where there are several. */
function trimmed(lines) {
    const kept = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
    const start = kept.findIndex((line) => line !== '');
    return start === -1 ? [] : kept.slice(start, kept.findLastIndex((line) => line !== '') + 1);
}
/** A line such as “at /path/flake.nix:12:5:”. */
function namesPlace(line) {
    return /^\s*(?:at|whose name attribute is located at) .+:\d+:\d+:?$/.test(line);
}
const maxMessageLines = 40;
const maxOtherLines = 10;
/** An error's own text, where in the sources that is, and what others said meanwhile. */
function textOf({ message, trace }, others = []) {
    const lines = message.filter((line) => !namesPlace(line) || isPlace(line));
    const places = lines.some(isPlace) ? [] : trace.filter(isPlace).slice(-2);
    return [...cut(lines), ...[...places, ...cut(others, maxOtherLines)].map((line) => `  ${line.trim()}`)].join('\n');
}
/** The beginning and the end of what is too long, and how much lies between. */
function cut(lines, count = maxMessageLines) {
    if (lines.length <= count)
        return [...lines];
    const head = Math.ceil(count / 2);
    return [...lines.slice(0, head), `… ${lines.length - count} more lines, which are in the log of this step …`, ...lines.slice(head - count)];
}
/** A place in somebody's sources: those inside of Nix itself, and in what we ask of it, help nobody. */
function isPlace(line) {
    return namesPlace(line) && !/nix-internal|<nix\/|derivation-internal|«string»/.test(line);
}


/***/ }),

/***/ 5729:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ts: () => (/* binding */ parseDurationWithin),
/* harmony export */   a3: () => (/* binding */ formatDuration)
/* harmony export */ });
/* unused harmony export parseDuration */
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5918);

const SECONDS_PER_UNIT = { h: 3600, m: 60, s: 1, ms: 0.001 };
/** Reads a duration such as `90s`, `5m`, `1h30m` or `500ms` and gives it in seconds. A number without a unit is refused. */
function parseDuration(text) {
    const trimmed = text.trim();
    if (/^\d+$/.test(trimmed)) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(trimmed)} has no unit; write '${trimmed}s' for seconds or '${trimmed}m' for minutes`);
    }
    const parts = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/.exec(trimmed);
    if (trimmed === '' || parts === null) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(trimmed)} is not a duration; write one like '90s', '5m' or '1h30m'`);
    }
    const [, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = parts;
    return (Number(hours) * SECONDS_PER_UNIT.h +
        Number(minutes) * SECONDS_PER_UNIT.m +
        Number(seconds) * SECONDS_PER_UNIT.s +
        Number(milliseconds) * SECONDS_PER_UNIT.ms);
}
/** Reads a duration and refuses it outside its limits. */
function parseDurationWithin(text, { minSeconds, maxSeconds, whole = false }) {
    const seconds = parseDuration(text);
    if (seconds < minSeconds)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is too short; ${formatDuration(minSeconds)} is the least`);
    if (seconds > maxSeconds)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is too long; ${formatDuration(maxSeconds)} is the most`);
    if (whole && !Number.isInteger(seconds))
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not a whole number of seconds`);
    return seconds;
}
/** A duration as a person writes it: `1h30m`, `2m`, `10s`, `500ms`. */
function formatDuration(seconds) {
    let rest = Math.round(seconds * 1000);
    let text = '';
    for (const [unit, milliseconds] of [
        ['h', 3_600_000],
        ['m', 60_000],
        ['s', 1000],
        ['ms', 1],
    ]) {
        const count = Math.floor(rest / milliseconds);
        rest -= count * milliseconds;
        if (count > 0)
            text += `${count}${unit}`;
    }
    return text === '' ? '0s' : text;
}


/***/ }),

/***/ 4891:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ wordsOfError)
/* harmony export */ });
/**
 * What an error says. Some have no text of their own: one that stands for several (a connection that was refused on each of a
 * host's addresses), or one that has only a code.
 */
function wordsOfError(error) {
    if (!(error instanceof Error))
        return String(error);
    if (error.message !== '' && !(error.message === 'fetch failed' && error.cause instanceof Error))
        return error.message;
    const inner = [...(error instanceof AggregateError ? error.errors : []), ...(error.cause === undefined ? [] : [error.cause])];
    const said = [...new Set(inner.map(wordsOfError))].join('; ');
    return said !== '' ? said : (error.code ?? error.name);
}


/***/ }),

/***/ 5918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GJ: () => (/* binding */ onOneLine),
/* harmony export */   J7: () => (/* binding */ wouldDo),
/* harmony export */   dI: () => (/* binding */ andOthers),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   pA: () => (/* binding */ nearest)
/* harmony export */ });
/** An input that is not what it should be. The message says which input, what is wrong, where, and what to do next. */
class InputError extends Error {
    name = 'InputError';
}
/**
 * A text on one line: control characters, and those that turn or hide text, are written as escapes, so that no value can
 * start a line of its own in a log.
 */
function onOneLine(text) {
    return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
        if (character === '\n')
            return '\\n';
        if (character === '\r')
            return '\\r';
        if (character === '\t')
            return '\\t';
        return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
    });
}
const QUOTED_LENGTH = 80;
/** A value as it may stand in a message: in single quotes, on one line, cut after 80 characters. */
function quote(value) {
    const cut = value.length > QUOTED_LENGTH ? `${value.slice(0, QUOTED_LENGTH)}…` : value;
    return `'${onOneLine(cut)}'`;
}
/** How many single-character edits (and swaps of neighbours) lie between two words. */
function distance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const at = (line, index) => line[index] ?? Infinity;
            const same = a[row - 1] === b[column - 1] ? 0 : 1;
            let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + same);
            if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
                cost = Math.min(cost, at(beforeLast, column - 2) + 1);
            }
            current.push(cost);
        }
        beforeLast = last;
        last = current;
    }
    return last[b.length] ?? Infinity;
}
/** The known word that was probably meant: the nearest one, if it is near enough to be a slip. */
function nearest(word, known) {
    if (word.length > 100)
        return undefined;
    let best;
    let bestDistance = Infinity;
    for (const candidate of known) {
        const away = distance(word.toLowerCase(), candidate.toLowerCase());
        if (away < bestDistance) {
            best = candidate;
            bestDistance = away;
        }
    }
    if (best === undefined)
        return undefined;
    return bestDistance <= Math.max(1, Math.floor(Math.max(word.length, best.length) / 3)) ? best : undefined;
}
/** Names in a sentence: the first ones, and how many there are beside them. */
function andOthers(names, most = 10) {
    return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
/** The half sentence that helps after an unknown word: the nearest known one, if any is near, and all that are known. */
function wouldDo(word, known) {
    const near = nearest(word, known);
    const all = known.join(', ');
    return near === undefined ? `known: ${all}` : `did you mean ${quote(near)}? Known: ${all}`;
}


/***/ }),

/***/ 7051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ isLostName)
/* harmony export */ });
/**
 * Whether a name would be lost without a word: valibot leaves these out of every map, for in some JavaScript they reach what
 * all objects share (_isValidObjectKey in its source).
 */
function isLostName(name) {
    return ['__proto__', 'constructor', 'prototype'].includes(name);
}


/***/ }),

/***/ 2345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   RO: () => (/* binding */ isUserName),
/* harmony export */   sh: () => (/* binding */ isPlainName),
/* harmony export */   uy: () => (/* binding */ isHostName)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);

/** Whether a text can name a target, a tag, or a check of a host: letters, digits, `.`, `_` and `-`, a letter or digit first. */
function isPlainName(text) {
    return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text);
}
/** Whether a text can be the name of a user to log in as. */
function isUserName(text) {
    return /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/.test(text);
}
/** Whether a text is a DNS name, an alias of ssh-config, or an IPv4 address. */
function isHostName(text) {
    if (/^[\d.]+$/.test(text))
        return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(text);
    return /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/.test(text) && !text.includes('..');
}


/***/ }),

/***/ 4254:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ mapOf),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   Os: () => (/* binding */ errorAt),
/* harmony export */   fj: () => (/* binding */ conform),
/* harmony export */   gM: () => (/* binding */ readYaml),
/* harmony export */   h9: () => (/* binding */ oneOrMore),
/* harmony export */   hF: () => (/* binding */ reading),
/* harmony export */   pj: () => (/* binding */ plain)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7728);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6637);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5918);
/* harmony import */ var _lost_name_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7051);




const QUOTE_IT = "give the keys of one map the same indentation, and put values with ': ' or other special characters in quotes";
const NEXT_STEP = {
    BAD_ALIAS: "name the anchor before its alias, or put a '*' that is none in quotes",
    DUPLICATE_KEY: 'keep one of them',
    MULTIPLE_DOCS: "leave out the '---'",
    TAB_AS_INDENT: 'use spaces',
    TAG_RESOLVE_FAILED: "leave out the tag, or put a '!' that begins none in quotes",
};
function firstLine(message) {
    if (/call stack/.test(message))
        return 'it is nested too deeply';
    if (/alias count/.test(message))
        return 'it has too many aliases';
    return (0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .onOneLine */ .GJ)(message.split('\n')[0] ?? '').replace('; please use YAML.parseAllDocuments()', '');
}
/**
 * Reads YAML. Every scalar is text as it was written: YAML's own reading would turn the revision `1234567e8` into a number
 * and the version `1.10` into `1.1`. Anchors, aliases and merge keys work, within limits that a bomb of them does not pass.
 */
function readYaml(input, text) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const fail = (message, line, cause) => {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${place(input, line, [])}: ${message}`, { cause });
    };
    let document;
    let value;
    try {
        document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false, merge: true });
        // The value is made here already: aliases are followed only then.
        if (document.errors.length === 0)
            value = document.toJS({ maxAliasCount: 100 });
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return fail(`this YAML cannot be read: ${firstLine(message)}`, undefined, error);
    }
    const error = document.errors[0] ?? document.warnings[0];
    if (error !== undefined) {
        return fail(`this is not valid YAML: ${firstLine(error.message)}; ${NEXT_STEP[error.code] ?? QUOTE_IT}`, lines.linePos(error.pos[0]).line, error);
    }
    const yaml = { input, value, line: (path) => lineOf(document, lines, path) };
    refuseStrangeKeys(yaml, value, []);
    return yaml;
}
/** Keys that every JavaScript object seems to have would pass as known, or be lost. Also ends the walk through a map inside of itself. */
function refuseStrangeKeys(yaml, value, path) {
    if (path.length > 20)
        throw errorAt(yaml, path.slice(0, 1), 'this YAML is nested too deeply');
    if (typeof value !== 'object' || value === null)
        return;
    for (const [key, item] of Object.entries(value)) {
        if (key in Object.prototype || (0,_lost_name_js__WEBPACK_IMPORTED_MODULE_2__/* .isLostName */ .C)(key) || key === '<<')
            throw errorAt(yaml, [...path, key], `${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(key)} cannot be a key here`);
        refuseStrangeKeys(yaml, item, [...path, Array.isArray(value) ? Number(key) : key]);
    }
}
function lineOf(document, lines, path) {
    const resolve = (node) => ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? node.resolve(document) : node);
    const lineAt = (node) => {
        const start = node?.range?.[0];
        return start === undefined ? undefined : lines.linePos(start).line;
    };
    let line = lineAt(document.contents);
    let node = document.contents;
    for (const step of path) {
        const inside = resolve(node);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(inside)) {
            const pair = inside.items.find((item) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(item) && (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(item.key) && String(item.key.value) === String(step));
            if (pair === undefined)
                break;
            line = lineAt(pair.key) ?? line;
            node = pair.value;
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(inside)) {
            node = inside.items[Number(step)];
            line = lineAt(node) ?? line;
        }
        else
            break;
    }
    return line;
}
function place(input, line, path) {
    let dotted = '';
    for (const step of path)
        dotted += typeof step === 'number' ? `[${step}]` : `${dotted === '' ? '' : '.'}${String(step)}`;
    const where = dotted === '' ? '' : `, ${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .onOneLine */ .GJ)(dotted)}`;
    return `${input}${line === undefined ? '' : `, line ${line}`}${where}`;
}
/** An InputError about one place of a YAML input. */
function errorAt(yaml, path, message) {
    return new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${place(yaml.input, yaml.line(path), path)}: ${message}`);
}
/** Checks what a YAML input says against a schema and gives what the schema makes of it. Every mistake is named, one a line. */
function conform(yaml, schema) {
    const result = valibot__WEBPACK_IMPORTED_MODULE_3__/* .safeParse */ .xLC(schema, yaml.value);
    if (result.success)
        return result.output;
    const messages = result.issues.map((issue) => {
        const path = (issue.path ?? []).map((item) => item.key);
        // A key that is unknown or missing is its parent's mistake; the line is the key's own, where it has one.
        const shown = isUnknownKey(issue) || isMissingKey(issue) ? path.slice(0, -1) : path;
        return `${place(yaml.input, yaml.line(path), shown)}: ${issue.message}`;
    });
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(messages.slice(0, 10).join('\n'));
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isUnknownKey(issue) {
    return issue.type === 'strict_object' && issue.expected === 'never';
}
function isMissingKey(issue) {
    return issue.type === 'strict_object' && issue.expected?.startsWith('"') === true;
}
/** What a value is, in the words of YAML. */
function kind(value) {
    if (Array.isArray(value))
        return 'a list';
    if (isRecord(value))
        return 'a map';
    return isEmpty(value) ? 'empty' : 'plain text';
}
function isEmpty(value) {
    return value === '' || value === null || value === undefined;
}
/** Makes one thing of another by a function whose InputError becomes the issue's message. */
function reading(parse) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .rawTransform */ .NTK(({ dataset, addIssue, NEVER }) => {
        try {
            return parse(dataset.value);
        }
        catch (error) {
            if (!(error instanceof _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz))
                throw error;
            addIssue({ message: error.message });
            return NEVER;
        }
    });
}
function notPlain(value) {
    const [word, ...others] = isRecord(value) ? Object.keys(value) : [];
    if (isRecord(value) && word !== undefined && others.length === 0 && isEmpty(value[word])) {
        return `YAML takes {${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(word).slice(1, -1)}} for a map; put the value in quotes`;
    }
    return `is ${kind(value)} where one plain value is wanted`;
}
/** A plain value, made into something by `parse`. `{revision}` without quotes, which is a map to YAML, gets a message of its own. */
function plain(parse) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP((issue) => notPlain(issue.input)), reading(parse));
}
/** A map: valibot's own schemas take a list for one too. */
function record(wanted) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .custom */ .IeY(isRecord, (issue) => `is ${kind(issue.input)} where ${wanted()}`);
}
/** A map with these keys and no other. Keys whose schema is optional may be missing; `what` says what the map describes. */
function mapOf(what, entries) {
    const known = Object.keys(entries);
    const schema = valibot__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej(entries, (issue) => {
        const key = (0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(String(issue.path?.[0].key));
        if (isUnknownKey(issue))
            return `${key} is not a key of ${what}; ${(0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .wouldDo */ .J7)(String(issue.path?.[0].key), known)}`;
        return `${what} needs ${key}; known: ${known.join(', ')}`;
    });
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(record(() => `${what} is wanted: a map with the keys ${known.join(', ')}`), schema);
}
/** A map from names, read by `name`, to values of one kind; `what` says what it is. */
function named(what, name, value) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(record(() => `${what} is wanted`), valibot__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(plain(name), value));
}
/** One thing or a list of them; either way a list comes out. */
function oneOrMore(item) {
    return valibot__WEBPACK_IMPORTED_MODULE_3__/* .lazy */ .RZV((input) => Array.isArray(input)
        ? valibot__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(item)
        : valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(item, valibot__WEBPACK_IMPORTED_MODULE_3__/* .transform */ .pdi((only) => [only])));
}


/***/ }),

/***/ 7984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ whatIsSaid)
/* harmony export */ });
/** The entries of an object whose values are there. */
function whatIsSaid(fields) {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}


/***/ }),

/***/ 214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OG: () => (/* binding */ logLines),
/* harmony export */   bp: () => (/* binding */ untrusted),
/* harmony export */   k1: () => (/* binding */ phaseNames)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var _nix_log_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3871);
/* harmony import */ var _runner_units_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5883);



/** The phases in words. */
const phaseNames = {
    'read-flake': 'read the flake',
    'evaluate-and-build': 'evaluate and build',
    'write-archive': 'write the archive',
    upload: 'upload',
    gate: 'gate',
    publish: 'publish',
    connect: 'connect',
    stage: 'stage',
    activate: 'activate',
    reach: 'reach over a new connection',
    check: 'health checks',
    confirm: 'confirm',
    'roll-back': 'roll back',
    soak: 'soak',
    verify: 'verify',
};
/**
 * Text of others as it may stand in a log: one line, no control characters, and nothing that GitHub's runner takes for a
 * command. `##[name]` counts anywhere; `::name::` only at the start of a line, and ours start with a source.
 */
function untrusted(text) {
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(text)
        .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
        .replaceAll('##[', '#\u{200b}#[');
}
/** The same for a line that has no source before it: the names in a flake, say. White space before `::` is none to the runner. */
function atLineStart(text) {
    return text.replace(/^\s*:(?=:)/, '$&\u{200b}');
}
/**
 * The log lines of an event; none for what is only told to others. A group is a phase of the whole run, or the log of a build
 * that failed. Targets have none: they go on side by side, GitHub's groups can neither nest nor interleave, and a target that
 * goes back in a folded group would go back unseen; their lines start with their names instead.
 */
function logLines(event) {
    switch (event.type) {
        case 'output':
            return [atLineStart(untrusted(`${event.source} | ${event.text}`))];
        case 'note':
            return [event.target === undefined ? atLineStart(untrusted(event.text)) : `${event.target}: ${untrusted(event.text)}`];
        case 'phase-started':
            if (event.target === undefined)
                return [group(event.text ?? phaseNames[event.phase])];
            return [`${event.target}: ${phaseNames[event.phase]} …`];
        case 'phase-ended': {
            const took = `${phaseNames[event.phase]} took ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}`;
            return event.target === undefined ? [endOfGroup, took] : [`${event.target}: ${took}`];
        }
        case 'wave-started':
            return event.wave === '' ? [] : [`${untrusted(event.wave)}: ${event.targets.join(', ')}`];
        case 'wave-ended':
            return event.wave === '' ? [] : [`${untrusted(event.wave)} is over`];
        case 'check-answered':
            return [`${event.target}: ${event.passed ? 'healthy' : 'not healthy yet'}: ${untrusted(event.check)}: ${untrusted(event.answer)}`];
        case 'compared':
        // The annotation is in the log, too.
        case 'notice':
            return [];
        case 'target-ended': {
            const { state, revision, reason } = event.result;
            return [`${event.target}: ${state}${revision === undefined ? '' : `, revision ${revision}`}${reason === undefined ? '' : `: ${untrusted(reason)}`}`];
        }
        case 'build-log': {
            const { derivation, lines, omitted } = event.log;
            const before = omitted === 0 ? [] : [`… ${omitted} lines before these are left out …`];
            return [group(`log of ${(0,_nix_log_js__WEBPACK_IMPORTED_MODULE_1__/* .storeName */ .Hz)(derivation)}, which was not built`), ...before, ...lines.map((line) => atLineStart(untrusted(line))), endOfGroup];
        }
        default:
            return [`nix | ${untrusted(nixLine(event))}`];
    }
}
const endOfGroup = '::endgroup::';
/** The runner's command that begins a group; its data is escaped as @actions/core does. */
function group(title) {
    return `::group::${untrusted(title).replaceAll('%', '%25')}`;
}
function nixLine(event) {
    switch (event.type) {
        case 'nix-build-started':
            return `building ${event.name}${event.builder === undefined ? '' : ` on ${event.builder}`}`;
        case 'nix-build-ended':
            return event.succeeded ? `built ${event.name} in ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}` : `not built: ${event.name}, after ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}`;
        case 'nix-transfer-ended':
            return `${event.kind} of ${event.name}${event.way === '' ? '' : ` ${event.way}`}: ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanBytes */ .p6)(event.bytes)} in ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}`;
        case 'nix-progress':
            return `${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(event.seconds)}: ${progressLine(event)}`;
    }
}
/** How far Nix is: what there is nothing of is not told. */
function progressLine({ files, evaluating, builds, copies, longest }) {
    const parts = [
        ...(evaluating === undefined ? [] : [`evaluating ${evaluating}, ${files} files read`]),
        ...(builds.expected === 0 ? [] : [`${builds.done} of ${builds.expected} built, ${builds.running} building`]),
        ...(copies.expected === 0 ? [] : [`${copies.done} of ${copies.expected} paths copied, ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanBytes */ .p6)(copies.bytes)} of ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanBytes */ .p6)(copies.expectedBytes)}`]),
        ...(longest === undefined ? [] : [`longest: ${longest.name}, ${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_2__/* .humanSeconds */ .Nj)(longest.seconds)}${longest.phase === undefined ? '' : ` (${longest.phase})`}`]),
    ];
    return parts.length > 0 ? parts.join('; ') : `evaluating, ${files} files read`;
}


/***/ }),

/***/ 2341:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ah: () => (/* binding */ beginOutputs),
  z8: () => (/* binding */ report),
  zl: () => (/* binding */ reportEnded),
  xV: () => (/* binding */ reportFailure),
  Sy: () => (/* binding */ writeSummary)
});

// UNUSED EXPORTS: worstFirst

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ../node_modules/@actions/core/lib/core.js + 7 modules
var core = __nccwpck_require__(5282);
// EXTERNAL MODULE: ./events/results.js
var events_results = __nccwpck_require__(6845);
// EXTERNAL MODULE: ./nix/failure.js + 4 modules
var failure = __nccwpck_require__(6281);
// EXTERNAL MODULE: ./nix/log.js
var nix_log = __nccwpck_require__(3871);
// EXTERNAL MODULE: ./nix/place.js
var nix_place = __nccwpck_require__(7262);
// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __nccwpck_require__(4891);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __nccwpck_require__(5918);
;// CONCATENATED MODULE: ./report/annotations.js
/** GitHub keeps so many of each kind per step, and so much of each message (the runner's ExecutionContext.cs). */
const maxAnnotations = 10;
const maxCharacters = 4096;
/** The problems as annotations that GitHub will keep: the first ones, and one that sums up the rest where there are too many. */
function fitAnnotations(problems) {
    const fitting = problems.map((problem) => ({ ...problem, message: fitMessage(problem.message) }));
    if (problems.length <= maxAnnotations)
        return fitting;
    const rest = problems.slice(maxAnnotations - 1);
    const list = rest.map(({ title, name, message }) => `${title ?? name}: ${shorten(message.split('\n', 1)[0] ?? '', 200)}`);
    const names = `And ${rest.map(({ name }) => name).join(', ')}. Why is also in the log:`;
    return [...fitting.slice(0, maxAnnotations - 1), { name: '', title: `${rest.length} more`, message: fitMessage([names, ...list].join('\n'), 0.9) }];
}
/** A message that GitHub does not cut: `share` of what it keeps is its beginning, the rest its end, with a count of what lies between. */
function fitMessage(message, share = 0.5) {
    if (message.length <= maxCharacters)
        return message;
    const kept = maxCharacters - 60;
    const head = wellFormed(message.slice(0, Math.floor(kept * share)));
    const tail = wellFormed(message.slice(message.length - (kept - head.length)));
    return `${head}\n… ${message.length - head.length - tail.length} characters are left out here …\n${tail}`;
}
function shorten(text, length) {
    return text.length <= length ? text : `${wellFormed(text.slice(0, length - 1))}…`;
}
/** Without half a character at an end. */
function wellFormed(text) {
    return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}

// EXTERNAL MODULE: ./host/doctor.js
var doctor = __nccwpck_require__(5325);
// EXTERNAL MODULE: ./runner/units.js
var units = __nccwpck_require__(5883);
// EXTERNAL MODULE: ./report/log.js
var log = __nccwpck_require__(214);
;// CONCATENATED MODULE: ./report/markdown.js
// Markdown as GitHub reads it, out of text that nobody vouches for.

/** What is cut ends before a space or a query: half of a secret is one that GitHub does not know, and shows. */
function clipped(text, most) {
    return text.length <= most ? text : `${text.slice(0, most + 1).replace(/(?:^|\s|\?)[^\s?]*$/, '')}…`;
}
/**
 * Others' text as code within a line, which nothing in it can end, and in which nothing is markup, a link, a mention or a
 * reference. It stands there as it is: GitHub masks a secret only where it stands word for word.
 */
function code(text, most = 600) {
    const shown = clipped((0,log/* untrusted */.bp)(text).trim(), most);
    if (shown === '')
        return '';
    const fence = fenceFor(shown, 1);
    const space = /^`|`$/.test(shown) ? ' ' : '';
    return `${fence}${space}${shown}${space}${fence}`;
}
/** The same in a title, which is HTML and no Markdown. */
function titleCode(text) {
    const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
    return `<code>${(0,log/* untrusted */.bp)(text)
        .trim()
        .replaceAll(/[&<>]/g, (character) => entities[character] ?? '')}</code>`;
}
/** More backticks in a row than there are in the text. */
function fenceFor(text, least) {
    return '`'.repeat(Math.max(least - 1, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
}
/** Others' text as a block of code, with its lines. */
function codeBlock(text, language = '', most = 20_000) {
    const lines = clipped(text, most).split('\n').map(log/* untrusted */.bp).join('\n');
    const fence = fenceFor(lines, 3);
    return `${fence}${language}\n${lines}\n${fence}`;
}
/** As many of the texts as fit into so many bytes, and how many do not. */
function fitting(texts, mostBytes) {
    let bytes = 0;
    const end = texts.findIndex((text) => (bytes += Buffer.byteLength(text) + 1) > mostBytes);
    const kept = end < 0 ? [...texts] : texts.slice(0, end);
    return { kept, leftOut: texts.length - kept.length };
}
/** How many of something are not shown; '' where all are. */
function andMore(count, what) {
    return count === 0 ? '' : `… and ${count} more ${what}${count === 1 ? '' : 's'}, left out here`;
}
/**
 * A table of cells that are Markdown already: a bar in them ends no cell, not in code either. Rows that do not fit into so many
 * bytes are counted below it, by what a row is.
 */
function table(head, rows, mostBytes, what) {
    // Whether a bar after two backslashes is escaped, renderers do not agree: there are no two.
    const escaped = (cell) => cell.replaceAll(/\\(?=\|)/g, '$&\u{200b}').replaceAll('|', '\\|');
    const line = (cells) => `| ${cells.map(escaped).join(' | ')} |`;
    const { kept, leftOut } = fitting(rows.map(line), mostBytes);
    return [line(head), line(head.map(() => '---')), ...kept, ...(leftOut === 0 ? [] : ['', andMore(leftOut, what)])].join('\n');
}
/** A part that can be folded away below its title, which is HTML. */
function folded(title, content, open = false) {
    return `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

;// CONCATENATED MODULE: ./report/findings.js
// What the doctor found: for the job summary, and for annotations.





const marks = { refuses: '❌&nbsp;refuses', spoils: '⚠️&nbsp;spoils', note: 'note', fine: 'fine' };
/** What the doctor's page begins with. */
function doctorHeadline(results) {
    const total = (0,units/* plural */.LS)(results.length, 'target');
    const refusing = results.filter((result) => !(0,events_results/* isAsAsked */.$6)(result)).length;
    if (refusing > 0)
        return `❌ doctor: ${refusing} of ${total} would refuse a deployment`;
    const spoiled = results.filter(({ findings = [] }) => findings.some(({ severity }) => severity === 'spoils')).length;
    if (spoiled > 0)
        return `⚠️ doctor: a deployment would not go as it should on ${spoiled} of ${total}`;
    return '✅ doctor: nothing stands in the way of a deployment';
}
/** What was looked at and found well, by its names. */
function fineNames(findings) {
    return [...new Set(findings.filter(({ severity }) => severity === 'fine').map(({ name }) => name))].join(', ');
}
/** A section for each host that has anything to be told, the worst first, and a line for all the others. */
function findingsPart(all, mostBytes) {
    const hosts = all.flatMap(({ target: { name }, result: { findings } = {} }) => (findings === undefined ? [] : [{ name, findings, worst: worstOf(findings) }]));
    const told = hosts.filter(({ worst }) => worst < doctor/* SEVERITIES */.oC.indexOf('fine')).toSorted((a, b) => a.worst - b.worst);
    const well = hosts.filter(({ worst }) => worst === doctor/* SEVERITIES */.oC.indexOf('fine'));
    const { kept, leftOut } = fitting(told.map(({ name, findings }) => section(name, findings)), mostBytes);
    const rest = well.length === 0
        ? ''
        : `Nothing to be told of ${(0,input_error/* andOthers */.dI)(well.map(({ name }) => code(name)), 50)}.`;
    return [...kept, andMore(leftOut, 'target'), rest].filter((part) => part !== '').join('\n\n');
}
function worstOf(findings) {
    return Math.min(doctor/* SEVERITIES */.oC.indexOf('fine'), ...findings.map(({ severity }) => doctor/* SEVERITIES */.oC.indexOf(severity)));
}
function section(name, findings) {
    const rows = findings
        .filter(({ severity }) => severity !== 'fine')
        .map(({ severity, what, cure }) => [
        marks[severity],
        what
            .split('\n')
            .map((line) => code(line, 2000))
            .join('<br>'),
        cure === undefined ? '–' : code(cure),
    ]);
    const fine = findings.filter(({ severity }) => severity === 'fine');
    const well = fine.length === 0 ? [] : [folded(`${(0,units/* plural */.LS)(fine.length, 'finding')} that ${fine.length === 1 ? 'is' : 'are'} fine`, code(fineNames(findings)))];
    return [`#### ${code(name)}`, table(['', 'what is', 'cure'], rows, 20_000, 'finding'), ...well].join('\n\n');
}
/** What would spoil a deployment, as annotations: one for all hosts of which the same is true, whatever numbers and paths are in it. */
function spoiling(results) {
    const all = Object.entries(results).flatMap(([target, { findings = [] }]) => findings.filter(({ severity }) => severity === 'spoils').map((found) => ({ target, found })));
    const groups = Map.groupBy(all, ({ found: { name, what } }) => `${name} ${what.replaceAll(/\/nix\/store\/[a-z0-9]{32}-\S+/g, '{system}').replaceAll(/\d+/g, '#')}`);
    return [...groups.values()].map((alike) => {
        const names = alike.map(({ target }) => target);
        const all = alike.map(({ found }) => (0,doctor/* withCure */.Og)(found));
        // What differs in it, a number for one, is of the first.
        const said = all.every((text) => text === all[0]) ? (all[0] ?? '') : `${names[0] ?? ''}: ${all[0] ?? ''}`;
        const others = names.length === 1 ? '' : `\nThe same on ${(0,input_error/* andOthers */.dI)(names.slice(1), 200)}.`;
        return { name: (0,input_error/* andOthers */.dI)(names, 30), title: `${(0,input_error/* andOthers */.dI)(names, 3)}: spoils a deployment`, message: `${said}${others}` };
    });
}

// EXTERNAL MODULE: ./host/status.js
var host_status = __nccwpck_require__(9068);
;// CONCATENATED MODULE: ./report/status-table.js



/** What `status` found, as a table in plain text: a block per host, a line per fact. */
function statusTable(results) {
    const blocks = Object.entries(results).map(([target, { state, reason, status, findings = [] }]) => {
        const found = findings.length === 0 ? [] : findingLines(findings);
        if (status === undefined)
            return [target, `  ${state}: ${(0,log/* untrusted */.bp)(reason ?? '')}`, ...found].join('\n');
        const system = (toplevel) => {
            const revision = (0,host_status/* tellingRevision */.vy)(status, toplevel);
            return revision === undefined ? toplevel : `${toplevel} (${revision.label})`;
        };
        const runs = (0,host_status/* tellingRevision */.vy)(status, status.running);
        const promoter = runs && (0,host_status/* promoterOf */.OJ)(status, runs.label);
        const facts = [
            ['running', system(status.running)],
            ...(runs?.statement === undefined ? [] : [['signed', `by ${runs.statement.signer} at ${runs.statement.time}, ${runs.statement.who}`]]),
            ...(promoter === undefined ? [] : [['activated', `by ${promoter}`]]),
            ['booted', system(status.booted)],
            ['boot default', system(status.bootDefault)],
            ['latest', status.latest ?? '-'],
            ['healthy', status.healthy ?? '-'],
            ['previous', status.previous ?? '-'],
            ['pending', status.pending === undefined ? '-' : `${status.pending.revision} by ${status.pending.who} since ${status.pending.since}`],
            ...status.events.map(({ time, event, revision, remark }) => [
                'event',
                `${time} ${event} ${revision}${remark === '' ? '' : ` (${remark})`}`,
            ]),
        ];
        return [target, ...facts.map(([name = '', value = '']) => line(name, value)), ...found].join('\n');
    });
    return blocks.join('\n');
}
function line(name, value) {
    return `  ${name.padEnd(13)}${(0,log/* untrusted */.bp)(value)}`;
}
/** A line for each that is not fine, with its cure below, and one for all that are. */
function findingLines(findings) {
    const told = findings
        .filter(({ severity }) => severity !== 'fine')
        .flatMap(({ severity, what, cure }) => [line(severity, what), ...(cure === undefined ? [] : [line('', `cure: ${cure}`)])]);
    const fine = fineNames(findings);
    return [...told, ...(fine === '' ? [] : [line('fine', fine)])];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./settings/address.js
var settings_address = __nccwpck_require__(2083);
;// CONCATENATED MODULE: ./report/summary-parts.js
// The parts of the job summary that need more than a few lines each: data → Markdown.






const signed = (bytes) => (bytes > 0 ? `+${(0,units/* humanBytes */.p6)(bytes)}` : (0,units/* humanBytes */.p6)(bytes));
/** What changed in the systems; those in which the same changed, and which ended the same way, stand together. */
function changesPart(stories, mostBytes) {
    const groups = new Map();
    for (const { name, changes, result } of stories) {
        if (changes === undefined)
            continue;
        const outcome = outcomeOf(result);
        const key = (0,external_node_crypto_.createHash)('sha256')
            .update(JSON.stringify([outcome, changes]))
            .digest('hex');
        const group = groups.get(key) ?? { names: [], outcome, changes };
        groups.set(key, group);
        group.names.push(name);
    }
    const each = mostBytes / 2 / Math.max(1, groups.size);
    const { kept, leftOut } = fitting([...groups.values()].map(({ names, outcome, changes }) => folded(changesTitle(names, outcome, changes), changesTable(changes, each), groups.size === 1)), mostBytes);
    return [...kept, andMore(leftOut, 'system')].filter((part) => part !== '').join('\n');
}
/** What a change came to, where it is not simply there. */
function outcomeOf(result) {
    switch (result?.state) {
        case 'activated':
            return '';
        case 'staged':
            return ' (from the next boot on)';
        case 'rolled-back':
            return ' (rolled back: what it would have changed)';
        case 'unchanged':
            return ' (not activated: what it would change)';
        default:
            return ' (perhaps not: see what went wrong)';
    }
}
function changesTitle(names, outcome, { before, after, packages, rebuilt }) {
    const count = (kind) => packages.filter((change) => change.kind === kind).length;
    const counts = ['upgraded', 'downgraded', 'changed', 'added', 'removed']
        .map((kind) => [count(kind), kind])
        .filter(([number]) => number > 0);
    const said = [...counts.map(([number, kind]) => `${number} ${kind}`), ...(rebuilt > 0 ? [`${rebuilt} rebuilt`] : [])];
    const shown = names
        .slice(0, 10)
        .map((name) => `<b>${titleCode(name)}</b>`)
        .join(', ');
    const more = names.length > 10 ? ` ${andMore(names.length - 10, 'target')}` : '';
    return `${shown}${more}${outcome}: ${said.length === 0 ? 'no other package' : said.join(', ')}; closure ${(0,units/* humanBytes */.p6)(before.bytes)} → ${(0,units/* humanBytes */.p6)(after.bytes)} (${signed(after.bytes - before.bytes)})`;
}
function changesTable({ before, after, packages, rebuilt, configuration, leftOut = 0 }, mostBytes) {
    const versions = (list) => (list.length === 0 ? '–' : list.map((version) => code(version)).join(', '));
    const kinds = ['upgraded', 'downgraded', 'changed', 'added', 'removed'];
    const rows = kinds.flatMap((kind) => packages
        .filter((change) => change.kind === kind)
        .map((change) => [kind, code(change.name), versions(change.before), versions(change.after), signed(change.bytes)]));
    return [
        ...(rows.length === 0 ? [] : [table(['', 'package', 'before', 'after', 'size'], rows, mostBytes, 'package'), '']),
        `${(0,units/* plural */.LS)(before.paths, 'store path')} before, ${after.paths} after; ${(0,units/* plural */.LS)(rebuilt, 'package')} rebuilt in the same version; ${(0,units/* plural */.LS)(configuration, 'path')} of configuration changed.`,
        ...(leftOut === 0 ? [] : ['', andMore(leftOut, 'store path')]),
    ].join('\n');
}
/** The last answer of each health check. */
function checksPart(stories, mostBytes) {
    const rows = stories.flatMap(({ name, ofGate, checks }) => checks.map(({ check, passed, answer, attempts }) => [
        `${code(name)}${ofGate ? ' (gate)' : ''}`,
        code(check),
        `${passed ? '✅' : '❌'} ${code(answer)}`,
        String(attempts),
    ]));
    return rows.length === 0 ? '' : table(['target', 'check', 'last answer', 'attempts'], rows, mostBytes, 'check');
}
/** As many lanes as can be read, and drawn by GitHub. */
const MOST_DRAWN = 20;
function laneOf({ name, ofGate, phases, result }) {
    const back = phases.filter(({ phase }) => phase === 'roll-back');
    const last = result !== undefined && !(0,events_results/* isAsAsked */.$6)(result) && result.state !== 'not-begun' ? phases.findLast(({ phase }) => phase !== 'roll-back') : undefined;
    return { name: ofGate ? `${name} (gate)` : name, phases, failedIn: new Set(last === undefined ? back : [last, ...back]) };
}
/** What each wave took, as a whole; a fleet of hundreds has no lane for each of its targets. */
function waveLanes(waves, stories, endedAt) {
    if (waves.length < 2)
        return [];
    const spansOf = (members, of) => members.flatMap(({ phases }) => phases.filter(({ phase }) => of.includes(phase)));
    const whole = (phase, spans, before = Infinity) => {
        const within = spans.filter(({ startedAt }) => Date.parse(startedAt) < before);
        if (within.length === 0)
            return [];
        const began = Math.min(...within.map(({ startedAt }) => Date.parse(startedAt)));
        const ended = Math.max(...within.map(({ startedAt, seconds }) => (seconds === undefined ? endedAt : Date.parse(startedAt) + seconds * 1000)));
        return [{ phase, startedAt: new Date(began).toISOString(), seconds: (ended - began) / 1000 }];
    };
    const targets = stories.filter(({ ofGate }) => !ofGate);
    const first = Math.min(...waves.map(({ startedAt }) => Date.parse(startedAt)));
    const staging = { name: 'all', phases: whole('stage', spansOf(targets, ['connect', 'stage']), first), failedIn: new Set() };
    return [
        staging,
        ...waves.map(({ title, targets: names }) => {
            const members = targets.filter(({ name }) => names.includes(name));
            const activating = whole('activate', spansOf(members, ['activate', 'reach', 'check', 'confirm', 'roll-back']));
            const failed = members.some(({ result }) => result !== undefined && !(0,events_results/* isAsAsked */.$6)(result));
            return { name: title, phases: [...activating, ...whole('soak', spansOf(members, ['soak']))], failedIn: new Set(failed ? activating : []) };
        }),
    ];
}
/** When what happened: drawn, and as a table for where nothing is drawn. What went wrong comes first where not all can be shown. */
function timelinePart({ phases, stories, waves, startedAt, endedAt }, mostBytes) {
    const run = { name: 'runner', phases, failedIn: new Set() };
    const ofWaves = waveLanes(waves, stories, endedAt);
    const targets = stories.map(laneOf);
    const isMany = targets.length + ofWaves.length >= MOST_DRAWN;
    const worst = isMany ? targets.toSorted((a, b) => Number(b.failedIn.size > 0) - Number(a.failedIn.size > 0)) : targets;
    // Those that are well the waves tell of.
    const shown = isMany && ofWaves.length > 0 ? worst.filter(({ failedIn }) => failedIn.size > 0) : worst;
    const lanes = [run, ...ofWaves, ...shown].filter((lane) => lane.phases.length > 0);
    if (lanes.length === 0)
        return '';
    // Names of targets are plain words; this is Mermaid's own text, where others' would be drawn as they like.
    const plain = (name) => name.replaceAll(/[^A-Za-z0-9 ()._-]/g, '_');
    const drawing = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S'];
    for (const { name, phases, failedIn } of lanes.slice(0, MOST_DRAWN)) {
        drawing.push(`  section ${plain(name)}`);
        for (const span of phases) {
            const { phase, startedAt: began, seconds } = span;
            const start = Math.round(Date.parse(began));
            const end = seconds === undefined ? Math.round(endedAt) : start + Math.round(seconds * 1000);
            const tag = failedIn.has(span) ? 'crit, ' : seconds === undefined ? 'active, ' : name === 'runner' ? '' : 'done, ';
            drawing.push(`  ${log/* phaseNames */.k1[phase]} :${tag}${start}, ${Math.max(end, start + 1)}`);
        }
    }
    const rows = lanes.flatMap(({ name, phases }) => phases.map(({ phase, startedAt: began, seconds }) => [
        code(name),
        log/* phaseNames */.k1[phase],
        (0,units/* humanSeconds */.Nj)(Math.max(0, (Date.parse(began) - startedAt) / 1000)),
        seconds === undefined ? 'did not end' : (0,units/* humanSeconds */.Nj)(seconds),
    ]));
    return [
        codeBlock(drawing.join('\n'), 'mermaid', 48_000),
        ...(lanes.length > MOST_DRAWN ? ['', andMore(lanes.length - MOST_DRAWN, 'target')] : []),
        '',
        folded('The same as a table', table(['target', 'phase', 'began after', 'took'], rows, mostBytes, 'row')),
    ].join('\n');
}
/** The steps by which to go back, or on. */
function wayPart(ways, action, mostBytes) {
    const steps = ways.map(({ words, command, revision, targets }) => {
        const title = `${words} ${targets
            .slice(0, 10)
            .map(({ name }) => code(name))
            .join(', ')}${targets.length > 10 ? ` and ${targets.length - 10} more` : ''}:`;
        const shown = targets.slice(0, 50).map((target) => {
            const address = (0,settings_address/* formatAddress */.M0)(target);
            return target.configuration === target.name && !address.startsWith('[')
                ? `      ${target.name}: ${address}`
                : `      ${target.name}: { host: "${address}", configuration: ${target.configuration} }`;
        });
        const lines = [
            `- uses: ${action}`,
            '  with:',
            `    command: ${command}`,
            ...(revision === undefined ? [] : [`    revision: "${revision}"`]),
            '    targets: |',
            ...shown,
            ...(targets.length > 50 ? [`      # ${andMore(targets.length - 50, 'target')}`] : []),
            `    # ssh-private-key, known-hosts, health-check, revisions-directory and the like as in this step${revision?.startsWith('found-') === true ? ', but without {revision}: this system was found there' : ''}`,
        ];
        return `${title}\n\n${codeBlock(lines.join('\n'), 'yaml')}`;
    });
    const { kept, leftOut } = fitting(steps, mostBytes);
    return [...kept, andMore(leftOut, 'way')].filter((part) => part !== '').join('\n\n');
}

;// CONCATENATED MODULE: ./report/summary.js






// GitHub drops a summary of more than 1 MiB as a whole. These parts, with the little that stands around them, stay below it.
const MOST_BYTES = { targets: 200_000, reasons: 150_000, changes: 250_000, checks: 100_000, timeline: 100_000, ways: 50_000, made: 50_000 };
/** So many targets can be read as one table. */
const MOST_UNFOLDED = 20;
const stateWords = {
    activated: '✅&nbsp;activated',
    staged: '📦&nbsp;staged',
    unchanged: '✅&nbsp;unchanged',
    'rolled-back': '↩️&nbsp;rolled&nbsp;back',
    failed: '❌&nbsp;failed',
    unreachable: '❌&nbsp;unreachable',
    'not-begun': '–&nbsp;not&nbsp;begun',
};
/** The page of a run: Markdown for GitHub's job summary, of less than 1 MiB. */
function summary(data) {
    const { settings, stories, waves = [], phases, startedAt, endedAt, failure, action = 'org/nix-flake-deploy@v1' } = data;
    const parts = [
        ['', asked(data)],
        ['', targetsPart(data)],
        ['', failure === undefined ? '' : failure.includes('\n') ? codeBlock(failure) : `> **Why:** ${code(failure, 5000)}`],
        // What the doctor found says why, and more.
        ['What went wrong', settings?.doctor === true ? '' : reasonsPart(data)],
        ['What was found', findingsPart(targetResults(data), MOST_BYTES.changes)],
        ['What was made', madePart(data)],
        ['What changed', changesPart(stories, MOST_BYTES.changes)],
        ['Health checks', checksPart(stories, MOST_BYTES.checks)],
        [
            'When',
            settings?.command === 'status' || settings?.command === 'list' ? '' : timelinePart({ phases, stories, waves, startedAt, endedAt }, MOST_BYTES.timeline),
        ],
        ['The way back, and on', wayPart(waysOn(data), action, MOST_BYTES.ways)],
    ];
    const shown = parts.filter(([, content]) => content !== '').map(([title, content]) => (title === '' ? content : `### ${title}\n\n${content}`));
    return `${[`## ${headline(data)}`, ...shown].join('\n\n')}\n`;
}
function headline({ settings, report, failure, cancelled }) {
    const command = settings?.command ?? 'nix-flake-deploy';
    if (cancelled)
        return `🚫 ${command}: the run was cancelled`;
    if (failure !== undefined || report === undefined)
        return `❌ ${command}: nothing came of it`;
    const results = Object.values(report.results ?? {});
    if (settings?.doctor === true)
        return doctorHeadline(results);
    if (settings?.command === 'status')
        return `${results.every(events_results/* isAsAsked */.$6) ? '✅' : '❌'} status`;
    if (results.length === 0)
        return `✅ ${command}`;
    const notBegun = results.filter(({ state }) => state === 'not-begun').length;
    const wrong = results.filter((result) => !(0,events_results/* isAsAsked */.$6)(result)).length - notBegun;
    const total = `${results.length} ${results.length === 1 ? 'target' : 'targets'}`;
    if (wrong + notBegun > 0)
        return `❌ ${command}: ${wrong} of ${total} not as asked${notBegun === 0 ? '' : `, ${notBegun} not begun`}`;
    return `✅ ${command}: ${total} ${results.length === 1 ? 'is' : 'are'} as asked`;
}
/** The command, and what it was told. */
function asked(data) {
    const { settings, startedAt, endedAt, report, commitUrl } = data;
    if (settings === undefined)
        return '';
    const { command, flake, gate, archive } = settings;
    const cells = [['command', code(settings.doctor ? 'status, doctor' : command)]];
    const revision = report?.revision ?? settings.revision;
    if (revision !== undefined) {
        const word = settings.revision !== undefined && settings.revision !== revision ? ` (${code(settings.revision)})` : '';
        cells.push(['revision', `${label(revision, linkFor(flake, commitUrl))}${word}`]);
    }
    if (archive !== undefined)
        cells.push(['archive', code('path' in archive ? archive.path : archive.artifact)]);
    else if (['list', 'build', 'archive', 'deploy'].includes(command))
        cells.push(['flake', code(flake)]);
    if (gate.length > 0)
        cells.push([
            'gate',
            gate
                .slice(0, 20)
                .map(({ name }) => gateWord(name, data))
                .join(', ') + (gate.length > 20 ? ` and ${gate.length - 20} more` : ''),
        ]);
    cells.push(['took', (0,units/* humanSeconds */.Nj)((endedAt - startedAt) / 1000)]);
    return table(cells.map(([name]) => name), [cells.map(([, value]) => value)], Infinity, 'row');
}
function gateWord(name, { stories, report }) {
    const story = stories.find((candidate) => candidate.ofGate && candidate.name === name);
    // Its hosts may each hold, and yet disagree.
    const mark = story?.result === undefined ? '' : (0,events_results/* isAsAsked */.$6)(story.result) ? (report === undefined ? '' : '✅ ') : '❌ ';
    return `${mark}${code(name)}`;
}
/** Commits of another flake are not in this repository. */
function linkFor(flake, commitUrl) {
    return /^(?:[./]|path:|git\+file:)/.test(flake) ? commitUrl : undefined;
}
/** A revision, as a link to its commit where it is one. */
function label(revision, commitUrl) {
    if (!/^[0-9a-f]{40}$/.test(revision))
        return code(revision);
    const short = code(revision.slice(0, 7));
    return commitUrl === undefined ? short : `[${short}](${commitUrl}${revision})`;
}
/** `/nix/store/0f3c2ab…-nixos-system-web-25.05` without what says little: `0f3c2ab…web-25.05`. */
function system(toplevel) {
    if (toplevel === undefined)
        return '–';
    const [, hash, name = ''] = /^\/nix\/store\/([a-z0-9]{7})[a-z0-9]*-(.*)$/.exec(toplevel) ?? [];
    return hash === undefined ? code(toplevel) : code(`${hash}…${name.replace(/^nixos-system-/, '')}`);
}
/** Each target that was asked for, with how it ended; one that has no result was broken off, or never begun. */
function targetResults({ settings, stories, report }) {
    const known = new Map(stories.filter(({ ofGate }) => !ofGate).map((story) => [story.name, story]));
    if (settings === undefined || (report !== undefined && report.results === undefined))
        return [];
    return settings.targets.map((target) => ({ target, result: known.get(target.name)?.result ?? report?.results?.[target.name], begun: known.has(target.name) }));
}
function targetsPart(data) {
    const all = targetResults(data);
    if (all.length === 0)
        return '';
    if (data.settings?.command === 'status')
        return statusPart(data, all);
    const link = linkFor(data.settings?.flake ?? '', data.commitUrl);
    const rows = all.map(({ target, result, begun }) => {
        if (result === undefined)
            return [code(target.name), begun ? '⏳ broken off' : '– not begun', '–', '–', '–'];
        const { state, revision, previousRevision, previousToplevel, toplevel, seconds, reason } = result;
        const remark = (0,events_results/* isAsAsked */.$6)(result) && reason !== undefined ? `<br>${code(reason)}` : '';
        const is = revision === undefined ? '–' : label(revision, link);
        const was = previousRevision === undefined ? (previousToplevel === undefined ? undefined : system(previousToplevel)) : label(previousRevision, link);
        const went = was === undefined || state === 'unchanged' ? is : state === 'rolled-back' ? `${was} → ${is} → ${was}` : `${was} → ${is}`;
        // Of one that went back: what runs there.
        const runs = state === 'rolled-back' ? previousToplevel : toplevel;
        return [code(target.name), `${stateWords[state]}${remark}`, went, system(runs), (0,units/* humanSeconds */.Nj)(Object.values(seconds).reduce((sum, each) => sum + each, 0))];
    });
    const shown = (some, mostBytes) => table(['target', 'state', 'revision', 'system', 'took'], some, mostBytes, 'target');
    if (all.length <= MOST_UNFOLDED)
        return shown(rows, MOST_BYTES.targets);
    // What needs a person first; the rest by what became of it.
    const stateOf = ({ result, begun }) => result === undefined ? (begun ? '⏳ broken off' : '– not begun') : stateWords[result.state];
    const isWrong = ({ result }) => result !== undefined && !(0,events_results/* isAsAsked */.$6)(result) && result.state !== 'not-begun';
    const wrong = rows.filter((_, index) => isWrong(all[index]));
    const groups = Map.groupBy(all.flatMap((one, index) => (isWrong(one) ? [] : [{ state: stateOf(one), row: rows[index] ?? [] }])), ({ state }) => state);
    const each = MOST_BYTES.targets / (groups.size + 1);
    return [
        ...(wrong.length === 0 ? [] : [shown(wrong, each)]),
        ...[...groups].map(([state, members]) => folded(`${state}: ${(0,units/* plural */.LS)(members.length, 'target')}`, shown(members.map(({ row }) => row), each))),
    ].join('\n\n');
}
/** What each host says of itself. */
function statusPart({ settings, commitUrl }, all) {
    const link = linkFor(settings?.flake ?? '', commitUrl);
    const tellsSigner = all.some(({ result }) => result?.status?.revisions.some(({ statement }) => statement !== undefined) === true);
    const rows = all.map(({ target, result }) => {
        const status = result?.status;
        if (status === undefined)
            return [code(target.name), result === undefined ? '⏳ broken off' : stateWords[result.state], ...Array.from({ length: tellsSigner ? 7 : 5 }, () => '–')];
        const named = (toplevel) => {
            const telling = (0,host_status/* tellingRevision */.vy)(status, toplevel);
            return telling === undefined ? system(toplevel) : label(telling.label, link);
        };
        const optional = (revision) => (revision === undefined ? '–' : label(revision, link));
        const { pending } = status;
        const runs = (0,host_status/* tellingRevision */.vy)(status, status.running);
        const { statement } = runs ?? {};
        const promoter = runs && (0,host_status/* promoterOf */.OJ)(status, runs.label);
        const signed = statement === undefined ? '–' : `by ${code(statement.signer)} at ${code(statement.time)}, ${code(statement.who)}`;
        const waits = pending === undefined ? '–' : `${label(pending.revision, link)} by ${code(pending.who)} since ${code(pending.since)}`;
        return [
            code(target.name),
            named(status.running),
            ...(tellsSigner ? [signed, promoter === undefined ? '–' : code(promoter)] : []),
            named(status.bootDefault),
            optional(status.healthy),
            optional(status.latest),
            optional(status.previous),
            waits,
        ];
    });
    const signing = tellsSigner ? ['signed', 'activated by'] : [];
    return table(['target', 'runs', ...signing, 'boots next', 'healthy', 'latest', 'previous', 'pending'], rows, MOST_BYTES.targets, 'target');
}
/** Why targets are not as asked; those for the same reason stand together. */
function reasonsPart(data) {
    const failed = targetResults(data).flatMap(({ target, result }) => (result === undefined || (0,events_results/* isAsAsked */.$6)(result) ? [] : [{ name: target.name, ...result }]));
    const rows = [...Map.groupBy(failed, ({ reason }) => reason ?? 'no reason is known')].map(([reason, alike]) => [
        [...alike.slice(0, MOST_NAMES).map(({ name }) => code(name)), ...(alike.length > MOST_NAMES ? [andMore(alike.length - MOST_NAMES, 'target')] : [])].join(', '),
        reason
            .split('\n')
            .map((line) => code(line, 2000))
            .join('<br>'),
    ]);
    return rows.length === 0 ? '' : table(['target', 'reason'], rows, MOST_BYTES.reasons, 'target');
}
/** How many names stand in a cell. */
const MOST_NAMES = 50;
/** What `list`, `build` and `archive` give; the systems of a deployment stand with their targets. */
function madePart({ settings, report }) {
    if (report === undefined || report.results !== undefined)
        return '';
    if (settings?.command === 'list')
        return table(['configuration'], (report.configurations ?? []).map((name) => [code(name)]), MOST_BYTES.made, 'configuration');
    const systems = table(['configuration', 'system'], Object.entries(report.toplevels ?? {}).map(([name, path]) => [code(name), code(path)]), MOST_BYTES.made, 'configuration');
    const archives = report.archive === undefined ? Object.entries(report.archives ?? {}) : [['all', report.archive]];
    if (archives.length === 0)
        return systems;
    const rows = archives.map(([name, { path, artifact }]) => [
        code(name),
        path === undefined ? '–' : code(path),
        artifact?.url === undefined ? '–' : code(artifact.url),
    ]);
    return `${systems}\n\n${table(['archive of', 'path', 'artifact'], rows, MOST_BYTES.made, 'archive')}`;
}
/** How to undo what was done, and how to go on with what does not run yet. */
function waysOn(data) {
    const ways = new Map();
    const add = (target, words, command, revision) => {
        const way = ways.get(`${words} ${revision ?? ''}`) ?? { words, command, revision, targets: [] };
        ways.set(`${words} ${revision ?? ''}`, { ...way, targets: [...way.targets, target] });
    };
    const isRollback = data.settings?.command === 'rollback';
    for (const { target, result } of targetResults(data)) {
        const { state, revision, previousRevision, previousToplevel, changed } = result ?? {};
        const isStaged = state === 'staged' || (state === 'unchanged' && previousToplevel === undefined);
        const runsNew = state === 'activated' || (state === 'failed' && changed === true && target.activate !== 'boot');
        if (runsNew && previousRevision !== revision) {
            if (isRollback)
                add(target, 'To go forward again on', 'promote', previousRevision);
            else
                add(target, 'To roll back', 'rollback', previousRevision);
        }
        else if (state === 'staged' && target.activate === 'boot') {
            add(target, 'To activate now what boots next on', 'promote', revision);
            add(target, 'To boot what runs now on', 'rollback', previousRevision);
        }
        else if ((isStaged && target.activate === 'none') || (state === 'not-begun' && revision !== undefined && data.settings?.command === 'deploy'))
            add(target, 'To activate what was staged on', 'promote', revision);
    }
    // First the ways back.
    const order = ['To roll back', 'To go forward again on', 'To boot what runs now on'];
    return [...ways.values()].sort((a, b) => Number(order.includes(b.words)) - Number(order.includes(a.words)));
}

;// CONCATENATED MODULE: ./report/outcome.js













/**
 * Gives each output that is JSON a value with nothing in it, before anything can fail: `fromJSON` in a later step must not
 * break because this one did. Of an output that is set again the last value counts.
 */
function beginOutputs(archivePerConfiguration) {
    for (const name of ['toplevels', 'results', 'manifest', ...(archivePerConfiguration ? Object.keys(archiveOutputs) : [])])
        core.setOutput(name, {});
    core.setOutput('configurations', []);
}
/** Sets the outputs, and makes the step red where a target is not what was asked for: an annotation for each, with what to do. */
function report(settings, { revision, toplevels, configurations, archive, archives, results }) {
    if (revision !== undefined)
        core.setOutput('revision', revision);
    if (toplevels !== undefined)
        core.setOutput('toplevels', toplevels);
    if (configurations !== undefined)
        core.setOutput('configurations', configurations);
    if (archive !== undefined)
        setArchiveOutputs((output) => output(archive));
    if (archives !== undefined)
        setArchiveOutputs((output) => Object.fromEntries(Object.entries(archives).map(([name, made]) => [name, output(made)])));
    core.setOutput('changed', (0,events_results/* hasChanged */.$H)({ results }));
    if (results === undefined)
        return;
    core.setOutput('results', (0,events_results/* asOutput */.Ap)(results));
    if (settings.command === 'status')
        core.info(statusTable(results));
    for (const [target, { warning }] of Object.entries(results))
        if (warning !== undefined)
            core.warning((0,log/* untrusted */.bp)(warning), { title: target });
    annotate(spoiling(results), core.warning);
    const failed = Object.entries(results).filter(([, result]) => !(0,events_results/* isAsAsked */.$6)(result));
    const hosts = new Map(settings.targets.map(({ name, host }) => [name, host]));
    annotate(ofOneKind(worstFirst(failed), hosts).map(problemOf));
    if (failed.length > 0) {
        const total = Object.keys(results).length;
        core.info(`${failed.length} of ${total} ${total === 1 ? 'target' : 'targets'} not as asked: ${failed.map(([target, { state }]) => `${target} ${state}`).join(', ')}`);
        process.exitCode = core.ExitCode.Failure;
    }
}
/**
 * Sets the outputs of a run that does not come to its report, from the targets that have ended. Of one that was broken off in the
 * midst nobody knows whether it is another than before. A failure is a warning: the run has one already.
 */
function reportEnded(results, brokenOff) {
    try {
        core.setOutput('results', (0,events_results/* asOutput */.Ap)(results));
        const changed = (0,events_results/* hasChanged */.$H)({ results });
        if (changed || !brokenOff)
            core.setOutput('changed', changed);
    }
    catch (error) {
        core.warning(`The outputs could not be set: ${(0,log/* untrusted */.bp)((0,error_words/* wordsOfError */.b)(error))}`);
    }
}
const archiveOutputs = {
    'archive-path': ({ path }) => path,
    // GitHub takes 1 MB of outputs; the paths of one system are more.
    manifest: ({ manifest }) => ({ ...manifest, paths: undefined }),
    'artifact-name': ({ artifact }) => artifact?.name,
    'artifact-id': ({ artifact }) => artifact?.id,
    'artifact-url': ({ artifact }) => artifact?.url,
    'artifact-digest': ({ artifact }) => artifact?.digest,
};
/** Where each configuration has an archive of its own, each output is a map, and empty where none gives any. */
function setArchiveOutputs(of) {
    for (const [name, output] of Object.entries(archiveOutputs)) {
        const value = of(output);
        if (value !== undefined)
            core.setOutput(name, value);
    }
}
/**
 * Makes the step red for what kept the command from its work: annotations, at the line of the repository that caused it
 * where that is known. The causes follow in the log.
 */
function reportFailure(error, repository, debug) {
    annotate(problemsOf(error, repository));
    process.exitCode = core.ExitCode.Failure;
    for (let cause = error instanceof Error ? error.cause : undefined; cause instanceof Error; cause = cause.cause)
        core.info(`caused by | ${(0,log/* untrusted */.bp)(cause.message)}`);
    if (debug && error instanceof Error && error.stack !== undefined)
        core.debug(error.stack);
}
function problemsOf(error, repository) {
    const message = (0,error_words/* wordsOfError */.b)(error);
    if (!(error instanceof failure/* NixFailure */.e))
        return [{ name: '', message }];
    const { builds, places } = error.explanation;
    if (builds.length > 0) {
        return builds.map(({ derivation, message, logLines }) => {
            const log = error.logs.find((of) => of.derivation === derivation);
            const isWhole = log === undefined || log.lines.length + log.omitted <= logLines;
            return {
                name: (0,nix_log/* storeName */.Hz)(derivation),
                title: `${(0,nix_log/* storeName */.Hz)(derivation)} was not built`,
                message: isWhole ? message : `${message}\nMore of it is in the log of this step, in a group of its own.`,
            };
        });
    }
    const place = repository && (0,nix_place/* inRepository */.yJ)(places, repository);
    return [{ name: '', message: place === undefined ? message : message.replaceAll(place.path, place.file), place }];
}
function annotate(problems, tell = core.error) {
    const shown = fitAnnotations(problems.map((problem) => ({ ...problem, message: untrustedLines(problem.message) })));
    for (const { message, title, place } of shown) {
        tell(message, {
            ...(title !== undefined && { title }),
            ...(place !== undefined && { file: place.file, ...(place.line !== undefined && { startLine: place.line, startColumn: place.column }) }),
        });
    }
}
/** Not all of many can have an annotation: one of each state comes first, and then what needs a person most. */
function worstFirst(failed) {
    const worst = ['failed', 'rolled-back', 'unreachable', 'not-begun'];
    const sorted = failed.toSorted(([, a], [, b]) => worst.indexOf(a.state) - worst.indexOf(b.state));
    const isFirst = ([, { state }], index) => sorted.findIndex(([, other]) => other.state === state) === index;
    return [...sorted.filter(isFirst), ...sorted.filter((entry, index) => !isFirst(entry, index))];
}
/** Those that ended in the same state for the same reason, whatever in it is of one target alone. */
function ofOneKind(failed, hosts) {
    const kindOf = ([name, { state, reason = '' }]) => {
        const [ofName, ofHost] = [name, hosts.get(name) ?? name].map((word) => new RegExp(`(?<![\\w.-])${word.replaceAll('.', '\\.')}(?![\\w-])`, 'g'));
        const common = [ofName, ofHost].reduce((text, own) => (own === undefined ? text : text.replaceAll(own, '{target}')), reason);
        // How often and how long it was tried, and which system that was, differs where the reason does not.
        return `${state} ${common.replaceAll(/\d+(?= (?:attempts|times|s|KiB|MiB|inodes)\b)/g, '#').replaceAll(/\/nix\/store\/[a-z0-9]{32}-\S+/g, '{system}')}`;
    };
    return [...Map.groupBy(failed, kindOf).values()];
}
/** One annotation for all that ended so: what is said of the first is true of each. */
function problemOf(alike) {
    const names = alike.map(([name]) => name);
    const [[name, result] = ['', undefined]] = alike;
    const others = names.slice(1);
    const message = result === undefined ? '' : advice(others.length === 0 ? name : 'each', others.length === 0 ? result : { ...result, previousToplevel: undefined });
    // What differs in it, a path for one, is of the first.
    const isTheSame = alike.every(([, { reason }]) => reason === result?.reason);
    return {
        name: (0,input_error/* andOthers */.dI)(names, 30),
        title: `${(0,input_error/* andOthers */.dI)(names, 3)}: ${result?.state ?? ''}`,
        message: others.length === 0 ? message : `${isTheSame ? '' : `${name}: `}${message}\nThe same on ${(0,input_error/* andOthers */.dI)(others, 200)}.`,
    };
}
/**
 * Adds the page of this run to the job summary, where there is one: at once, for there may be no time left. A failure is a
 * warning, for the deployment is over.
 */
function writeSummary({ summaryPath, commitUrl, action }, timeline, known) {
    if (summaryPath === undefined)
        return;
    try {
        const { startedAt, seconds, phases, targets, waves } = timeline;
        (0,external_node_fs_.appendFileSync)(summaryPath, summary({ ...known, startedAt, endedAt: startedAt + seconds * 1000, phases, stories: targets, waves, commitUrl, action }));
    }
    catch (error) {
        core.warning(`The job summary could not be written: ${(0,log/* untrusted */.bp)((0,error_words/* wordsOfError */.b)(error))}`);
    }
}
/** Why the target is not what was asked for, where it stands now, and what to do. */
function advice(target, { state, reason, revision, previousToplevel }) {
    // It may end with a line to copy: no full stop is added.
    const why = reason ?? 'no reason is known';
    if (state !== 'rolled-back')
        return why;
    return `${why.replace(/\.$/, '')}. ${target} runs ${previousToplevel ?? 'what ran before'} again, and its boot default is what it was. Mend ${revision ?? 'the revision'}, then deploy anew.`;
}
function untrustedLines(text) {
    return text.split('\n').map(log/* untrusted */.bp).join('\n');
}


/***/ }),

/***/ 980:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Dn: () => (/* binding */ makePrivateDirectory),
  qE: () => (/* binding */ privateDirectoryIn),
  bJ: () => (/* binding */ whoRuns),
  xd: () => (/* binding */ withFleet)
});

// UNUSED EXPORTS: HostGroup

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ../node_modules/p-limit/index.js + 1 modules
var p_limit = __nccwpck_require__(9680);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __nccwpck_require__(5918);
// EXTERNAL MODULE: ./host/fault.js
var fault = __nccwpck_require__(2764);
;// CONCATENATED MODULE: ./host/answer.js


/** What a call may cost this process, whatever its host sends: bytes, and for each line as much as it takes to keep one. */
const answerBytes = 32 * 1024 * 1024;
const lineBytes = 64;
/** The agent's first line: the version of the protocol, and of a key with a role what that is. What a login shell printed before it may lack its line end. */
const greetingLine = /nix-flake-deploy agent (\d+)(?: role=(\S+) name=(\S+))?$/;
const protocolVersion = '1';
/** From the start of a call until the agent speaks: becoming root, and sending the agent, may be slow. */
const greetingSeconds = 30;
/** From the greeting of another version until that of ours, before which it was noise. */
const otherGreetingSeconds = 5;
/** How long the agent may say nothing; what it waits for meanwhile has shorter limits of its own. */
const silentSeconds = {
    status: 120,
    doctor: 120,
    follow: 180,
    confirm: 180,
    rollback: 180,
    activate: 600,
    prepare: 900,
    lacking: 900,
    import: 4 * 3600,
    // It ticks while Nix reads.
    verify: 120,
};
const usualSilentSeconds = 300;
/** How long an answer may take at all, whatever signs of life come: who asks for an activation knows better. */
const longestSeconds = {
    import: 24 * 3600,
    activate: 4 * 24 * 3600,
    follow: 4 * 24 * 3600,
    confirm: 4 * 24 * 3600,
    rollback: 4 * 24 * 3600,
};
const usualLongestSeconds = 4 * 3600;
/** Lines that hold labels, store paths and numbers, which outputs hand on and others paste into their scripts. */
const exactLines = new Set([
    'fact',
    'revision',
    'resolved',
    'previous',
    'unchanged',
    'lacks',
    'healthy',
    'kept',
    'activated',
    'boots-next',
    'adopted',
    'staged',
    'removed',
    'added',
    'untold',
    'before',
    'after',
    'differs',
    'missing',
    'unsigned',
    'verified',
]);
/** How much has come, against what may. */
class Cost {
    #host;
    #bytes = 0;
    constructor(host) {
        this.#host = host;
    }
    add(line) {
        this.#bytes += line.length + lineBytes;
        if (this.#bytes > answerBytes)
            throw new fault/* AgentError */.Yv('agent', `${this.#host} sent more than any host agent does (${answerBytes / 1024 / 1024} MiB); look after that machine`);
    }
}
/**
 * Reads what comes up to the agent's greeting, and notes it; or to the end of the session. Throws for a host that takes too long, and for
 * an agent that speaks otherwise; but a login shell may print what looks like one of those first.
 */
async function readGreeting(lines, greeting, host) {
    const cost = new Cost(host);
    const late = Promise.withResolvers();
    late.promise.catch(() => undefined);
    const within = (seconds, error) => setTimeout(() => late.reject(error()), seconds * 1000);
    let timer = within(greetingSeconds, () => notStarted(host, greeting, `nothing came within ${greetingSeconds} s`));
    let other;
    try {
        while (!greeting.greeted) {
            const next = await Promise.race([lines.next(), late.promise]);
            if (next.done === true) {
                if (other !== undefined)
                    throw other;
                return;
            }
            cost.add(next.value);
            const line = next.value;
            const [whole, version = '', role = '', name = ''] = greetingLine.exec(line) ?? [];
            if (whole !== undefined && version !== protocolVersion) {
                const otherwise = (other ??= otherVersion(host, version));
                clearTimeout(timer);
                timer = within(otherGreetingSeconds, () => otherwise);
            }
            else if (whole !== undefined) {
                if (role !== '')
                    greeting.key = { role, name };
                greeting.greeted = true;
            }
            else if (line.startsWith('login '))
                greeting.login = line.slice(6);
            else if (line.trim() !== '' && greeting.noise.length < 3)
                greeting.noise.push(line.slice(0, 200));
        }
    }
    finally {
        clearTimeout(timer);
    }
}
/**
 * Reads the answer to a call, line by line, in bounded time and memory, up to its end, an error, the end of the session or the signal.
 * `stdin` is where the call goes. Throws for a host that is silent for too long, that sends more than any agent does, or what none says.
 */
async function readAnswer({ lines, stdin }, host, verb, listener, signal) {
    const answer = { lines: [], ended: false };
    const over = Promise.withResolvers();
    const abort = () => over.resolve(undefined);
    signal?.addEventListener('abort', abort, { once: true });
    const limit = silentSeconds[verb] ?? usualSilentSeconds;
    let timer;
    const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => over.resolve(new fault/* SshError */.DZ('silent', `${host} has said nothing for ${limit} s, and was not waited for any longer`)), limit * 1000);
    };
    const longest = longestSeconds[verb] ?? usualLongestSeconds;
    const last = setTimeout(() => over.resolve(new fault/* SshError */.DZ('silent', `${host} has not come to an end within ${longest} s, and was not waited for any longer`)), longest * 1000);
    alive();
    // It reads what is sent, which takes as long as it takes.
    stdin.on('drain', alive);
    const cost = new Cost(host);
    try {
        for (;;) {
            const next = await Promise.race([lines.next(), over.promise]);
            if (next instanceof Error)
                throw next;
            if (next === undefined || next.done === true)
                return answer;
            cost.add(next.value);
            takeLine(next.value);
            if (answer.ended || answer.lines.at(-1)?.keyword === 'error')
                return answer;
        }
    }
    finally {
        stdin.off('drain', alive);
        signal?.removeEventListener('abort', abort);
        clearTimeout(timer);
        clearTimeout(last);
    }
    function takeLine(line) {
        alive();
        const keyword = line.split(' ', 1)[0] ?? '';
        const rest = line.slice(keyword.length + 1);
        if (keyword === 'log')
            listener.onLog(rest);
        else if (keyword === 'logged') {
            const [offset = ''] = rest.split(' ', 1);
            listener.onLog(rest.slice(offset.length + 1));
            listener.onLine({ keyword: 'offset', rest: offset.replaceAll(/\D/g, '') });
        }
        else if (keyword === 'end')
            answer.ended = true;
        else if (exactLines.has(keyword) && !/^[A-Za-z0-9._+?=/ -]*$/.test(rest))
            throw new fault/* AgentError */.Yv('agent', `${host} answered what no host agent says: ${(0,input_error/* quote */.hD)(line)}; look after that machine`);
        else if (keyword !== 'tick') {
            answer.lines.push({ keyword, rest });
            listener.onLine({ keyword, rest });
        }
    }
}
/** An agent is installed on the host that this action does not understand. */
function otherVersion(host, version) {
    const older = Number(version) < Number(protocolVersion);
    return new fault/* AgentError */.Yv('version', `the nix-flake-deploy that is installed on ${host} speaks version ${version} of the protocol, and this action version ${protocolVersion}: update ${older ? 'that on the host (its flake input)' : 'the action'}`);
}
/** The command that starts the agent did not, or something else ran in its place. */
function notStarted(host, { login, noise }, how, said = '') {
    const words = (0,fault/* inWords */.r4)([said, ...noise].filter((line) => line !== ''));
    const heard = `the host agent could not be started on ${host} (${how})${words === '' ? '' : `: ${words}`}`;
    if (login !== '' || /expired/i.test(words))
        return new fault/* AgentError */.Yv('launch', heard);
    if (/bash/.test(words) && /not found|no such file|unknown command|executable/i.test(words))
        return new fault/* AgentError */.Yv('launch', `${heard}; a NixOS machine has bash in the PATH of whoever logs in`);
    return new fault/* AgentError */.Yv('launch', `${heard}; either this key runs a fixed command (\`command=\` in the authorized keys, ForceCommand in sshd_config), or the user's login shell runs none: \`getent passwd\` there names it`);
}

// EXTERNAL MODULE: ./host/doctor.js
var doctor = __nccwpck_require__(5325);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ./host/sessions.js

/** What sshd allows over one connection unless it is told otherwise: MaxSessions. */
const usualSessions = 10;
/** The sessions over a connection: as many as the server takes, and those who come when there is none wait their turn. */
class Sessions {
    #limit;
    #running = 0;
    #waiting = [];
    constructor(limit = usualSessions) {
        this.#limit = limit;
    }
    /** Whether nobody has one but who asks. */
    get isLast() {
        return this.#running === 1;
    }
    /** Waits for a session; throws the signal's reason when that comes first. */
    async take(signal) {
        signal?.throwIfAborted();
        if (this.#running < this.#limit) {
            this.#running += 1;
            return;
        }
        await new Promise((resolve, reject) => {
            const turn = () => {
                signal?.removeEventListener('abort', leave);
                resolve();
            };
            const leave = () => {
                this.#waiting.splice(this.#waiting.indexOf(turn), 1);
                reject(signal?.reason instanceof Error ? signal.reason : new Error(String(signal?.reason)));
            };
            signal?.addEventListener('abort', leave, { once: true });
            this.#waiting.push(turn);
        });
    }
    /** Gives one back: whoever waits longest has it. */
    free() {
        this.#running -= 1;
        while (this.#running < this.#limit) {
            const turn = this.#waiting.shift();
            if (turn === undefined)
                return;
            this.#running += 1;
            turn();
        }
    }
    /** The server refused the one that was taken last: it takes no more than the others. Gives it back, and waits where there is no other. */
    async refused(tries, signal) {
        const others = this.#running - 1;
        this.#limit = Math.max(1, Math.min(this.#limit, others));
        // Without others it is one that the server has not done away with yet.
        if (others === 0)
            await (0,external_node_timers_promises_.setTimeout)(250 * tries, undefined, { signal }).catch(() => undefined);
        this.free();
    }
}

// EXTERNAL MODULE: ./host/status.js
var host_status = __nccwpck_require__(9068);
;// CONCATENATED MODULE: ./host/calls.js






/** A target, reached over SSH: its connection, and typed calls to its agent. */
class Host {
    target;
    #ssh;
    #directory;
    #onLog;
    #connection;
    /** The same while it is being made. */
    #opening;
    /** The one before `openAnew`, until the agent has spoken over the new one. */
    #former;
    #sessions = new Sessions();
    #closed = new AbortController();
    constructor(target, ssh, revisionsDirectory, onLog) {
        this.target = target;
        this.#ssh = ssh;
        this.#directory = revisionsDirectory;
        this.#onLog = onLog;
    }
    /**
     * Opens the connection unless it is there; those who come meanwhile share it, and how it fails: who logs in again at once is soon shut
     * out (PerSourcePenalties).
     */
    async open(signal) {
        const seen = this.#connection;
        const isOpening = this.#opening !== undefined && this.#opening === seen;
        const current = await seen?.catch((error) => {
            // Whoever began may have been stopped, which says nothing of the host.
            if (isOpening && (error instanceof fault/* SshError */.DZ || error instanceof fault/* AgentError */.Yv))
                throw error;
            return undefined;
        });
        signal?.throwIfAborted();
        if (current?.alive === true)
            return current;
        // Somebody else who waited may have begun to open it anew.
        return this.#connection === seen ? this.openAnew(signal) : this.open(signal);
    }
    /** Opens a new connection, which proves that the host can be reached. The one before stays open until the agent has spoken over this one. */
    async openAnew(signal) {
        const before = this.#connection;
        const opening = this.#ssh.connect(this.target, AbortSignal.any([this.#closed.signal, ...(signal === undefined ? [] : [signal])]));
        const settled = () => {
            if (this.#opening === opening)
                this.#opening = undefined;
        };
        opening.then(settled, settled);
        this.#connection = opening;
        this.#opening = opening;
        const former = await before?.catch(() => undefined);
        // Of a connection that is gone, too, nobody reads any more what came last: unless it is closed, that is waited for.
        if (this.#former?.alive === true)
            await former?.close();
        else {
            void this.#former?.close();
            this.#former = former;
        }
        return opening;
    }
    /** The role of the key that logs in, as the host tells it when the agent begins; undefined for one that has none. */
    async key(signal) {
        return (await this.open(signal)).key(signal);
    }
    /** Whether there is a connection that stands. */
    async isConnected() {
        const connection = await this.#connection?.catch(() => undefined);
        return connection?.alive === true;
    }
    /** Ends the connection; the next call makes another. */
    async disconnect() {
        const connection = this.#connection;
        this.#connection = undefined;
        await Promise.all([this.#former?.close(), connection?.then((made) => made.close()).catch(() => undefined)]);
    }
    /** Ends the connection, also one that is still being made; there is no other after it. */
    async close() {
        this.#closed.abort(new Error(`the connection to ${this.target.host} was closed`));
        await Promise.all([this.#former?.close(), this.#connection?.then((connection) => connection.close()).catch(() => undefined)]);
        this.#connection = undefined;
    }
    /**
     * Makes one call, and gives the answer's lines; log lines go to the log. Waits where the server takes no more sessions. Throws
     * `AgentError` for what the agent said, `ConnectionLost` where the answer broke off, and what `readAnswer` does.
     */
    async call(request, options = {}) {
        for (let tries = 1;; tries++) {
            await this.#sessions.take(options.signal);
            try {
                const answer = await this.#callOnce(request, options);
                this.#sessions.free();
                return answer;
            }
            catch (error) {
                if (!(error instanceof fault/* SessionRefused */.D3))
                    this.#sessions.free();
                else
                    await this.#sessions.refused(tries, options.signal);
                // What was read of a stream is gone.
                if (!(error instanceof fault/* SessionRefused */.D3) || tries === sessionTries || options.data instanceof external_node_stream_.Readable)
                    throw error;
            }
        }
    }
    async #callOnce(request, options) {
        const { host } = this.target;
        const former = options.overFormer === true && this.#former?.alive === true ? this.#former : undefined;
        const connection = former ?? (await this.open(options.signal));
        const session = connection.session();
        const listener = {
            onLog: this.#onLog,
            onLine: (line) => options.onLine?.(line),
            onGreeted: () => {
                if (connection === former)
                    return;
                void this.#former?.close();
                this.#former = undefined;
            },
        };
        const answer = await session.ask({ directory: this.#directory, ...request }, options.data, listener, options.signal);
        const error = answer.lines.find(({ keyword }) => keyword === 'error');
        if (error !== undefined) {
            // Nobody knows what of the data was read: that agent has ended.
            if (options.data !== undefined)
                await connection.endWithMain();
            const [errorCode = '', ...words] = error.rest.split(' ');
            throw new fault/* AgentError */.Yv(errorCode, words.join(' '));
        }
        if (answer.ended)
            return answer.lines;
        const { code, stderrTail } = await session.exited;
        const lines = (0,fault/* afterLogin */.w2)(stderrTail);
        if (!session.isMain && /session open refused/i.test(stderrTail)) {
            // Nobody else has one, and the connection's own is taken by what was left in the middle.
            if (connection.hasLostMain && this.#sessions.isLast)
                await connection.close();
            throw new fault/* SessionRefused */.D3(host);
        }
        const said = (0,fault/* inWords */.r4)(lines.slice(-5));
        if (session.isMain ? (0,fault/* wasLost */.CE)(code, lines) : !connection.alive || (code > 128 && (code < 255 || (await connection.isGone()))))
            throw new fault/* ConnectionLost */.pz(host, said);
        if (!session.greeting.greeted)
            throw launchError(this.target, session.greeting, said, code);
        throw new fault/* AgentError */.Yv('ended', `the host agent ended unexpectedly (exit code ${code}): ${said}`);
    }
    async status(signal) {
        return (0,host_status/* parseStatus */.i$)(await this.call({ verb: 'status' }, { signal }));
    }
    /** All that would stop or spoil a deployment, and the status, in one call. */
    async examine(signal) {
        const connection = await this.open(signal);
        // Once the agent has spoken, what is asked of it takes no longer than the way there and back.
        const role = await connection.key(signal);
        const asked = Date.now();
        let heard;
        const onLine = ({ keyword }) => {
            if (keyword === 'clock')
                heard ??= Date.now();
        };
        const lines = await this.call({ verb: 'doctor' }, { signal, onLine });
        const { findings, ...rest } = (0,doctor/* parseExamination */.Hd)(lines, heard === undefined ? undefined : { asked, heard });
        return { ...rest, findings: [...(0,doctor/* loginFindings */.ox)(connection.login, this.#ssh.publicKeyOf(this.target), role), ...findings] };
    }
}
function launchError(target, greeting, said, code) {
    const { login } = greeting;
    const [, rule] = /sudo has to allow here: ([ -~]+?)(?: \/ |$)/.exec(said) ?? [];
    if (login !== '' && rule !== undefined)
        return new fault/* AgentError */.Yv('sudo', `${login} at ${target.host} may not run the host's agent as root (${said}). Its sudoers need: \`${rule}\`, as nix-flake-deploy's NixOS module has it`);
    if (login !== '' && /sudo/i.test(said))
        return new fault/* AgentError */.Yv('sudo', `${login} at ${target.host} needs to become root without a password (${said}). Add to /etc/sudoers: \`${login} ALL=(root) NOPASSWD: ALL\`, on NixOS: ` +
            `security.sudo.extraRules = [ { users = [ "${login}" ]; commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ]; } ];`);
    return notStarted(target.host, greeting, `exit code ${code}`, said);
}
/** How often a session is asked for: those that have ended take the server a moment to do away with. */
const sessionTries = 8;

// EXTERNAL MODULE: ./runner/process.js + 3 modules
var process = __nccwpck_require__(1010);
// EXTERNAL MODULE: ./settings/private-keys.js
var private_keys = __nccwpck_require__(9245);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
;// CONCATENATED MODULE: ./runner/aborted.js
/** When the signal is aborted. Nothing listens any more once it is over. */
async function aborted(signal, over) {
    if (signal?.aborted === true)
        return;
    await new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true, ...(over && { signal: over }) }));
}

// EXTERNAL MODULE: ./host/agent.js
var host_agent = __nccwpck_require__(1297);
;// CONCATENATED MODULE: ./host/agent-session.js





/**
 * The one command that is ever run on a host: a plain word, which every login shell understands the same way, be it fish or nushell. bash
 * and no other shell, for it reads what it is to do from standard input byte by byte, and leaves alone what follows.
 */
const launcher = 'bash';
/**
 * What the launcher does: becomes root, and hands over to the agent, which comes next on standard input, compressed and counted; after it the requests and
 * their data. Nothing is pasted into it.
 */
function launch(agentBytes) {
    return [
        `r=; u=root; [ "$EUID" = 0 ] || { r="sudo -n"; u=$(id -un); }; echo "login $u"; `,
        `exec $r sh -c 'NIX_FLAKE_DEPLOY_AGENT=$(head -c ${agentBytes} | gzip -d) && eval "$NIX_FLAKE_DEPLOY_AGENT"'\n`,
    ].join('');
}
/** Waits, and no longer than up to the signal. */
async function untilAborted(work, signal) {
    const over = new AbortController();
    await Promise.race([work, aborted(signal, over.signal)]).finally(() => over.abort());
    signal?.throwIfAborted();
}
/** Sends what starts the agent to a session that is being opened; what is asked of it may follow at once. */
function beginAgent({ stdin }) {
    const agent = (0,host_agent/* sentAgent */.y2)();
    stdin.write(launch(agent.length));
    stdin.write(agent);
}
/** Writes a request's header. Throws for a value with a line break, which would be a second parameter. */
function requestHeader(request) {
    const lines = Object.entries(request)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key}=${String(value)}`);
    const odd = lines.find((line) => /[\n\r\0]/.test(line));
    if (odd !== undefined)
        throw new Error(`the request's ${odd.split('=', 1)[0] ?? ''} has a line break`);
    return `${lines.join('\n')}\n\n`;
}
/** An agent in a session of its own, over a connection: it answers one request after the other, until its input ends. */
class AgentSession {
    greeting = { greeted: false, login: '', noise: [] };
    /** The agent has greeted, or will not any more; rejects as `readGreeting` does. */
    greeted;
    #host;
    #child;
    #lines;
    isMain;
    #isBusy = false;
    #isOver = false;
    /** `lines` are those of the child that are still to come. The main session is the connection's own, and one is ended with the other. */
    constructor(child, lines, host, isMain) {
        this.#child = child;
        this.#host = host;
        this.#lines = lines;
        this.isMain = isMain;
        void child.ended.then(() => (this.#isOver = true));
        this.greeted = readGreeting(lines, this.greeting, host);
        // Whoever asks is told.
        this.greeted.catch(() => undefined);
    }
    get isIdle() {
        return !this.#isBusy && !this.#isOver;
    }
    /** It is of no use any more, and its place at the server may be taken all the same. */
    get isOver() {
        return this.#isOver;
    }
    get exited() {
        return this.#child.exited;
    }
    /**
     * Asks, and reads the answer up to its end, or to the end of the session. Throws what `readGreeting` and `readAnswer` do, the reason of an aborted signal,
     * and the error of a data stream; then, and after an error that left data unread, the session is over.
     */
    async ask(request, data, listener, signal) {
        this.#isBusy = true;
        let sendError;
        const sending = this.#send(requestHeader({ ...request, ...(data !== undefined && { data: 'chunks' }) }), data, signal).catch((error) => {
            if (signal?.aborted === true)
                return;
            sendError = error instanceof Error ? error : new Error(String(error));
            this.stop();
        });
        try {
            const answer = await this.#answer(request.verb, listener, signal);
            signal?.throwIfAborted();
            const failed = answer.lines.some(({ keyword }) => keyword === 'error');
            this.#isOver ||= !answer.ended && !(failed && data === undefined);
            if (answer.ended)
                await this.#endWith(sending, signal);
            // Its output has ended. The process may stay for others: then the connection does, whose own session this was.
            else if (!failed)
                await this.#endWith(this.exited, signal);
            // What could not be read here is the cause of whatever the host says about it.
            if (sendError !== undefined)
                throw new Error(`what ${this.#host} lacks could not be sent: ${sendError.message}`, { cause: sendError });
            return answer;
        }
        catch (error) {
            // One that was left in the middle says no more to anybody; the connection has others.
            if (signal?.aborted === true && this.isMain)
                this.#isOver = true;
            else
                this.stop();
            throw error;
        }
        finally {
            this.#isBusy = false;
        }
    }
    async #answer(verb, listener, signal) {
        await untilAborted(this.greeted, signal);
        if (!this.greeting.greeted)
            return { lines: [], ended: false };
        listener.onGreeted();
        return readAnswer({ lines: this.#lines, stdin: this.#child.stdin }, this.#host, verb, listener, signal);
    }
    /** What is about to happen is waited for, but not for long; where it does not, the session is ended. */
    async #endWith(work, signal) {
        let timer;
        const moment = new Promise((resolve) => (timer = setTimeout(resolve, momentMilliseconds, 'late')));
        const first = await Promise.race([work.then(() => 'done'), moment]).finally(() => clearTimeout(timer));
        if (first === 'late') {
            this.stop();
            await this.exited;
        }
        signal?.throwIfAborted();
    }
    /** Ends it; with the main session, the connection. */
    stop() {
        this.#isOver = true;
        this.#child.stop();
    }
    async #send(header, data, signal) {
        const { stdin } = this.#child;
        stdin.write(header);
        if (data === undefined)
            return;
        const over = new AbortController();
        const cut = Promise.race([(0,external_node_events_.once)(stdin, 'close', { signal: over.signal }).catch(() => undefined), aborted(signal, over.signal)]);
        try {
            for await (const chunk of inChunks(typeof data === 'string' ? [Buffer.from(data)] : data)) {
                // A host that stops reading says why in its answer; who aborts knows.
                if (stdin.destroyed || signal?.aborted === true)
                    return;
                if (!stdin.write(chunk))
                    await Promise.race([(0,external_node_events_.once)(stdin, 'drain', { signal: over.signal }).catch(() => undefined), cut]);
            }
        }
        finally {
            over.abort();
            if (data instanceof external_node_stream_.Readable)
                data.destroy();
        }
    }
}
/** For what comes right after an answer: the end of a process, of data that was read. */
const momentMilliseconds = 1000;
/** Of data on its way to the agent: each costs the host a process. */
const chunkBytes = 1024 * 1024;
/** As the agent reads data: each chunk after the line that tells its length, and 0 at the end. */
async function* inChunks(data) {
    let waiting = [];
    let bytes = 0;
    const chunk = () => {
        const all = Buffer.concat([Buffer.from(`${bytes}\n`), ...waiting]);
        waiting = [];
        bytes = 0;
        return all;
    };
    for await (const part of data) {
        waiting.push(part);
        bytes += part.length;
        if (bytes >= chunkBytes)
            yield chunk();
    }
    if (bytes > 0)
        yield chunk();
    yield Buffer.from('0\n');
}

;// CONCATENATED MODULE: ./host/connection.js


/** One authenticated connection, and the agents that serve over it. Calls share it; when it is lost, all of them end. */
class Connection {
    #master;
    #config;
    #socket;
    #host;
    #main;
    #sessions;
    #closed = false;
    /** `lines` are those that are still to come of the master's own session, which has the first agent. */
    constructor(master, lines, config, socket, host) {
        this.#master = master;
        this.#config = config;
        this.#socket = socket;
        this.#host = host;
        this.#main = new AgentSession(master, lines, host, true);
        this.#sessions = [this.#main];
        // Not when all that it said has been read, for nobody reads while the connection is idle.
        void this.#master.ended.then(() => (this.#closed = true));
    }
    /** The role of the key, once the agent has told it; undefined for one that has none. Throws where no agent speaks. */
    async key(signal) {
        await untilAborted(this.#main.greeted, signal);
        return this.#main.greeting.key;
    }
    /** As whom it was logged in, once the agent has told it. */
    get login() {
        return this.#main.greeting.login;
    }
    get alive() {
        return !this.#closed;
    }
    /** Whether the connection's own session has a place at the server, and is of no use. */
    get hasLostMain() {
        return this.#main.isOver;
    }
    /** An agent that nobody talks with just now; where there is none, one more. It never makes a connection of its own when this one is gone. */
    session() {
        for (const session of this.#sessions.filter(({ isOver, isMain }) => isOver && !isMain)) {
            session.stop();
            this.#sessions.splice(this.#sessions.indexOf(session), 1);
        }
        const idle = this.#sessions.find((session) => session.isIdle);
        if (idle !== undefined)
            return idle;
        const options = ['ControlMaster=no', `ControlPath=${this.#socket}`, 'ProxyCommand=false', 'LogLevel=ERROR'].flatMap((option) => ['-o', option]);
        const child = (0,process/* start */.ni)('ssh', ['-F', this.#config, ...options, '-T', '--', this.#host, launcher]);
        beginAgent(child);
        const session = new AgentSession(child, child.lines[Symbol.asyncIterator](), this.#host, false);
        this.#sessions.push(session);
        return session;
    }
    /** Whether it is gone, or goes within a moment: a call sees the end of its connection before the connection does. */
    async isGone() {
        const over = new AbortController();
        const moment = new Promise((resolve) => {
            const timer = setTimeout(resolve, 1000);
            over.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
        });
        await Promise.race([this.#master.ended, moment]);
        over.abort();
        return this.#closed;
    }
    /** Its own session has ended, and nobody else has one: it goes, and is not to be taken for one that stays. */
    async endWithMain() {
        if (!this.#main.isOver || this.#sessions.some((session) => session !== this.#main && !session.isOver))
            return;
        await this.close();
    }
    async close() {
        this.#closed = true;
        for (const session of this.#sessions)
            session.stop();
        this.#master.stop();
        await this.#master.exited;
    }
}

;// CONCATENATED MODULE: ./host/host-key.js


/** Sorts what ssh printed about the key of a host; undefined where that was not the matter. */
function distrustIn(said) {
    const [, invalid] = /^(?:Host )?Certificate invalid: (.*)$/im.exec(said) ?? [];
    if (invalid !== undefined)
        return { invalid: (0,input_error/* onOneLine */.GJ)(invalid.trim()) };
    if (/REVOKED HOST KEY|marked as revoked/i.test(said))
        return 'revoked';
    if (/IDENTIFICATION HAS CHANGED/.test(said))
        return 'another';
    return /host key verification failed|host key is known/i.test(said) ? 'unknown' : undefined;
}
/** What to do about it. `shown` is the key that may be the cure, of the target or of a host on the way to it. */
function distrusted(distrust, target, shown) {
    const host = shown === undefined || shown.host.includes(target.host) ? target.host : `${shown.host} (for ${target.host})`;
    if (distrust === 'revoked')
        return new fault/* SshError */.DZ('host-key', `known-hosts: ${host} shows a key that is marked as revoked (\`@revoked\`); nothing was sent to it. Somebody else may have that key: give the machine a new one, and its line here`);
    if (typeof distrust === 'object')
        return new fault/* SshError */.DZ('host-key', `known-hosts: the host certificate of ${host} is not valid: ${distrust.invalid}; nothing was sent to it. Have its key signed again: ssh-keygen -s CA_KEY -I ${target.host} -h -n ${target.host} ssh_host_ed25519_key.pub, and restart its sshd`);
    const cure = shown === undefined
        ? `Add its line: ssh-keyscan ${target.port === undefined ? '' : `-p ${target.port} `}${target.host}`
        : `It shows ${shown.fingerprint}. Compare that with \`ssh-keygen -lf ${shown.file}\` on the machine itself; if it is the same, ${distrust === 'another' ? 'the line is' : 'add the line'}\n${shown.line}`;
    if (distrust === 'another')
        return new fault/* SshError */.DZ('host-key', `known-hosts: ${host} shows another key than the one you gave. That is an attack, or the machine was installed anew; nothing was sent to it. ${cure}`);
    return new fault/* SshError */.DZ('host-key', `known-hosts: the host key of ${host} is not known; nothing was sent to it. ${cure}`);
}

// EXTERNAL MODULE: ./runner/ask.js
var ask = __nccwpck_require__(9221);
;// CONCATENATED MODULE: ./host/private-key.js




const wholeFile = 'paste the whole file, from `-----BEGIN` to `-----END …-----`';
/** What else than a private key it is: the rest of a sentence. Never shows any of it. */
function whatItIs(text) {
    const said = text.trim();
    if (/\$\{\{|^\$\{?\w+\}?$|^\*+$/.test(said))
        return 'this is an expression or a variable that nobody has filled in; write `ssh-private-key: ${{ secrets.DEPLOY_KEY }}` into the workflow file itself, and only the key into the secret';
    if (/^PuTTY-User-Key-File-/.test(said))
        return 'this is a key in the format of PuTTY; turn it into one of OpenSSH: `puttygen KEY.ppk -O private-openssh -o KEY`, or in PuTTYgen: Conversions, Export OpenSSH key';
    if (/^\s*(?:ssh|ecdsa|sk)-\S+-cert-v\d+@openssh\.com AAAA/.test(said))
        return 'this is a certificate; paste the private key that belongs to it';
    if (/^(?:ssh|ecdsa|sk)-\S+ AAAA|^-+ ?BEGIN (?:SSH2 |RSA )?PUBLIC KEY/.test(said))
        return 'this is the public half of a key; paste the other file, the one without .pub';
    if (/^(?:~|\.{0,2})\/\S*$|^[A-Za-z]:\\|^[^\s/]*(?:\/[^\s/]+)*\/?(?:id_\w+|[^\s/]+\.(?:pem|key|ppk))$/.test(said))
        return 'this is the path of a file; the input takes the key itself: put what is in that file into a secret, and write `ssh-private-key: ${{ secrets.DEPLOY_KEY }}`';
    if (/^-----BEGIN /.test(said) && !/-----END [A-Z0-9 ]+-----$/.test(said))
        return `this is not a private key that OpenSSH can read: its end is missing; ${wholeFile}`;
    if (/-----END [A-Z0-9 ]+-----$/.test(said) && !/^-----BEGIN /.test(said))
        return `this is not a private key that OpenSSH can read: its beginning is missing; ${wholeFile}`;
    return `this is not a private key that OpenSSH can read; ${wholeFile}`;
}
/**
 * Writes the key, readable by its owner alone, and gives its public half. Throws, naming the `place` in the inputs that it came from,
 * where it is none that can be used here.
 */
async function writePrivateKey(file, text, place) {
    await (0,promises_.writeFile)(file, (0,private_keys/* normalisePrivateKey */.B7)(text), { mode: 0o600, flag: 'wx' });
    const { code, stdout, stderrTail } = await ofOpenSsh('ssh-keygen', ['-y', '-P', '', '-f', file]);
    if (code === 0)
        return stdout.trim();
    await (0,promises_.rm)(file);
    if (/passphrase/i.test(stderrTail))
        throw new Error(`${place}: the key has a passphrase, which nobody can type here; make one without: ssh-keygen -t ed25519 -N "" -f deploy-key`);
    const what = whatItIs(text);
    const said = stderrTail.trim().replaceAll(file, 'the key').replaceAll('\n', '; ');
    // Of what is known to be something else, ssh-keygen knows no more.
    throw new Error(what.endsWith(wholeFile) && said !== '' ? `${place}: ${what} (ssh-keygen: ${said})` : `${place}: ${what}`);
}
/** Throws where OpenSSH is missing, or does not work for this user. */
async function needOpenSsh() {
    await ofOpenSsh('ssh', ['-V']);
}
async function ofOpenSsh(program, args) {
    const result = await (0,ask/* ask */.k)(program, args).catch((cause) => {
        if (cause instanceof process/* ProgramMissing */.Xh)
            throw new Error('OpenSSH is not on this runner: install openssh-client, in a container in a step before this one', { cause });
        throw cause;
    });
    const uid = /No user exists for uid (\d+)|unknown user (\d+)/.exec(result.stderrTail);
    if (uid === null)
        return result;
    throw new Error(`${program} says: ${result.stderrTail.trim()}. OpenSSH works only for a user that has a name here; run the container as one that has (\`options: --user root\`), or give it a name in a step before this one: echo "runner:x:$(id -u):$(id -g)::$HOME:/bin/sh" >> /etc/passwd`);
}

;// CONCATENATED MODULE: ./host/ssh.js











/**
 * The ssh_config of one target. Of each option ssh takes the first value that it meets: what the target says, then what is
 * never negotiable, then the user's own, then our defaults.
 */
function sshConfig(target, directory, has, knownHostsCommand = 'none') {
    const lines = [
        `Host ${target.host}`,
        ...(target.user === undefined ? [] : [`  User ${target.user}`]),
        ...(target.port === undefined ? [] : [`  Port ${target.port}`]),
        'Host *',
        '  StrictHostKeyChecking yes',
        `  UserKnownHostsFile "${(0,external_node_path_.join)(directory, 'known_hosts')}"`,
        '  GlobalKnownHostsFile /dev/null',
        // Before 8.7, OpenSSH does not have all of them.
        '  IgnoreUnknown KnownHostsCommand,SessionType,StdinNull,ForkAfterAuthentication',
        `  KnownHostsCommand ${knownHostsCommand}`,
        '  VerifyHostKeyDNS no',
        '  NoHostAuthenticationForLocalhost no',
        '  UpdateHostKeys no',
        '  BatchMode yes',
        '  Compression no',
        '  ForwardAgent no',
        '  ForwardX11 no',
        '  ClearAllForwardings yes',
        '  RequestTTY no',
        '  RemoteCommand none',
        '  SessionType default',
        '  StdinNull no',
        '  ForkAfterAuthentication no',
        // Why a login failed is told at INFO by ssh, and in a banner by the host; at VERBOSE also whether it had succeeded.
        '  LogLevel VERBOSE',
        '  ControlPersist no',
        ...(has.key === undefined ? [] : [`  IdentityFile "${has.key}"`, '  IdentityAgent none', '  IdentitiesOnly yes']),
        ...(has.config ? [`  Include "${(0,external_node_path_.join)(directory, 'user_config')}"`, 'Host *'] : []),
        '  ConnectTimeout 10',
        '  ServerAliveInterval 4',
        '  ServerAliveCountMax 3',
    ];
    return `${lines.join('\n')}\n`;
}
/**
 * How long connecting and authenticating may take, unless ssh-config asks for more patience; connecting alone has its own, shorter limit
 * there. sshd looks a user's keys up twice: what is slow to answer is so twice.
 */
const loginSeconds = 60;
/** Whether ssh-config can ask for more, itself or in a file that it includes. */
function mayAskForPatience(config) {
    return /connecttimeout|include/i.test(config.replaceAll('\r', ''));
}
/** The files that OpenSSH works with, in a private directory: keys, known hosts, one config per target, sockets. */
class Ssh {
    #directory;
    #settings;
    /** By the text of the key. */
    #identities = new Map();
    #configs = new Map();
    /** Targets that took longer over a login than a dead connection may go unnoticed. */
    #slow = new Set();
    #connections = 0;
    constructor(directory, settings) {
        this.#directory = directory;
        this.#settings = settings;
    }
    /**
     * Writes the targets' keys and known hosts into the directory, which is there, empty and private. Throws, naming the input, where a
     * key is none that ssh can use, or where there is neither key nor agent.
     */
    static async create(directory, settings, agentSocket, targets) {
        const ssh = new Ssh(directory, settings);
        const { privateKeys } = settings;
        if (privateKeys !== undefined) {
            for (const target of targets)
                await ssh.#writeKey(target, privateKeys);
        }
        else if (agentSocket === undefined && settings.config === undefined)
            throw new Error('ssh-private-key: there is no key and no running ssh-agent; give a key: `ssh-private-key: ${{ secrets.DEPLOY_KEY }}`');
        else
            await needOpenSsh();
        await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'known_hosts'), `${(settings.knownHosts ?? '').replaceAll('\r', '').trim()}\n`, { mode: 0o600 });
        if (settings.config !== undefined)
            await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'user_config'), `${settings.config.replaceAll('\r', '')}\n`, { mode: 0o600 });
        return ssh;
    }
    /**
     * Opens a connection of its own to the target, over which any number of calls run. Throws an `SshError` whose text says
     * what to do: for an unknown host key, the key that the host shows and the line to add.
     */
    async connect(target, signal) {
        const config = await this.#configOf(target);
        const seconds = await this.#loginSeconds(target, config);
        signal?.throwIfAborted();
        const socket = (0,external_node_path_.join)(this.#directory, `c${++this.#connections}`);
        // Keep-alives, which find a dead connection soon, end a login that is silent for as long: the next one may take its time.
        const patient = this.#slow.has(target) ? ['-o', 'ServerAliveInterval=4', '-o', `ServerAliveCountMax=${Math.ceil(seconds / 4) + 1}`] : [];
        const master = (0,process/* start */.ni)('ssh', [
            '-F',
            config,
            ...patient,
            '-o',
            'ControlMaster=yes',
            '-o',
            `ControlPath=${socket}`,
            '-o',
            'PermitLocalCommand=yes',
            '-o',
            'LocalCommand=echo ready',
            '-T',
            '--',
            target.host,
            launcher,
        ], { env: { SHELL: '/bin/sh' } });
        // Waits in the pipe, and is on its way as soon as there is a session.
        beginAgent(master);
        // Once it stands, it outlives the signal: a cancelled run has something to tell the host.
        const patience = AbortSignal.timeout(seconds * 1000);
        const until = AbortSignal.any([patience, ...(signal === undefined ? [] : [signal])]);
        const stop = () => master.stop();
        until.addEventListener('abort', stop, { once: true });
        // ssh runs the LocalCommand when it has authenticated and listens on the socket.
        const lines = master.lines[Symbol.asyncIterator]();
        const first = await lines.next();
        until.removeEventListener('abort', stop);
        if (first.done !== true && first.value === 'ready' && !until.aborted)
            return new Connection(master, lines, config, socket, target.host);
        master.stop();
        const { code, stderrTail } = await master.exited;
        signal?.throwIfAborted();
        if (patience.aborted)
            throw (0,fault/* noLogin */.Vn)(target.host, seconds, stderrTail);
        if (/^Connection to \S+ port \d+ timed out/m.test(stderrTail))
            this.#slow.add(target);
        throw await this.#explain(target, config, stderrTail, code);
    }
    async #writeKey(target, keys) {
        const key = (0,private_keys/* keyOf */.TN)(keys, target);
        if (key === undefined || this.#identities.has(key))
            return;
        const file = (0,external_node_path_.join)(this.#directory, `key${this.#identities.size + 1}`);
        const place = typeof keys === 'string' ? 'ssh-private-key' : `ssh-private-key, ${(0,private_keys/* placeOfKey */.qQ)(keys, target) ?? target.name}`;
        this.#identities.set(key, { file, publicKey: refuseHardwareKey(await writePrivateKey(file, key, place), place) });
    }
    #identityOf(target) {
        return this.#identities.get((0,private_keys/* keyOf */.TN)(this.#settings.privateKeys, target) ?? '');
    }
    /** The public half of the one key that the target is offered; undefined where an ssh-agent or `ssh-config` has the keys. */
    publicKeyOf(target) {
        return this.#identityOf(target)?.publicKey;
    }
    /** ssh-config may ask for more patience by its ConnectTimeout. ssh is asked for it only then: it costs each connection half as much again. */
    async #loginSeconds(target, config) {
        if (!mayAskForPatience(this.#settings.config ?? ''))
            return loginSeconds;
        const { stdout } = await (0,process/* run */.eF)('ssh', ['-F', config, '-G', '--', target.host], { timeoutSeconds: 20 }).catch(() => ({ stdout: '' }));
        return Math.max(loginSeconds, Number(/^connecttimeout (\d+)$/m.exec(stdout)?.[1] ?? 0));
    }
    /**
     * Throws, where no known hosts were given at all, before anything is built: with the key that each host shows, as the
     * line to add. Nothing is sent to any of them; so many are asked at once.
     */
    async needKnownHosts(targets, atOnce) {
        if (this.#settings.knownHosts !== undefined)
            return;
        const limit = (0,p_limit/* default */.A)(atOnce);
        const ask = async (target) => {
            const shown = await this.#hostKeyShown(target, await this.#configOf(target));
            return shown === undefined
                ? `# ${target.name} does not answer; on a machine that reaches it: ssh-keyscan ${target.port === undefined ? '' : `-p ${target.port} `}${target.host}`
                : `# ${target.name} shows ${shown.fingerprint}\n${shown.line}`;
        };
        const lines = await Promise.all(targets.map((target) => limit(ask, target)));
        throw new input_error/* InputError */.dz('known-hosts: there is none, and a host is only trusted by its key. Compare what follows with ' +
            `\`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\` on each machine itself; if it is the same, give these lines:\n${[...new Set(lines)].join('\n')}`);
    }
    async #configOf(target) {
        const known = this.#configs.get(target);
        if (known !== undefined)
            return known;
        const file = (0,external_node_path_.join)(this.#directory, `config${this.#configs.size + 1}`);
        this.#configs.set(target, file);
        const has = { key: this.#identityOf(target)?.file, config: this.#settings.config !== undefined };
        await (0,promises_.writeFile)(file, sshConfig(target, this.#directory, has), { mode: 0o600 });
        return file;
    }
    async #explain(target, config, said, code) {
        const [, line, mistake] = /user_config:? line (\d+): (.*)/.exec(said) ?? [];
        if (mistake !== undefined)
            return new Error(`ssh-config, line ${line ?? ''}: ssh does not understand it: ${(0,input_error/* onOneLine */.GJ)(mistake.trim())}`);
        const distrust = distrustIn(said);
        if (distrust !== undefined) {
            const shown = distrust === 'unknown' || distrust === 'another' ? await this.#hostKeyShown(target, config) : undefined;
            return distrusted(distrust, target, shown);
        }
        return (0,fault/* loginFault */.M_)(said, code, { host: target.host, user: target.user, publicKey: this.#identityOf(target)?.publicKey });
    }
    /**
     * The key of the host at which host keys end to be known, the target or one on the way to it, as a line of known_hosts.
     * ssh tells it to a KnownHostsCommand, which vouches for nothing: the handshake ends there, and nothing is sent.
     */
    async #hostKeyShown(target, config) {
        const file = `${config}-shown`;
        const has = { key: this.#identityOf(target)?.file, config: this.#settings.config !== undefined };
        await (0,promises_.writeFile)(`${file}-config`, sshConfig(target, this.#directory, has, `/bin/sh -c 'echo "$@" >>"$0"' ${file} %H %t %K %f`), { mode: 0o600 });
        // Of a host with a certificate, the key that it certifies: the certificate itself is no line of known_hosts.
        await (0,process/* run */.eF)('ssh', ['-F', `${file}-config`, '-o', 'ControlPath=none', '-o', 'HostKeyAlgorithms=-*-cert-v01@openssh.com', '--', target.host, 'true'], {
            timeoutSeconds: 20,
        }).catch(() => undefined);
        const told = (await (0,promises_.readFile)(file, 'utf8').catch(() => '')).trim().split('\n').at(-1) ?? '';
        await (0,promises_.rm)(file, { force: true });
        // Before there is a key, ssh asks which kinds of it to prefer: NONE.
        const [host = '', type = 'NONE', key = '', fingerprint = ''] = told.split(' ');
        if (type === 'NONE')
            return undefined;
        const kind = /ed25519|ecdsa|rsa/.exec(type)?.[0] ?? 'ed25519';
        return { host, line: `${host} ${type} ${key}`, fingerprint, file: `/etc/ssh/ssh_host_${kind}_key.pub` };
    }
}
/** What is in the file is a handle; the key never leaves its device. */
function refuseHardwareKey(publicKey, place) {
    if (!publicKey.startsWith('sk-'))
        return publicKey;
    throw new Error(`${place}: this key works only with the security key (FIDO) that it was made on, which no runner has; make one without: ssh-keygen -t ed25519 -N "" -f deploy-key`);
}

// EXTERNAL MODULE: ./store/full-disk.js
var full_disk = __nccwpck_require__(4134);
;// CONCATENATED MODULE: ./rollout/healthy-elsewhere.js
/** A target that ended before it said anything. */
const nothing = Symbol('nothing');
/**
 * Which revisions the hosts of a run have confirmed. A host on which a system is only staged must not prune what is healthy on
 * another one, for that is what will be promoted to it; and it cannot know that by itself.
 */
class HealthyElsewhere {
    #said = new Map();
    /** Has those who ask wait for what this target says. */
    expect(target) {
        const { promise, resolve } = Promise.withResolvers();
        this.#said.set(target, { label: promise, say: resolve });
    }
    /** What is healthy on a target; undefined where nothing is yet. The first word counts. */
    say(target, label) {
        this.#said.get(target)?.say(label);
    }
    /** A target has ended, and will say no more. */
    end(target) {
        this.#said.get(target)?.say(nothing);
    }
    /** The labels that are healthy on any target, once each has said so; undefined where one ended without a word. */
    async labels() {
        const labels = await Promise.all([...this.#said.values()].map(({ label }) => label));
        return labels.includes(nothing) ? undefined : [...new Set(labels.filter((label) => typeof label === 'string'))];
    }
}

// EXTERNAL MODULE: ./rollout/outcome.js
var rollout_outcome = __nccwpck_require__(9215);
// EXTERNAL MODULE: ./host/roles.js
var roles = __nccwpck_require__(7809);
;// CONCATENATED MODULE: ./host/system-change.js
/** Outputs of packages, which are no part of the version. */
const OUTPUTS = /-(bin|data|debug|dev|devdoc|dist|doc|info|lib|man|modules|out|py|static|terminfo|tools)$/;
/**
 * Name and version of a store path: `/nix/store/…-openssl-3.0.13-bin` is openssl 3.0.13. What has no version, and the system
 * itself, is configuration. Nix splits names so too (DrvName), but at any dash that no letter follows.
 */
function packageOf(path) {
    const name = path
        .replace(/^\/nix\/store\/[^-]*-/, '')
        .replace(/\.drv$/, '')
        .replace(OUTPUTS, '');
    const [, before = '', version = ''] = /^(.+?)-(\d.*)$/.exec(name) ?? [];
    return version === '' || before.startsWith('nixos-system-') ? undefined : { name: before, version };
}
const inOrder = new Intl.Collator('en', { numeric: true });
/** Reads the answer of the host agent's `compare`. Throws where it is none. */
function systemChange(lines) {
    const size = (keyword) => {
        const [paths, bytes] = (lines.find((line) => line.keyword === keyword)?.rest ?? '').split(' ').map(Number);
        if (paths === undefined || bytes === undefined || !Number.isFinite(paths + bytes))
            throw new Error(`the host did not say how large the systems are`);
        return { paths, bytes };
    };
    const change = { before: size('before'), after: size('after'), packages: [], rebuilt: 0, configuration: 0 };
    const found = new Map();
    for (const { keyword, rest } of lines) {
        if (keyword === 'untold')
            change.leftOut = Number(rest);
        if (keyword !== 'added' && keyword !== 'removed' && keyword !== 'kept')
            continue;
        const [path = '', bytes = '0'] = rest.split(' ');
        const { name, version } = packageOf(path) ?? {};
        if (name === undefined || version === undefined) {
            if (keyword === 'added')
                change.configuration += 1;
            continue;
        }
        const entry = found.get(name) ?? { before: new Set(), after: new Set(), bytes: 0 };
        found.set(name, entry);
        if (keyword !== 'added')
            entry.before.add(version);
        if (keyword !== 'removed')
            entry.after.add(version);
        if (keyword !== 'kept')
            entry.bytes += keyword === 'added' ? Number(bytes) : -Number(bytes);
    }
    for (const [name, entry] of found) {
        const [before, after] = [[...entry.before].sort(inOrder.compare), [...entry.after].sort(inOrder.compare)];
        if (before.join() === after.join())
            change.rebuilt += 1;
        else
            change.packages.push({ name, kind: kindOf(before, after), before, after, bytes: entry.bytes });
    }
    change.packages.sort((a, b) => inOrder.compare(a.name, b.name));
    return change;
}
const hashAtEnd = /(?:^|[-+._]g?)([0-9a-f]{6,64})(?:-dirty)?$/;
/** Whether a version ends with the hash of a commit, or is nothing else: those know no older and newer. Dates are digits alone. */
function hasHash(version) {
    return /[a-f]/.test(hashAtEnd.exec(version)?.[1] ?? '');
}
function withoutHash(version) {
    return version.replace(hashAtEnd, '');
}
/** By the newest version of each; where that is the same, an older one beside it came or went. */
function kindOf(before, after) {
    const order = inOrder.compare(before.at(-1) ?? '', after.at(-1) ?? '');
    if (before.length === 0 || (order === 0 && after.length > before.length))
        return 'added';
    if (after.length === 0 || (order === 0 && after.length < before.length))
        return 'removed';
    const [newest = '', newer = ''] = [before.at(-1), after.at(-1)];
    const byHash = hasHash(newest) || hasHash(newer);
    const known = byHash ? inOrder.compare(withoutHash(newest), withoutHash(newer)) : order;
    return known === 0 ? 'changed' : known < 0 ? 'upgraded' : 'downgraded';
}

// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __nccwpck_require__(4891);
;// CONCATENATED MODULE: ./rollout/target.js





/** One target on its way: its host, and the time that each phase took. */
class Rollout {
    host;
    context;
    seconds = {};
    /** What is known of the target by now: part of its result, however it ends. */
    known = {};
    /** What the host says of the last wave of which it was to be confirmed with others. */
    lastTogether;
    /** What has to hold of it once it is activated. */
    healthChecks;
    constructor(host, context) {
        this.host = host;
        this.healthChecks = host.target.healthChecks;
        this.context = context;
    }
    /** Does a part of the work and tells how long it took, however it ends. */
    async phase(phase, work) {
        const target = this.host.target.name;
        this.context.emit({ type: 'phase-started', target, phase });
        const started = performance.now();
        try {
            return await work();
        }
        finally {
            const seconds = Math.round(performance.now() - started) / 1000;
            // A fleet is connected to once to be staged, and again when it is its turn.
            this.seconds[phase] = Math.round(((this.seconds[phase] ?? 0) + seconds) * 1000) / 1000;
            this.context.emit({ type: 'phase-ended', target, phase, seconds });
        }
    }
    note(text) {
        this.context.emit({ type: 'note', target: this.host.target.name, text });
    }
    /**
     * Repeats what a passing fault kept from happening, with growing pauses, until that has been so for so long. Any other, a wrong host key
     * for one, is not tried again; a refused login or sudo only as long as `deniedUntil`, a time of performance.now().
     */
    async persist(work, seconds, { signal = this.context.signal, deniedUntil = () => 0 } = {}) {
        let failingSince;
        let begunFirst;
        for (let tries = 1;; tries++) {
            signal.throwIfAborted();
            const begun = performance.now();
            try {
                return await work();
            }
            catch (error) {
                signal.throwIfAborted();
                const now = performance.now();
                failingSince ??= begun;
                // An attempt of half a minute that had the host got somewhere: patience begins anew, but not for ever.
                begunFirst ??= begun;
                if ((0,fault/* hadHost */.UH)(error) && now - begun > 30_000 && now - begunFirst < renewedSeconds * 1000) {
                    failingSince = now;
                    tries = 1;
                }
                const until = Math.min(failingSince + seconds * 1000, (0,fault/* isDenial */.c6)(error) ? deniedUntil() : Infinity);
                const wait = (0,fault/* isPassing */.WG)(error) || (0,fault/* isDenial */.c6)(error) ? (0,fault/* pauseMilliseconds */.zG)(error, tries, until - now) : undefined;
                if (wait === undefined)
                    throw tries === 1 ? error : (0,fault/* withWords */.cS)(error, triedFor(tries, now - failingSince));
                if (error instanceof Error)
                    this.note(`${error.message}; trying again`);
                await (0,external_node_timers_promises_.setTimeout)(wait, undefined, { signal });
            }
        }
    }
    /** Whether it is known what changes in the system. */
    hasCompared = false;
    /** What an answer says of what changes in the system, which the host compares beside all else. */
    takeComparison(answer) {
        if (this.hasCompared || !answer.some(({ keyword }) => keyword === 'after'))
            return;
        this.hasCompared = true;
        try {
            this.context.emit({ type: 'compared', target: this.host.target.name, changes: systemChange(answer) });
        }
        catch (error) {
            // It decides nothing.
            this.note(`what changes in the system is not known: ${(0,error_words/* wordsOfError */.b)(error)}`);
        }
    }
    /** Of the key that logs in, where it is known by now. */
    key;
    /** Why it is known not to be let in, by somebody who did not wait for the answer: another login would end so, too. */
    deniedBefore;
    /** Opens the connection, and tries for a while where the host does not answer. Throws where the key is known not to do for what is needed. */
    async connect(needs = []) {
        await this.phase('connect', () => {
            if (this.deniedBefore !== undefined)
                throw this.deniedBefore;
            return this.persist(() => this.host.open(this.context.signal), 20);
        });
        // Known as soon as the agent speaks, which the first call waits for anyway.
        if (needs.length > 0)
            this.key ??= await this.host.key(this.context.signal);
        const refusal = this.refusal(needs);
        if (refusal !== undefined)
            throw refusal;
    }
    refusal(needs) {
        return this.key && (0,roles/* roleRefusal */.v)(this.host.target.host, this.key, needs);
    }
}
/** For how long a connection that is lost again and again is made again, where each got somewhere. */
const renewedSeconds = 4 * 3600;
function triedFor(tries, milliseconds) {
    return (message) => `${message} (tried ${tries} times in ${Math.round(milliseconds / 1000)} s)`;
}

// EXTERNAL MODULE: ./events/results.js
var events_results = __nccwpck_require__(6845);
// EXTERNAL MODULE: ./health/check.js
var health_check = __nccwpck_require__(8816);
// EXTERNAL MODULE: ./parse/duration.js
var duration = __nccwpck_require__(5729);
// EXTERNAL MODULE: ./settings/waves.js
var waves = __nccwpck_require__(4981);
// EXTERNAL MODULE: ./settings/targets.js
var targets = __nccwpck_require__(9341);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./rollout/deployment.js




/** Of a host that is out of reach in its window. */
const goesBackByItself = 'it goes back by itself to what ran before, and the next run finds what became of it';
/** How long a host is asked whether it stands, while the others wait. */
const standSeconds = 20;
/** With less than that, a confirmation might come too late. */
const leastLeftSeconds = 5;
const restStates = ['activated', 'unchanged', 'boots-next', 'previewed'];
/** One deployment on its host, known there by an id that nobody can guess: begun, followed, and asked what is to become of it. */
class Deployment {
    #rollout;
    #id = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    /** For how long the host waits for its confirmation before it goes back by itself. */
    #windowSeconds;
    /** It was asked for: the host alone knows whether it has begun. */
    asked = false;
    /** The host said that it has begun. */
    armed = false;
    rest;
    constructor(rollout) {
        this.#rollout = rollout;
        this.#windowSeconds = rollout.host.target.confirmTimeoutSeconds;
    }
    /** Whether the host may have something that nobody has confirmed yet. */
    get mayBeOpen() {
        return this.asked && (this.rest === undefined || this.rest.state === 'activated');
    }
    /**
     * Has the host activate, and follows it over lost connections until it has come to rest. `broken` ends that where it is not to go on for another's
     * sake; but not while nobody knows whether it has begun, for then it could not be told to go back either.
     */
    async activate({ revision, isRollback = false, expect, together }, broken, onSwitched) {
        const rollout = this.#rollout;
        const { host, context } = rollout;
        const { target } = host;
        const id = this.#id;
        const seen = { state: 'unknown', rest: '', offset: '0', revision };
        const breaking = new AbortController();
        const signal = AbortSignal.any([context.signal, breaking.signal]);
        const breakOff = () => {
            if (broken?.aborted === true && (this.armed || !this.asked))
                breaking.abort(broken.reason);
        };
        broken?.addEventListener('abort', breakOff);
        breakOff();
        // Until the host has said something, a refused sudo is one that was refused before.
        let began = false;
        const onLine = ({ keyword, rest }) => {
            began = true;
            if (keyword === 'offset')
                seen.offset = rest;
            else if (keyword === 'previous') {
                const [previousToplevel = '', previousRevision = ''] = rest.split(' ');
                Object.assign(rollout.known, { previousToplevel, ...(previousRevision !== '' && { previousRevision }) });
            }
            else if (keyword === 'resolved') {
                const [label = '', toplevel = ''] = rest.split(' ');
                seen.revision = label;
                Object.assign(rollout.known, { revision: label, toplevel });
            }
            else if (keyword === 'armed') {
                if (!this.armed)
                    rollout.note('the watchdog is armed; activating');
                this.armed = true;
                breakOff();
            }
            else if (keyword === 'switched')
                onSwitched();
            else if (keyword === 'outcome' || restStates.some((state) => state === keyword)) {
                seen.state = keyword === 'outcome' && rest === 'unknown' ? 'unknown' : keyword;
                seen.rest = rest;
            }
        };
        const request = {
            verb: 'activate',
            id,
            revision,
            mode: target.activate,
            who: context.who,
            rollback: isRollback ? 'true' : '',
            'activation-timeout': target.activationTimeoutSeconds,
            'confirm-timeout': this.#windowSeconds,
            expect,
            together,
        };
        // A host that neither ends nor breaks off is not waited for any longer than a lost one.
        const patience = target.activationTimeoutSeconds + this.#windowSeconds + rollbackSeconds(rollout);
        const over = AbortSignal.timeout(2 * patience * 1000);
        const until = AbortSignal.any([signal, over]);
        // Once it was asked, an activation is never asked again, only after.
        const rejoin = () => {
            const call = this.asked ? { verb: 'follow', id, offset: seen.offset, kind: 'activation', compared: rollout.hasCompared } : request;
            return host
                .open(until)
                .then(() => {
                this.asked = true;
                return host.call(call, { signal: until, onLine });
            })
                .catch((thrown) => {
                if (over.aborted && !signal.aborted)
                    throw notWaitedFor(rollout, 2 * patience);
                const error = cutOff(thrown);
                if (this.asked && error instanceof fault/* SshError */.DZ)
                    seen.lost ??= error.message;
                throw error;
            });
        };
        // In the middle of a switch nobody may be let in; whether anybody is after it shows when that is over.
        const overBy = performance.now() + (target.activationTimeoutSeconds + this.#windowSeconds + 10) * 1000;
        const answer = await rollout.persist(rejoin, patience, { signal, deniedUntil: () => (began ? overBy : 0) }).catch((error) => {
            throw this.asked && (error instanceof fault/* SshError */.DZ || (began && (0,fault/* isDenial */.c6)(error))) ? (0,fault/* withWords */.cS)(error, (message) => `${message}; ${goesBackByItself}`) : error;
        });
        rollout.takeComparison(answer);
        this.rest = seen;
        return seen;
    }
    /**
     * Asks whether the host would confirm it now; with `holdSeconds`, to wait for that so much longer. Gives why it would not, or for how many seconds it
     * still waits. Does not throw.
     */
    async stand(holdSeconds) {
        const { host, context } = this.#rollout;
        const signal = AbortSignal.any([context.signal, AbortSignal.timeout(2 * standSeconds * 1000)]);
        const ask = () => host.call({ verb: 'stand', id: this.#id, hold: holdSeconds }, { signal });
        try {
            const answer = await this.#rollout.persist(ask, standSeconds, { signal });
            const said = (word) => answer.find(({ keyword }) => keyword === word)?.rest;
            const left = said('stands');
            if (left === undefined)
                return said('falls') ?? (0,rollout_outcome/* outcomeResult */.wC)(outcomeIn(answer)).reason ?? 'it is over';
            this.#windowSeconds = Math.max(this.#windowSeconds, Number(left));
            return Number(left) >= leastLeftSeconds ? Number(left) : `only ${left} s were left for its confirmation when all had been proven`;
        }
        catch (error) {
            return (0,error_words/* wordsOfError */.b)(error);
        }
    }
    /** Has the host confirm. Gives `OUTCOME reason…`, or `unknown`. */
    confirm(how) {
        return this.#rollout.phase('confirm', () => this.#settle({ verb: 'confirm' }, how));
    }
    /** Tells the host to go back, and waits until it has. */
    async goBack(reason, signal = new AbortController().signal) {
        const request = { verb: 'rollback', reason: reason.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500) };
        // Where nobody is let in, the host goes back by itself, and then lets in again.
        const goesBackBy = performance.now() + (this.#windowSeconds + 10) * 1000;
        const told = () => this.#settle(request, { signal, deniedUntil: () => goesBackBy, overFormer: true });
        const result = (0,rollout_outcome/* outcomeResult */.wC)(await this.#rollout.phase('roll-back', told));
        // The host may have more to say, or have gone back before it was told.
        if (result.state !== 'rolled-back')
            return result;
        // What the host keeps of it is cut.
        if (result.reason?.startsWith(request.reason))
            return { ...result, reason: `${reason}${result.reason.slice(request.reason.length)}` };
        return { ...result, reason: `${reason}; the host had gone back by then: ${result.reason ?? ''}` };
    }
    /** The same; where it cannot be told, it goes back by itself, and the target ends in this state. */
    async goBackAnyway(reason, untold) {
        const told = await this.goBack(reason).catch(() => undefined);
        return told ?? { state: untold, reason: `${reason}; ${goesBackByItself}` };
    }
    /** Asks until the host says how the deployment ended; asking twice does no harm. Gives `OUTCOME reason…`, or `unknown`. */
    async #settle(request, { signal = this.#rollout.context.signal, deniedUntil, overFormer = false }) {
        const rollout = this.#rollout;
        const seconds = this.#windowSeconds + rollbackSeconds(rollout);
        // A host that neither ends nor breaks off is not waited for any longer than a lost one.
        const over = AbortSignal.timeout(2 * seconds * 1000);
        const ask = () => rollout.host
            .call({ ...request, id: this.#id, offset: this.rest?.offset, compared: rollout.hasCompared }, { signal: AbortSignal.any([signal, over]), overFormer })
            .catch((error) => {
            throw over.aborted && !signal.aborted ? notWaitedFor(rollout, 2 * seconds) : cutOff(error);
        });
        const answer = await rollout.persist(ask, seconds, { signal, ...(deniedUntil && { deniedUntil }) });
        rollout.takeComparison(answer);
        return outcomeIn(answer);
    }
}
/** An agent that ended without an answer is asked again, as one whose connection was lost. */
function cutOff(error) {
    return error instanceof fault/* AgentError */.Yv && error.code === 'ended' ? new fault/* SshError */.DZ('unreachable', error.message, { cause: error }) : error;
}
function notWaitedFor({ host }, seconds) {
    return new fault/* SshError */.DZ('silent', `${host.target.host} has not come to an end within ${seconds} s, and was not waited for any longer`);
}
/** The longest that a host takes to go back: what `go_back` in the agent may wait for, where no other switch is in its way. */
function rollbackSeconds({ host }) {
    return 120 + host.target.activationTimeoutSeconds;
}
/** `OUTCOME reason…` of an answer that ends with it, or `unknown`. */
function outcomeIn(answer) {
    return answer.find(({ keyword }) => keyword === 'outcome')?.rest ?? 'unknown';
}

// EXTERNAL MODULE: ./rollout/prove.js + 2 modules
var prove = __nccwpck_require__(800);
;// CONCATENATED MODULE: ./rollout/reach.js


/** Proves that the host can be reached and is healthy; both at once where the checks need no connection. Gives why a check failed. */
async function reachAndCheck(rollout, revision, confirmBy, reaching, signal) {
    const unreachable = new AbortController();
    reaching.catch((error) => unreachable.abort(error));
    if (rollout.healthChecks.some(({ from }) => from === 'host'))
        await reaching;
    const checking = (0,prove/* proveHealthy */.mt)(rollout, revision, confirmBy, AbortSignal.any([signal, unreachable.signal]));
    // What is wrong with the connection says more.
    await Promise.allSettled([reaching, checking]);
    await reaching;
    return checking;
}
/** Proves that the host can be reached over a new connection. Where it cannot, the reason says that this came with the new system. */
async function reach(rollout, confirmBy, signal) {
    const connect = () => rollout.host.openAnew(signal);
    await rollout.persist(connect, (confirmBy - performance.now()) / 1000, { signal, deniedUntil: () => confirmBy }).catch((error) => {
        throw (0,fault/* withWords */.cS)(error, (message) => `with the new system ${changed(error)}: ${message}`);
    });
}
/** What the new system changed of how it is logged in to, for whom the fault is met after the switch. */
function changed(error) {
    if (!(error instanceof fault/* SshError */.DZ))
        return 'it runs nothing as root for whom it did before';
    if (error.failure === 'host-key')
        return 'its host key is another';
    if (error.failure === 'authentication' || error.failure === 'closed')
        return 'it does not let in whom it let in before';
    return 'no new connection can be made';
}

;// CONCATENATED MODULE: ./rollout/activate.js







/** How long a cancelled run still has for what must be told to hosts. */
const lingerMilliseconds = 6000;
/**
 * Activates a staged revision on one target and proves it: activation → a new connection, and health checks → confirmation.
 * Whatever goes wrong on the way, the host is told to go back, and its watchdog does so where it cannot be told.
 */
async function activateAndProve(rollout, asked) {
    const activation = new Activation(rollout, asked);
    return (await activation.prove()) ?? activation.confirm();
}
/** One activation, step by step, for whoever does something between being proven and being confirmed. No step throws: what goes wrong is how it ended. */
class Activation {
    #rollout;
    #asked;
    #deployment;
    /** Aborted when the run is cancelled, or its wave has failed. */
    #signal;
    /** By when it has to be confirmed, on the clock of performance.now(). */
    #confirmBy = 0;
    #confirmsTogether = false;
    constructor(rollout, asked) {
        this.#rollout = rollout;
        this.#asked = asked;
        const { together } = asked;
        this.#deployment = new Deployment(rollout);
        this.#signal = together === undefined ? rollout.context.signal : AbortSignal.any([rollout.context.signal, together.signal]);
    }
    /** Activates, reaches the host anew and checks its health. Gives how it ended; undefined where it stands and waits to be confirmed. */
    async prove() {
        const rollout = this.#rollout;
        const { target } = rollout.host;
        const over = new AbortController();
        let reaching;
        // As soon as the switch has ended, beside what the host then looks after.
        const reachAnew = () => {
            const confirmBy = performance.now() + (0,targets/* provingSeconds */.ZX)(target) * 1000;
            reaching ??= rollout.phase('reach', () => reach(rollout, confirmBy, AbortSignal.any([this.#signal, over.signal])));
            reaching.catch(() => undefined);
            return reaching;
        };
        return this.#whateverIsThrown(async () => {
            const { together } = this.#asked;
            const request = { ...this.#asked, together: together?.id };
            const rest = await rollout.phase('activate', () => this.#deployment.activate(request, together?.signal, () => void reachAnew()));
            switch (rest.state) {
                case 'unchanged':
                    return (0,prove/* proveUnchanged */.s)(rollout, rest.revision, rest.rest, this.#facts());
                case 'boots-next':
                    return { ...this.#facts(), ...(0,rollout_outcome/* outcomeResult */.wC)(`boots-next ${rest.revision}`) };
                case 'previewed':
                    return { ...this.#facts(), state: 'unchanged', reason: 'dry-activate: nothing was changed' };
                case 'outcome':
                    return { ...this.#facts(), ...(0,rollout_outcome/* withLoss */.su)((0,rollout_outcome/* outcomeResult */.wC)(rest.rest), rest.lost) };
                case 'unknown':
                    return { ...this.#facts(), state: 'failed', reason: 'the host does not know this deployment: it was not activated; deploy again' };
                case 'activated':
            }
            // Less is left than there was where the connection was lost meanwhile.
            this.#confirmBy = performance.now() + Math.min((0,targets/* provingSeconds */.ZX)(target), Number(rest.rest)) * 1000;
            const failed = (await reachAndCheck(rollout, rest.revision, this.#confirmBy, reachAnew(), this.#signal)) ?? (await this.#hold());
            return failed === undefined ? undefined : { ...this.#facts(), ...(await this.#deployment.goBackAnyway(failed, 'unreachable')) };
        }).finally(() => over.abort());
    }
    /** Has a host that is proven wait for the others of its wave. */
    async #hold() {
        const { together } = this.#asked;
        return together === undefined ? undefined : this.stand(together.holdSeconds);
    }
    /** Asks whether the host would confirm it now, and to wait for that so much longer. Gives why it would not; undefined where it stands. */
    async stand(holdSeconds) {
        const left = await this.#deployment.stand(holdSeconds);
        if (typeof left === 'string')
            return left;
        this.#confirmBy = performance.now() + left * 1000;
        return undefined;
    }
    /** Has the host confirm what was proven. */
    confirm() {
        const confirmBy = this.#confirmBy;
        const { signal } = this.#rollout.context;
        this.#confirmsTogether = this.#asked.together !== undefined;
        return this.#whateverIsThrown(async () => {
            const outcome = await this.#deployment
                .confirm({ deniedUntil: () => confirmBy, signal: this.#confirmsTogether ? lingering(signal) : signal })
                .catch((error) => {
                // A sudo that is refused came with the new system, too.
                throw (0,fault/* isDenial */.c6)(error) ? (0,fault/* withWords */.cS)(error, (message) => `with the new system ${changed(error)}: ${message}`) : error;
            });
            return { ...this.#facts(), ...(0,rollout_outcome/* outcomeResult */.wC)(outcome) };
        });
    }
    /** Has the host go back, for what happened elsewhere. */
    async goBack(reason) {
        if (this.#rollout.context.signal.aborted)
            return this.#cancelled();
        return { ...this.#facts(), ...(await this.#deployment.goBackAnyway(reason, 'unreachable')) };
    }
    #facts() {
        return { ...this.#rollout.known, seconds: this.#rollout.seconds };
    }
    async #whateverIsThrown(work) {
        try {
            return await work();
        }
        catch (error) {
            return this.#ended(error);
        }
    }
    /** How it ended, when something was thrown. The window may be open: then the host is told to go back, and if it cannot be told does so by itself. */
    async #ended(error) {
        const { mayBeOpen, rest, armed } = this.#deployment;
        if (this.#rollout.context.signal.aborted)
            return this.#cancelled();
        // It refused before it began, whatever became of others.
        if (error instanceof fault/* AgentError */.Yv && !armed && rest === undefined)
            return (0,rollout_outcome/* failedResult */.Nq)(error.code === 'role' ? (this.#rollout.refusal(['activate']) ?? error) : error, this.#rollout);
        const { together } = this.#asked;
        const reason = together?.signal.aborted === true ? (0,error_words/* wordsOfError */.b)(together.signal.reason) : undefined;
        if (reason !== undefined && !mayBeOpen)
            return { ...this.#facts(), state: 'not-begun', reason: `${reason}; nothing was activated here` };
        // Out of reach in the midst of it, the host was asked for as long as it may take.
        if (reason === undefined && rest?.state !== 'activated' && !(armed && error instanceof fault/* AgentError */.Yv))
            return (0,rollout_outcome/* failedResult */.Nq)(error, this.#rollout);
        // Out of reach, it goes back by itself; what it did is asked when it answers again.
        const failed = (0,rollout_outcome/* failedResult */.Nq)(error, this.#rollout);
        return { ...this.#facts(), ...(await this.#deployment.goBackAnyway(reason ?? failed.reason ?? '', failed.state)) };
    }
    async #cancelled() {
        if (!this.#deployment.mayBeOpen)
            return { ...this.#facts(), state: 'failed', reason: 'cancelled; nothing was changed' };
        // One that is told to go back while others confirm would tear the wave.
        const told = this.#confirmsTogether
            ? undefined
            : await this.#deployment.goBack('the workflow run was cancelled', AbortSignal.timeout(lingerMilliseconds)).catch(() => undefined);
        return {
            ...this.#facts(),
            ...(told ?? { state: 'failed', reason: 'cancelled; the host did not answer in time: it goes back by itself, unless it was confirming already' }),
        };
    }
}
/** When a cancelled run has no more time: GitHub ends it 7.5 seconds after it said so. */
function lingering(signal) {
    const late = new AbortController();
    const begin = () => void setTimeout(() => late.abort(signal.reason), lingerMilliseconds).unref();
    if (signal.aborted)
        begin();
    else
        signal.addEventListener('abort', begin, { once: true });
    return late.signal;
}

;// CONCATENATED MODULE: ./rollout/together.js






/** What a wave has for being confirmed, once all have been asked whether they stand. */
const confirmingSeconds = 120;
/** Activates all at the same time; confirms none before all are proven, and still stand; and lets all go back where one fails. */
async function activateTogether(members, { holdSeconds, connect, signal }) {
    const failure = new AbortController();
    let failed;
    const fail = (rollout, words) => {
        if (failed !== undefined)
            return;
        failed = { rollout, reason: `${rollout.host.target.name} failed, and its wave is confirmed whole or not at all: ${words}` };
        failure.abort(new Error(failed.reason));
    };
    // All are connected to before any is activated.
    const unreachable = [];
    const reach = async ({ rollout }) => connect(rollout).catch((error) => {
        const result = (0,rollout_outcome/* failedResult */.Nq)(error, rollout);
        unreachable.push([rollout, result]);
        fail(rollout, result.reason ?? '');
    });
    await Promise.all(members.map(reach));
    if (unreachable.length > 0)
        return { results: unreachable, ...(failed && { failed }), torn: [] };
    const id = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const activations = members.map(({ rollout, turn }) => {
        const activation = new Activation(rollout, { ...turn.activate, together: { id, holdSeconds, signal: failure.signal } });
        const proven = activation.prove().then((ended) => {
            if (ended !== undefined && !(0,events_results/* isAsAsked */.$6)(ended))
                fail(rollout, ended.reason ?? ended.state);
            return ended;
        });
        return { rollout, turn, activation, proven };
    });
    const broken = AbortSignal.any([failure.signal, signal]);
    await Promise.race([Promise.all(activations.map(({ proven }) => proven)), aborted(broken)]);
    // Whoever waited for the slowest may have changed its mind. It has the time, from now on, until all have been asked.
    const askWhetherItStands = async ({ rollout, activation, proven }) => {
        const reason = (await proven) === undefined ? await activation.stand(confirmingSeconds) : undefined;
        if (reason !== undefined)
            fail(rollout, reason);
    };
    if (!broken.aborted)
        await Promise.all(activations.map(askWhetherItStands));
    // From here on they are told to confirm, and nothing breaks that off.
    const isWhole = !broken.aborted;
    const results = await Promise.all(activations.map(async ({ rollout, turn, activation, proven }) => {
        const ended = (await proven) ?? (await (isWhole ? activation.confirm() : activation.goBack((0,error_words/* wordsOfError */.b)(failure.signal.reason))));
        return [rollout, turn.result?.(ended) ?? ended];
    }));
    const torn = isWhole ? results.filter(([, result]) => !(0,events_results/* isAsAsked */.$6)(result)).map(([rollout]) => rollout) : [];
    return { results, ...(failed && { failed }), torn };
}
/** Tells of each wave of which an earlier run left some confirmed and some not: host by host. Only hosts of this run are known. */
function tellTornWaves(rollouts, emit) {
    const known = rollouts.flatMap(({ host, lastTogether }) => (lastTogether === undefined ? [] : [{ name: host.target.name, ...lastTogether }]));
    for (const [, members] of Map.groupBy(known, ({ id }) => id)) {
        const isConfirmed = ({ outcome }) => outcome === 'confirmed' || outcome === 'tested';
        // What is pending may be confirmed just now.
        if (!members.some(isConfirmed) || members.every((member) => isConfirmed(member) || member.outcome === 'pending'))
            continue;
        const each = members.map(({ name, outcome, revision }) => `${name}: ${outcome} ${revision}`).join('; ');
        emit({
            type: 'notice',
            level: 'warning',
            text: `a wave that was to be confirmed whole or not at all (together), of ${members[0]?.since ?? ''}, was confirmed in part: ${each}`,
        });
    }
}

;// CONCATENATED MODULE: ./rollout/waves.js











function isActivated({ host }) {
    return host.target.activate !== 'none';
}
/** The order in which they are staged: those on which a system is only staged ask what is healthy on the others, which so have begun before them. */
function activatingFirst(rollouts) {
    return [...rollouts.filter(isActivated), ...rollouts.filter((rollout) => !isActivated(rollout))];
}
/**
 * Stages all targets, and then activates wave after wave, each when the one before is confirmed and has soaked. What is thrown becomes the
 * result of that target alone; where more fail than may, no other is begun.
 */
function rollOut(hosts, plan, stage) {
    return new RollOut(hosts, plan).run(stage);
}
class RollOut {
    #hosts;
    #plan;
    #limit;
    /** Whether there are more hosts than may be connected at once, so that none is while it waits for its turn. */
    #isLarge;
    #turns = new Map();
    #results = new Map();
    /** Those that run or boot what they did not before, in the order in which they were confirmed. */
    #changed = [];
    #failed = [];
    /** A wave that is confirmed whole or not at all was confirmed in part. */
    #isTorn = false;
    /** Why nothing is begun any more. */
    #stopped;
    constructor(hosts, plan) {
        this.#hosts = hosts;
        this.#plan = plan;
        this.#limit = (0,p_limit/* default */.A)(hosts.parallel);
        this.#isLarge = hosts.rollouts.length > hosts.parallel;
    }
    async run(stage) {
        const { rollouts, emit, signal } = this.#hosts;
        await this.#stageAll(stage);
        tellTornWaves(rollouts, emit);
        for (const [index, wave] of this.#plan.waves.entries()) {
            if (this.#stopped !== undefined || signal.aborted)
                break;
            await this.#wave(wave, this.#plan.waves.slice(index + 1));
        }
        const hasFailed = this.#failed.length > this.#plan.maxFailures || this.#isTorn;
        if (hasFailed && this.#plan.onFailure === 'rollback-all' && !signal.aborted)
            await this.#takeBack(this.#changed, this.#stopped ?? '', 'on-failure: rollback-all');
        for (const rollout of rollouts) {
            if (!this.#results.has(rollout))
                await this.#end(rollout, this.#notBegun(rollout));
        }
        return Object.fromEntries(rollouts.map((rollout) => [rollout.host.target.name, this.#results.get(rollout)]));
    }
    async #wave(wave, later) {
        const { emit, signal } = this.#hosts;
        const all = this.#rolloutsOf(wave);
        const members = all.filter((rollout) => this.#turns.has(rollout));
        if (members.length > 0) {
            emit({ type: 'wave-started', wave: wave.title, targets: members.map(({ host }) => host.target.name) });
            await (wave.together ? this.#together(wave, members) : this.#oneByOne(members));
        }
        // A run that was broken off in the soak is run again: who has not soaked does so now.
        const hasLater = later.some((next) => this.#rolloutsOf(next).some((rollout) => this.#turns.has(rollout)));
        if (this.#stopped === undefined && wave.soakSeconds > 0 && (hasLater || members.some((rollout) => this.#changed.includes(rollout))))
            await this.#soak(wave, all);
        const mayAllFail = this.#plan.maxFailures >= this.#hosts.rollouts.length;
        if (hasLater && !mayAllFail && !all.some((rollout) => this.#isAsAsked(rollout)))
            this.#stop(`none of ${wave.title} is as asked`);
        if (members.length > 0 && !signal.aborted)
            emit({ type: 'wave-ended', wave: wave.title });
    }
    /** Every target, before anything is activated on any. */
    async #stageAll(stage) {
        const inOrder = activatingFirst(this.#hosts.rollouts);
        for (const { host, context } of inOrder.filter(isActivated))
            context.healthyElsewhere.expect(host.target);
        const notStaged = [];
        const stageOne = async (rollout) => {
            const { host, context } = rollout;
            try {
                // Who was not begun when the run was cancelled says so at the end.
                const staged = this.#hosts.signal.aborted ? undefined : await stage(rollout);
                if (staged === undefined)
                    await host.close();
                else if ('state' in staged)
                    await this.#end(rollout, staged);
                else {
                    this.#turns.set(rollout, staged);
                    if (this.#isLarge)
                        await host.disconnect();
                }
            }
            catch (error) {
                notStaged.push(host.target.name);
                await this.#end(rollout, (0,rollout_outcome/* failedResult */.Nq)(error, rollout), 'for another');
            }
            context.healthyElsewhere.end(host.target);
        };
        await Promise.all(inOrder.map((rollout) => this.#limit(() => stageOne(rollout))));
        if (notStaged.length > 0 && this.#plan.stageFailures === 'stop')
            this.#stop(`${(0,input_error/* andOthers */.dI)(notStaged)} could not be staged, and so nothing was activated anywhere (stage-failures: stop)`);
        const missing = this.#plan.waves
            .filter(({ together }) => together)
            .flatMap((wave) => this.#rolloutsOf(wave).filter((rollout) => this.#isAsAsked(rollout) === false));
        if (missing.length > 0)
            this.#stop(`${(0,input_error/* andOthers */.dI)(missing.map(({ host }) => host.target.name))} cannot be activated, and its wave is activated whole or not at all (together)`);
    }
    async #oneByOne(members) {
        await Promise.all(members.map((rollout) => this.#limit(async () => {
            if (this.#stopped !== undefined || this.#hosts.signal.aborted)
                return;
            const turn = this.#turns.get(rollout);
            const ended = await this.#connected(rollout)
                .then(() => activateAndProve(rollout, turn.activate))
                .catch((error) => (0,rollout_outcome/* failedResult */.Nq)(error, rollout));
            await this.#end(rollout, turn.result?.(ended) ?? ended);
        })));
    }
    /** The connection of a large fleet was given up until now, and another may be gone. */
    async #connected(rollout) {
        if (!(await rollout.host.isConnected()))
            await rollout.connect();
    }
    /** Where one fails, all go back. */
    async #together(wave, members) {
        const turns = members.map((rollout) => ({ rollout, turn: this.#turns.get(rollout) }));
        const { results, failed, torn } = await activateTogether(turns, {
            holdSeconds: (0,waves/* holdSeconds */.bL)(wave),
            connect: (rollout) => this.#connected(rollout),
            signal: this.#hosts.signal,
        });
        if (failed !== undefined)
            this.#stop(failed.reason);
        for (const [rollout, result] of results)
            await this.#end(rollout, result, failed === undefined || failed.rollout === rollout ? undefined : 'for another');
        if (torn.length === 0 || this.#hosts.signal.aborted)
            return;
        const why = `${(0,input_error/* andOthers */.dI)(torn.map(({ host }) => host.target.name))} of a wave that is confirmed whole or not at all could not be confirmed`;
        this.#stop(why);
        this.#isTorn = true;
        await this.#takeBack(members.filter((rollout) => this.#changed.includes(rollout)), why, 'together');
    }
    /** The health checks of a wave that is confirmed have to stay green, on those that run what is deployed. */
    async #soak({ soakSeconds }, members) {
        const soaking = members.filter((rollout) => this.#isAsAsked(rollout) === true && (0,waves/* canSoak */.Z1)(rollout.host.target));
        await Promise.all(soaking.map(async (rollout) => {
            const result = this.#results.get(rollout);
            const how = { soakSeconds, limit: this.#limit, disconnects: this.#isLarge };
            const failed = await rollout.phase('soak', () => (0,prove/* proveSoaked */.EK)(rollout, result, how)).catch(error_words/* wordsOfError */.b);
            // Whoever cancels has found nothing.
            if (failed === undefined || this.#hosts.signal.aborted)
                return;
            const reason = `it was confirmed, and did not stay healthy for ${(0,duration/* formatDuration */.a3)(soakSeconds)}: ${failed}`;
            await this.#end(rollout, { ...result, state: 'failed', ...(this.#changed.includes(rollout) && { changed: true }), reason });
        }));
    }
    /** Takes back what was confirmed in this run, each target to what it ran before, watched as ever; but not what somebody else has put there since. */
    async #takeBack(rollouts, why, by) {
        await Promise.all([...rollouts].map((rollout) => this.#limit(async () => {
            const before = this.#results.get(rollout);
            const revision = before.previousRevision ?? (rollout.host.target.activate === 'test' ? 'healthy' : 'previous');
            // What was found on a host answers as no revision.
            if (revision.startsWith('found-'))
                rollout.healthChecks = rollout.healthChecks.filter((check) => !(0,health_check/* namesRevision */.ej)(check));
            const expect = rollout.host.target.activate === 'boot' ? undefined : before.toplevel;
            const ended = await rollout
                .connect()
                .then(() => activateAndProve(rollout, { revision, isRollback: true, expect }))
                .catch((error) => (0,rollout_outcome/* failedResult */.Nq)(error, rollout));
            const itself = (0,events_results/* isAsAsked */.$6)(before) || before.reason === undefined ? why : before.reason;
            const isBack = (0,events_results/* isAsAsked */.$6)(ended);
            const reason = isBack
                ? `${itself}; it went back to ${revision} (${by})`
                : `${itself}; it was to go back to ${revision} (${by}), and did not: ${ended.reason ?? ended.state}`;
            this.#changed.splice(this.#changed.indexOf(rollout), 1);
            const result = { ...before, seconds: rollout.seconds, state: isBack ? 'rolled-back' : 'failed', changed: !isBack, reason };
            await this.#end(rollout, result, 'for another');
        })));
    }
    /** Notes how a target ended, and whether any other may still be begun. What another one is to blame for does not count. */
    async #end(rollout, result, how) {
        const { host } = rollout;
        const { name, activate } = host.target;
        this.#results.set(rollout, result);
        this.#turns.delete(rollout);
        this.#hosts.emit({ type: 'target-ended', target: name, result });
        if (result.state === 'activated' || (result.state === 'staged' && activate === 'boot'))
            this.#changed.push(rollout);
        if (!(0,events_results/* isAsAsked */.$6)(result) && result.state !== 'not-begun' && how === undefined) {
            this.#failed.push(name);
            if (this.#failed.length > this.#plan.maxFailures)
                this.#stop(`more failed than may (max-failures: ${this.#plan.maxFailures}): ${(0,input_error/* andOthers */.dI)(this.#failed)}`);
        }
        // Who is as asked may be looked at once more, or taken back.
        if (!(0,events_results/* isAsAsked */.$6)(result) && !this.#changed.includes(rollout))
            await host.close();
        else if (this.#isLarge || this.#plan.waves.length === 1)
            await host.disconnect();
    }
    /** Nothing more is begun. The first reason counts. */
    #stop(why) {
        this.#stopped ??= why;
    }
    #rolloutsOf({ targets }) {
        return this.#hosts.rollouts.filter(({ host }) => targets.includes(host.target));
    }
    /** Undefined where it has not ended. */
    #isAsAsked(rollout) {
        const result = this.#results.get(rollout);
        return result && (0,events_results/* isAsAsked */.$6)(result);
    }
    #notBegun(rollout) {
        const why = this.#hosts.signal.aborted ? 'the run was cancelled' : (this.#stopped ?? 'its wave did not come to it');
        const { revision } = rollout.known;
        const isStaged = this.#turns.get(rollout)?.isNew === true;
        return {
            state: 'not-begun',
            ...(revision !== undefined && { revision }),
            ...(isStaged && { changed: true }),
            seconds: rollout.seconds,
            reason: `not begun: ${why}; nothing was activated here`,
        };
    }
}

;// CONCATENATED MODULE: ./rollout/fleet.js












/** Some of a run's hosts, and how many of them are worked on at once. */
class HostGroup {
    #rollouts;
    #parallel;
    #emit;
    #signal;
    constructor(rollouts, parallel, emit, signal) {
        this.#rollouts = rollouts;
        this.#parallel = parallel;
        this.#emit = emit;
        this.#signal = signal;
    }
    /**
     * Starts to connect to those hosts that are worked on first, while something else goes on; what fails is told later. Gives a signal that is
     * aborted once it is known that no key does for what its target needs, so that nothing is made for nobody.
     */
    warmUp(needs) {
        const refused = new AbortController();
        const may = new Set(this.#rollouts);
        for (const rollout of activatingFirst(this.#rollouts).slice(0, this.#parallel)) {
            const { host, context } = rollout;
            const ask = async () => {
                rollout.key = await host.key(context.signal);
                if (rollout.refusal(needs(host.target)) !== undefined)
                    may.delete(rollout);
                if (may.size === 0)
                    refused.abort();
            };
            ask().catch((error) => {
                if (error instanceof Error && (0,fault/* isFinal */.dR)(error))
                    rollout.deniedBefore = error;
            });
        }
        return refused.signal;
    }
    /** Does the work on every host, so many at once. What is thrown becomes the result of that host alone. */
    async each(work) {
        const limit = (0,p_limit/* default */.A)(this.#parallel);
        const results = await Promise.all(this.#rollouts.map((rollout) => limit(async () => {
            const { name } = rollout.host.target;
            const result = await work(rollout).catch((error) => (0,rollout_outcome/* failedResult */.Nq)(error, rollout));
            this.#emit({ type: 'target-ended', target: name, result });
            await rollout.host.close();
            return [name, result];
        })));
        return Object.fromEntries(results);
    }
    /** Stages all, and activates them as the plan has it. */
    rollOut(plan, stage) {
        return rollOut({ rollouts: this.#rollouts, parallel: this.#parallel, emit: this.#emit, signal: this.#signal }, plan, stage);
    }
    /** How many they are. */
    get size() {
        return this.#rollouts.length;
    }
    async close() {
        await Promise.all(this.#rollouts.map(({ host }) => host.close()));
    }
}
/**
 * Prepares SSH, works with the fleet, and leaves no connection, key or socket behind, however it ends. Throws for a key
 * that is none before anything is contacted.
 */
async function withFleet({ settings, environment, emit, signal, privateDirectory }, work) {
    await makePrivateDirectory(privateDirectory);
    const groups = [];
    try {
        const all = [...settings.targets, ...settings.gate];
        const ssh = await Ssh.create(privateDirectory, settings.ssh, environment.sshAuthSock, all);
        await Promise.all([ssh.needKnownHosts(all, settings.maxParallel), needCurl(all)]);
        const { keepRevisions, substituteOnDestination } = settings;
        const shared = {
            who: whoRuns(environment),
            signal,
            keepRevisions,
            substituteOnDestination,
            healthyElsewhere: new HealthyElsewhere(),
        };
        const group = (targets, tell) => {
            const context = { ...shared, emit: tell };
            const rollouts = targets.map((target) => {
                const onLog = (text) => tell({ type: 'output', source: target.name, text });
                return new Rollout(new Host(target, ssh, settings.revisionsDirectory, onLog), context);
            });
            const made = new HostGroup(rollouts, settings.maxParallel, tell, signal);
            groups.push(made);
            return made;
        };
        return await work({ targets: group(settings.targets, emit), gate: group(settings.gate, (event) => emit({ ...event, ofGate: true })) });
    }
    finally {
        await Promise.all(groups.map((made) => made.close()));
        await (0,promises_.rm)(privateDirectory, { recursive: true, force: true, maxRetries: 3 });
    }
}
/** Found out now and not in the window, where a missing curl would look like a sick system. */
async function needCurl(targets) {
    if (targets.some(({ healthChecks }) => healthChecks.some(({ from }) => from === 'runner')))
        await (0,ask/* ask */.k)('curl', ['--version'], { mustSucceed: 'curl --version' });
}
/** Who deploys, for the hosts' history: one line of plain text. */
function whoRuns({ actor, runUrl }) {
    const who = [actor, runUrl].filter((part) => part !== undefined).join(' ');
    return who === '' ? 'somebody' : who.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 300);
}
/** Makes it, readable by its owner alone. */
async function makePrivateDirectory(directory) {
    await (0,full_disk/* writingTo */.g)(directory, () => (0,promises_.mkdir)(directory, { mode: 0o700 }));
}
/**
 * A private directory of this run's own: in RUNNER_TEMP, else in the system's place for such, else in /tmp. Sockets have short
 * paths only (sun_path in unix(7): 107 bytes), and of those ssh takes 17 for a name of its own while it makes one.
 */
function privateDirectoryIn(runnerTemp, systemTemp, suffix) {
    const name = `nfd-${suffix}`;
    const place = [runnerTemp, systemTemp].find((directory) => directory.length <= 50 && /^\/[A-Za-z0-9/._-]*$/.test(directory)) ?? '/tmp';
    return (0,external_node_path_.join)(place, name);
}


/***/ }),

/***/ 9215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Nq: () => (/* binding */ failedResult),
/* harmony export */   su: () => (/* binding */ withLoss),
/* harmony export */   wC: () => (/* binding */ outcomeResult)
/* harmony export */ });
/* harmony import */ var _host_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2764);
/* harmony import */ var _parse_error_words_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4891);


/** A new system that drops the network goes back without a word about it. */
function withLoss(result, lost) {
    return lost === undefined || result.state !== 'rolled-back' ? result : { ...result, reason: `${result.reason ?? ''}, and ${lost} while it was activated` };
}
/** Reads `confirmed`, `rolled-back health check failed: …` and the like. */
function outcomeResult(outcome) {
    const word = outcome.split(' ', 1)[0] ?? '';
    const reason = outcome.slice(word.length + 1);
    switch (word) {
        case 'confirmed':
            return { state: 'activated', ...(reason !== '' && { reason, warning: reason }) };
        case 'tested':
            return {
                state: 'activated',
                reason: `${reason === '' ? '' : `${reason}; `}runs until the next reboot; the boot default is what it was`,
                ...(reason !== '' && { warning: reason }),
            };
        case 'rolled-back':
            return { state: 'rolled-back', reason };
        case 'boots-next':
            return { state: 'staged', reason: `boots next: ${reason}, unconfirmed; a power cut boots it too` };
        default:
            return { state: 'failed', reason: reason === '' ? 'the host does not know how this deployment ended; `command: status` shows it' : reason };
    }
}
/** Makes a result of whatever was thrown: one failed target never stops the others. */
function failedResult(error, { known, seconds }) {
    const reason = (0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wordsOfError */ .b)(error);
    return {
        ...known,
        state: error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .SshError */ .DZ ? 'unreachable' : 'failed',
        seconds,
        reason: error instanceof _host_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .AgentError */ .Yv && error.code === 'protocol' ? `${reason} (a fault of nix-flake-deploy; please report it)` : reason,
    };
}


/***/ }),

/***/ 800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  mt: () => (/* binding */ proveHealthy),
  EK: () => (/* binding */ proveSoaked),
  s: () => (/* binding */ proveUnchanged)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ./parse/duration.js
var duration = __nccwpck_require__(5729);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __nccwpck_require__(5918);
// EXTERNAL MODULE: ./health/check.js
var health_check = __nccwpck_require__(8816);
;// CONCATENATED MODULE: ./health/answer.js



/** How much of a body is looked at. */
const BODY_BYTES = 1024 * 1024;
/** Of the configuration of curl, what differs from check to check: all that a host is told, whose agent knows the rest. */
function curlFields(check) {
    const quoted = (text) => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
    if (/\p{Cc}/u.test(check.url))
        throw new Error(`a URL with control characters: ${(0,input_error/* quote */.hD)(check.url)}`);
    return `url = ${quoted(check.url)}\nmax-time = ${check.timeoutSeconds}\n`;
}
/**
 * The configuration of curl for a check, for `curl -q -K -`: it goes to standard input, so a URL is never in a process list. Headers, body
 * and nothing else come out; redirects are not followed.
 */
function curlConfig(check) {
    const always = ['proto = "=http,https"', 'globoff', 'include', 'suppress-connect-headers', 'silent', 'show-error', 'user-agent = "nix-flake-deploy"'];
    return `${curlFields(check)}${always.join('\n')}\n`;
}
/** Judges one attempt of a check whose values have been filled in. */
function judge(check, answer) {
    const reason = check.kind === 'http' ? whyNotHttp(check, answer) : whyNotCommand(check, answer);
    return reason === undefined ? { passed: true } : { passed: false, reason };
}
function whyNotCommand(check, { exitCode, stdout, stderr }) {
    if (exitCode !== 0) {
        const said = lastLines(stderr.trim() === '' ? stdout : stderr);
        // timeout(1) sends SIGTERM, and SIGKILL to what does not mind.
        const how = exitCode === 124 || exitCode === 137 ? `did not end within ${(0,duration/* formatDuration */.a3)(check.timeoutSeconds)}` : `exited with ${exitCode}`;
        return `the command ${how}${said.length === 0 ? '' : `: ${said.map(input_error/* quote */.hD).join(', ')}`}`;
    }
    return whyNotBody(check.expectBody, stdout, 'the output');
}
/** The last lines of what a program said; of a line that it wrote over again, what stood there at last. */
function lastLines(text) {
    return text
        .split('\n')
        .map((line) => line.trim().split('\r').at(-1)?.trim() ?? '')
        .filter((line) => line !== '')
        .slice(-5);
}
// curl ended before the answer did: it could not write on, for as much was read as is looked at; the body is larger than it was told; or the
// time was over. What came by then counts.
const CURL_TIMEOUT = 28;
const CURL_CUT = [23, 63, CURL_TIMEOUT];
function whyNotHttp(check, { exitCode, stdout, stderr }) {
    const response = parseResponse(stdout);
    if (response === undefined && exitCode === CURL_TIMEOUT)
        return `no answer within ${(0,duration/* formatDuration */.a3)(check.timeoutSeconds)}`;
    if (response === undefined || (exitCode !== 0 && !CURL_CUT.includes(exitCode))) {
        const said = lastLines(stderr)
            .at(-1)
            ?.replace(/^curl: /, '');
        return `no answer${said === undefined ? ` (curl exited with ${exitCode})` : `: ${(0,input_error/* quote */.hD)(said)}`}`;
    }
    if (!check.expectStatus.some((wanted) => statusMatches(wanted, response.status))) {
        return `the status is ${response.status}, not ${check.expectStatus.join(' or ')}`;
    }
    for (const { name, value } of check.expectHeaders) {
        const got = response.headers.filter((header) => header.name.toLowerCase() === name.toLowerCase());
        if (got.length === 0)
            return `there is no header ${(0,input_error/* quote */.hD)(name)}; ${(0,input_error/* quote */.hD)(value)} is expected`;
        if (!got.some((header) => header.value === value)) {
            return `the header ${(0,input_error/* quote */.hD)(name)} is ${got.map((header) => (0,input_error/* quote */.hD)(header.value)).join(' and ')}, not ${(0,input_error/* quote */.hD)(value)}`;
        }
    }
    const why = whyNotBody(check.expectBody, response.body, 'the body');
    if (why === undefined)
        return undefined;
    const encoding = response.headers.find(({ name }) => name.toLowerCase() === 'content-encoding')?.value;
    if (encoding !== undefined && encoding !== 'identity')
        return `the body is compressed (${(0,input_error/* quote */.hD)(encoding)}), which was not asked for: it cannot be compared`;
    return exitCode === CURL_TIMEOUT ? `${why}; it had not ended within ${(0,duration/* formatDuration */.a3)(check.timeoutSeconds)}` : why;
}
function whyNotBody(expected, body, what) {
    if (expected === undefined)
        return undefined;
    const found = expected.kind === 'text' ? body.includes(expected.value) : (0,health_check/* bodyRegex */.IP)(expected.value).test(body);
    if (found)
        return undefined;
    const begins = body.trim() === '' ? 'it is empty' : `it begins with ${(0,input_error/* quote */.hD)(body.trimStart().slice(0, 80))}`;
    return expected.kind === 'text'
        ? `${what} does not have ${(0,input_error/* quote */.hD)(expected.value)}; ${begins}`
        : `${what} does not match ${(0,input_error/* quote */.hD)(`/${expected.value}/`)}; ${begins}`;
}
function statusMatches(wanted, status) {
    return wanted.endsWith('xx') ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted);
}
/** Reads what `curl --include` printed: the last header block and the body. Undefined where there is no whole header block. */
function parseResponse(output) {
    let rest = output;
    for (;;) {
        const end = /\r?\n\r?\n/.exec(rest);
        const [statusLine = '', ...lines] = rest.slice(0, end?.index ?? 0).split(/\r?\n/);
        const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(statusLine)?.[1];
        if (end === null || status === undefined)
            return undefined;
        rest = rest.slice(end.index + end[0].length);
        // 100 Continue, 103 Early Hints: the answer proper is still to come. 101 is an answer of its own.
        if (status.startsWith('1') && status !== '101')
            continue;
        const headers = lines.map((line) => {
            const colon = line.indexOf(':');
            return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
        });
        return { status: Number(status), headers, body: rest };
    }
}

// EXTERNAL MODULE: ./parse/error-words.js
var error_words = __nccwpck_require__(4891);
;// CONCATENATED MODULE: ./health/run.js




/**
 * Asks until the check has passed, for as long as it says, or the deadline is there. A failure within `for` starts that time
 * anew. An attempt that throws (a lost connection, say) is an attempt that failed. The attempt gets the check with its
 * timeout cut to what is left, and a signal that ends with the deadline; where it needs all of that, it does not count, for
 * it says less than the one before.
 */
async function runHealthCheck(check, attempt, { deadline, patienceSeconds = Infinity, signal, onAttempt, now = () => performance.now(), sleep = pause }) {
    const started = now();
    let attempts = 0;
    let passingSince;
    let redSince = started;
    let lastRed = '';
    let reason = 'there was no time left for an attempt';
    for (;;) {
        signal?.throwIfAborted();
        const before = now();
        const left = Math.min(deadline, passingSince === undefined ? redSince + patienceSeconds * 1000 : Infinity) - before;
        if (left <= 0)
            break;
        const timeoutSeconds = Math.max(0.001, Math.min(check.timeoutSeconds, left / 1000));
        const verdict = await tryOnce({ ...check, timeoutSeconds }, attempt, left, signal);
        const wasCutShort = timeoutSeconds < check.timeoutSeconds && now() - before >= timeoutSeconds * 1000;
        const counts = verdict.passed || !wasCutShort || attempts === 0;
        if (counts) {
            attempts += 1;
            onAttempt?.(verdict);
        }
        if (verdict.passed) {
            passingSince ??= before;
            const toGo = passingSince + check.forSeconds * 1000 - now();
            if (toGo <= 0)
                return { passed: true, attempts, seconds: (now() - started) / 1000 };
            reason = `it has not kept passing for ${(0,duration/* formatDuration */.a3)(check.forSeconds)}${lastRed}`;
            await sleep(Math.min(check.intervalSeconds * 1000, toGo), signal);
        }
        else {
            if (passingSince !== undefined)
                redSince = before;
            passingSince = undefined;
            if (counts) {
                reason = verdict.reason;
                lastRed = `, and was last red with: ${verdict.reason}`;
            }
            await sleep(Math.max(0, Math.min(check.intervalSeconds * 1000, deadline - now())), signal);
        }
    }
    signal?.throwIfAborted();
    return { passed: false, reason, attempts, seconds: (now() - started) / 1000 };
}
async function tryOnce(check, attempt, leftMilliseconds, signal) {
    const over = new AbortController();
    // A little grace, so that curl's own time limit, which says more, comes first.
    const timer = setTimeout(() => {
        over.abort(new Error('the time for confirming is over'));
    }, leftMilliseconds + 500);
    const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    try {
        const answer = await Promise.race([attempt(check, ends), rejection(ends)]);
        return judge(check, answer);
    }
    catch (error) {
        signal?.throwIfAborted();
        return { passed: false, reason: (0,input_error/* onOneLine */.GJ)((0,error_words/* wordsOfError */.b)(error)) };
    }
    finally {
        clearTimeout(timer);
    }
}
function rejection(signal) {
    return new Promise((_, reject) => {
        const fail = () => {
            reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
        };
        if (signal.aborted)
            fail();
        else
            signal.addEventListener('abort', fail, { once: true });
    });
}
function pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(done, milliseconds);
        function done() {
            signal?.removeEventListener('abort', stop);
            resolve();
        }
        function stop() {
            clearTimeout(timer);
            reject(signal?.reason instanceof Error ? signal.reason : new Error(String(signal?.reason)));
        }
        signal?.addEventListener('abort', stop, { once: true });
    });
}

// EXTERNAL MODULE: ./runner/process.js + 3 modules
var process = __nccwpck_require__(1010);
;// CONCATENATED MODULE: ./rollout/prove.js





/** Runs all checks at once, until each has passed, the time is over, or the signal says so. Gives the reason of the first that did not. */
async function proveHealthy(rollout, revision, deadline, signal = rollout.context.signal) {
    if (rollout.healthChecks.length === 0)
        return undefined;
    return rollout.phase('check', () => runChecks(rollout, rollout.healthChecks, { revision, deadline, signal }));
}
/**
 * Holds that the checks of a confirmed target stay green for so long, and that it runs what was confirmed at the end. Whatever is red has the time of
 * `confirm-timeout` to be green again, and then the time begins anew. Gives why it is not as it was.
 */
async function proveSoaked(rollout, { revision = '', toplevel }, soak) {
    const { host, context, healthChecks } = rollout;
    const { signal } = context;
    let underWay = 0;
    const inTurn = (ask) => soak.limit(async () => {
        underWay += 1;
        try {
            return await ask();
        }
        finally {
            underWay -= 1;
            if (soak.disconnects && underWay === 0)
                await host.disconnect();
        }
    });
    if (healthChecks.length === 0)
        await (0,promises_.setTimeout)(soak.soakSeconds * 1000, undefined, { signal });
    else {
        const soaking = healthChecks.map((check) => ({
            ...check,
            forSeconds: soak.soakSeconds,
            intervalSeconds: Math.max(check.intervalSeconds, soakIntervalSeconds),
        }));
        const patienceSeconds = host.target.confirmTimeoutSeconds;
        // What turns red again and again does not soak for ever.
        const deadline = performance.now() + (3 * soak.soakSeconds + patienceSeconds) * 1000;
        const failed = await runChecks(rollout, soaking, { revision, deadline, patienceSeconds, signal, around: inTurn, tellsChangesOnly: true });
        if (failed !== undefined)
            return failed;
    }
    const { running } = await inTurn(() => rollout.persist(() => host.status(signal), 20));
    return toplevel === undefined || running === toplevel ? undefined : `it runs ${running} now, which somebody else must have put there`;
}
/** How often a host is asked that is only to stay as it is. */
const soakIntervalSeconds = 5;
async function runChecks(rollout, checks, { revision, deadline, patienceSeconds, signal, around = (ask) => ask(), tellsChangesOnly = false }) {
    const { target } = rollout.host;
    const values = { revision, target: target.name, host: target.host };
    const outcomes = await Promise.all(checks.map(async (template, index) => {
        const check = (0,health_check/* fillIn */.pz)(template, values);
        let before;
        const outcome = await runHealthCheck(check, (attempt, attemptSignal) => around(() => askCheck(rollout, attempt, values, attemptSignal)), {
            deadline,
            ...(patienceSeconds !== undefined && { patienceSeconds }),
            signal,
            onAttempt: (verdict) => {
                if (tellsChangesOnly && before === verdict.passed)
                    return;
                before = verdict.passed;
                rollout.context.emit({
                    type: 'check-answered',
                    target: target.name,
                    index,
                    check: (0,health_check/* describeCheck */.cn)(check),
                    passed: verdict.passed,
                    answer: verdict.passed ? 'as expected' : verdict.reason,
                });
            },
        });
        return { check, outcome };
    }));
    const failed = outcomes.find(({ outcome }) => !outcome.passed);
    return failed && `health check failed: ${(0,health_check/* describeCheck */.cn)(failed.check)}: ${failed.outcome.reason ?? ''} (${failed.outcome.attempts} attempts)`;
}
async function askCheck({ host }, check, values, signal) {
    if (check.from === 'runner') {
        const { code, stdout, stderrTail } = await (0,process/* run */.eF)('curl', ['-q', '-K', '-'], { input: curlConfig(check), signal, maxStdoutBytes: BODY_BYTES });
        return { exitCode: code, stdout, stderr: stderrTail };
    }
    const environment = (0,health_check/* checkEnvironment */.Qz)(values);
    const request = {
        verb: 'check',
        kind: check.kind,
        timeout: Math.ceil(check.timeoutSeconds),
        revision: environment.REVISION,
        target: environment.TARGET,
        host: environment.HOST,
    };
    const data = check.kind === 'http' ? curlFields(check) : check.kind === 'command' ? check.command : check.check;
    const answer = await host.call(request, { data, signal });
    // A long line comes in parts, of which the last is an `out`.
    const stdout = answer
        .filter(({ keyword }) => keyword === 'out' || keyword === 'part')
        .map(({ keyword, rest }) => (keyword === 'out' ? `${rest}\n` : rest))
        .join('');
    return { exitCode: Number(answer.find(({ keyword }) => keyword === 'exit')?.rest ?? 1), stdout, stderr: stdout };
}
/** A host that is already what `activate` would make it is left alone; where it runs the revision, its health is proven all the same. */
async function proveUnchanged(rollout, revision, healthyLabel, known) {
    const { host } = rollout;
    if (host.target.activate === 'boot')
        return { ...known, state: 'unchanged', reason: 'boots it next already' };
    const failed = await proveHealthy(rollout, revision, performance.now() + host.target.confirmTimeoutSeconds * 1000);
    if (failed !== undefined)
        return { ...known, state: 'failed', reason: `${failed}. It ran this system already, so nothing was changed and there is nothing to go back to` };
    if (host.target.activate === 'switch' && healthyLabel !== revision)
        await host.call({ verb: 'adopt', revision, who: rollout.context.who }, { signal: rollout.context.signal });
    return { ...known, state: 'unchanged', reason: host.target.activate === 'switch' ? 'runs it already, and has confirmed it' : 'runs it already' };
}


/***/ }),

/***/ 9221:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ask)
/* harmony export */ });
/* harmony import */ var _actions_exec__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5604);
/* harmony import */ var _process_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1010);


/**
 * Asks a program something that it answers at once and in few words: its version, the public half of a key. Nothing is
 * printed, neither the command line nor the answer. It rejects with `ProgramMissing`, and otherwise as `run` does.
 *
 * It is for what needs no input, no limit and no way to be ended: the library closes no standard input that it has not
 * written, its write to a program that ends without reading is an uncaught EPIPE, and it has no handle on the child.
 */
async function ask(program, args, { signal, mustSucceed } = {}) {
    signal?.throwIfAborted();
    // In quotes, for the library takes words after a space for arguments.
    const { exitCode, stdout, stderr } = await (0,_actions_exec__WEBPACK_IMPORTED_MODULE_0__/* .getExecOutput */ .H)(`"${program}"`, [...args], { silent: true, ignoreReturnCode: true }).catch((cause) => {
        if (cause instanceof Error && cause.message.startsWith('Unable to locate executable file'))
            throw new _process_js__WEBPACK_IMPORTED_MODULE_1__/* .ProgramMissing */ .Xh(program, { cause });
        throw cause;
    });
    signal?.throwIfAborted();
    // The library gives null, whatever its types say, for what a signal has ended, and does not tell which.
    const exit = { code: Number.isInteger(exitCode) ? exitCode : 128, stderrTail: stderr };
    if (mustSucceed !== undefined && exit.code !== 0)
        throw new _process_js__WEBPACK_IMPORTED_MODULE_1__/* .ProgramFailed */ .Oh(mustSucceed, exit);
    return { ...exit, stdout };
}


/***/ }),

/***/ 5493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ju: () => (/* binding */ needKnownMachine),
/* harmony export */   M5: () => (/* binding */ readResultsService),
/* harmony export */   Qo: () => (/* binding */ readEnvironment),
/* harmony export */   X$: () => (/* binding */ forgetInputs)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8161);

/** Reads the environment once, at the edge. Empty variables count as not set. */
function readEnvironment(variables = process.env) {
    const read = (name) => {
        const value = variables[name];
        return value === undefined || value === '' ? undefined : value;
    };
    return {
        runUrl: runUrl(read),
        attempt: read('GITHUB_RUN_ATTEMPT') ?? '1',
        actor: read('GITHUB_TRIGGERING_ACTOR') ?? read('GITHUB_ACTOR'),
        repository: read('GITHUB_REPOSITORY'),
        commitUrl: commitUrl(read),
        action: action(read),
        sha: read('GITHUB_SHA'),
        summaryPath: read('GITHUB_STEP_SUMMARY'),
        workspace: read('GITHUB_WORKSPACE') ?? process.cwd(),
        runnerTemp: read('RUNNER_TEMP') ?? (0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)(),
        home: read('HOME') ?? (0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)(),
        sshAuthSock: read('SSH_AUTH_SOCK'),
        searchPath: (read('PATH') ?? '').split(':').filter((directory) => directory.startsWith('/')),
        debug: read('RUNNER_DEBUG') === '1',
    };
}
/** Reads what the libraries for artifacts and caches read. */
function readResultsService(variables = process.env) {
    const read = (name) => (variables[name] === '' ? undefined : variables[name]);
    return {
        url: read('ACTIONS_RESULTS_URL'),
        token: read('ACTIONS_RUNTIME_TOKEN'),
        cacheUrl: read('ACTIONS_CACHE_URL'),
        isCacheV2: read('ACTIONS_CACHE_SERVICE_V2') !== undefined,
    };
}
function runUrl(read) {
    const [server, repository, run] = [read('GITHUB_SERVER_URL'), read('GITHUB_REPOSITORY'), read('GITHUB_RUN_ID')];
    if (server === undefined || repository === undefined || run === undefined)
        return undefined;
    const attempt = read('GITHUB_RUN_ATTEMPT');
    return `${server}/${repository}/actions/runs/${run}${attempt === undefined ? '' : `/attempts/${attempt}`}`;
}
function commitUrl(read) {
    const [server, repository] = [read('GITHUB_SERVER_URL'), read('GITHUB_REPOSITORY')];
    return server === undefined || repository === undefined ? undefined : `${server}/${repository}/commit/`;
}
function action(read) {
    const [repository, ref] = [read('GITHUB_ACTION_REPOSITORY'), read('GITHUB_ACTION_REF')];
    return repository === undefined || ref === undefined ? undefined : `${repository}@${ref}`;
}
/** Throws on a machine for which this action is not made, in place of whatever would fail there first. */
function needKnownMachine(platform = process.platform, arch = process.arch) {
    if ((platform === 'linux' || platform === 'darwin') && (arch === 'x64' || arch === 'arm64'))
        return;
    const name = platform === 'win32' ? 'Windows' : `${platform} on ${arch}`;
    throw new Error(`nix-flake-deploy runs on Linux and macOS, x64 and ARM64, and this runner is ${name}; write \`runs-on: ubuntu-latest\`, for one`);
}
/**
 * Takes the inputs and the state out of the environment, once they are read: what we start inherits the environment,
 * and a key has no business in that of ssh or Nix.
 */
function forgetInputs(variables = process.env) {
    for (const name of Object.keys(variables)) {
        if (/^(INPUT|STATE)_/.test(name)) {
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the only way to unset a variable
            delete variables[name];
        }
    }
}


/***/ }),

/***/ 1010:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Oh: () => (/* binding */ ProgramFailed),
  Xh: () => (/* binding */ ProgramMissing),
  eF: () => (/* binding */ run),
  ni: () => (/* binding */ start)
});

// UNUSED EXPORTS: ProgramTimeout

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./runner/lines.js

const maxLineCharacters = 64 * 1024;
/** Cuts a stream of text into lines, without their ends; a line beyond 64 KiB is cut into several. */
class LineCutter {
    #decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    #rest = '';
    cut(chunk) {
        const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
        let rest = lines.pop() ?? '';
        for (; rest.length > maxLineCharacters; rest = rest.slice(maxLineCharacters))
            lines.push(rest.slice(0, maxLineCharacters));
        this.#rest = rest;
        return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
    }
    end() {
        const rest = this.#rest + this.#decoder.end();
        this.#rest = '';
        return rest === '' ? [] : [rest];
    }
}
/** Hands each line on as it comes. What the callback throws goes to `fail`. */
function eachLine(stream, onLine, fail) {
    if (onLine === undefined)
        return;
    const cutter = new LineCutter();
    const tell = (lines) => {
        try {
            for (const line of lines)
                onLine(line);
        }
        catch (error) {
            fail(error);
        }
    };
    stream.on('data', (chunk) => tell(cutter.cut(chunk)));
    stream.once('close', () => tell(cutter.end()));
}
/** The lines of a stream, for one reader; a stream that is closed before its end has just ended. */
async function* linesOf(stream) {
    const cutter = new LineCutter();
    try {
        for await (const chunk of stream)
            yield* cutter.cut(chunk);
    }
    catch (error) {
        // Closed from here after the child was gone.
        if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
            throw error;
    }
    yield* cutter.end();
}

;// CONCATENATED MODULE: ./runner/process.js







/** The program is not on this machine. */
class ProgramMissing extends Error {
    program;
    constructor(program, options) {
        super(`the program '${program}' was not found${program.includes('/') ? '' : ' in PATH'}; install it on the runner`, options);
        this.name = 'ProgramMissing';
        this.program = program;
    }
}
/** The child exited with something else than 0. */
class ProgramFailed extends Error {
    exit;
    constructor(what, exit) {
        const said = lastLines(exit.stderrTail, 5);
        super(`${what} failed (exit code ${exit.code})${said === '' ? '' : `: ${said}`}`);
        this.name = 'ProgramFailed';
        this.exit = exit;
    }
}
/** The child was ended because it took longer than `timeoutSeconds`. */
class ProgramTimeout extends Error {
    constructor(file, timeoutSeconds) {
        super(`${(0,external_node_path_.basename)(file)} had not ended after ${timeoutSeconds} s and was stopped`);
        this.name = 'ProgramTimeout';
    }
}
const maxTailCharacters = 64 * 1024;
/** After the exit, for what holds our pipes open and says nothing: a background process that the child left behind. */
const lingerMilliseconds = 1000;
const running = new Set();
let endsWithUs = false;
/**
 * Runs a child to its end. It does not reject for an exit code other than 0 unless `mustSucceed` is set; it rejects with
 * `ProgramMissing`, with `ProgramTimeout`, with the reason of an aborted `signal` (after the child is gone), and with the
 * error of an `input` stream or of a line callback. No error shows an argument.
 */
async function run(file, args, options = {}) {
    const launched = launch(file, args, options);
    const { child, stop } = launched;
    let failure;
    const fail = (reason) => {
        failure ??= { reason };
        stop();
    };
    const timer = options.timeoutSeconds === undefined ? undefined : setTimeout(fail, options.timeoutSeconds * 1000, new ProgramTimeout(file, options.timeoutSeconds));
    const stdout = [];
    const maxStdoutBytes = options.maxStdoutBytes ?? 64 * 1024 * 1024;
    let stdoutBytes = 0;
    child.stdout.on('data', (chunk) => {
        if (stdoutBytes < maxStdoutBytes)
            stdout.push(chunk.subarray(0, maxStdoutBytes - stdoutBytes));
        stdoutBytes += chunk.length;
    });
    const { onStdoutLine } = options;
    if (onStdoutLine !== undefined)
        eachLine(child.stdout, onStdoutLine, fail);
    eachLine(child.stderr, options.onStderrLine, fail);
    feed(child.stdin, options.input, fail);
    try {
        const exit = await launched.exited;
        if (options.input instanceof external_node_stream_.Readable)
            options.input.destroy();
        options.signal?.throwIfAborted();
        // Whatever it was, an Error or not, is handed on as it came.
        if (failure !== undefined)
            throw failure.reason;
        if (options.mustSucceed !== undefined && exit.code !== 0)
            throw new ProgramFailed(options.mustSucceed, exit);
        return { ...exit, stdout: Buffer.concat(stdout).toString('utf8'), stdoutTruncated: stdoutBytes > maxStdoutBytes };
    }
    finally {
        clearTimeout(timer);
    }
}
/** Starts a child to talk with: write to `stdin`, read `lines`, wait for `exited`. */
function start(file, args, options = {}) {
    const { child, exited, stop } = launch(file, args, options);
    const ended = new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.once('error', () => resolve());
    });
    eachLine(child.stderr, options.onStderrLine, stop);
    // Keeps what is written before the reader comes: on exit, Node lets a stream run dry that nobody listens to.
    child.stdout.on('readable', () => undefined);
    // The exit code tells; a write to a child that is gone must not end this process.
    child.stdin.on('error', () => undefined);
    return { stdin: child.stdin, lines: linesOf(child.stdout), ended, exited, stop };
}
function launch(file, args, options) {
    options.signal?.throwIfAborted();
    if (options.cwd !== undefined && !(0,external_node_fs_.existsSync)(options.cwd))
        throw new Error(`the directory '${options.cwd}' does not exist`);
    endChildrenWithUs();
    // A process group of its own, so that what the child started ends with it, and no terminal to ask a passphrase on.
    const child = (0,external_node_child_process_namespaceObject.spawn)(file, args, { cwd: options.cwd, env: childEnvironment(options.env), detached: true, stdio: 'pipe' });
    const { pid } = child;
    let stopping = false;
    const stop = () => {
        if (stopping || pid === undefined)
            return;
        stopping = true;
        if (child.exitCode !== null || child.signalCode !== null) {
            running.delete(pid);
            return;
        }
        signalGroup(pid, 'SIGTERM');
        // Also when the child itself obeys: its own children may not.
        setTimeout(() => {
            signalGroup(pid, 'SIGKILL');
            running.delete(pid);
        }, (options.graceSeconds ?? 2) * 1000).unref();
    };
    if (pid !== undefined)
        running.add(pid);
    options.signal?.addEventListener('abort', stop, { once: true });
    let stderrTail = '';
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    child.stderr.on('data', (chunk) => {
        stderrTail = (stderrTail + decoder.write(chunk)).slice(-maxTailCharacters);
    });
    const exited = new Promise((resolve, reject) => {
        child.once('error', (cause) => {
            if (pid === undefined)
                reject(startError(file, cause));
        });
        child.once('exit', () => closeWhenSilent(child, () => stopping));
        child.once('close', (code, signal) => {
            options.signal?.removeEventListener('abort', stop);
            if (pid !== undefined && !stopping)
                running.delete(pid);
            resolve({ code: code ?? 128 + (signal === null ? 0 : external_node_os_.constants.signals[signal]), stderrTail });
        });
    });
    // Those who wait are told; a child that nobody waits for any more is no unhandled rejection.
    exited.catch(() => undefined);
    return { child, exited, stop };
}
/** `undefined` leaves the environment to spawn, which hands on that of this process. */
function childEnvironment(added) {
    // eslint-disable-next-line no-restricted-syntax -- nothing is read from it: it is handed on whole
    return added === undefined ? undefined : { ...process.env, ...added };
}
function startError(file, cause) {
    if (cause.code === 'ENOENT')
        return new ProgramMissing(file, { cause });
    return new Error(`${(0,external_node_path_.basename)(file)} could not be started (${cause.code ?? cause.message})`, { cause });
}
function endChildrenWithUs() {
    if (endsWithUs)
        return;
    endsWithUs = true;
    process.once('exit', () => running.forEach((pid) => signalGroup(pid, 'SIGKILL')));
}
function signalGroup(pid, signal) {
    try {
        process.kill(-pid, signal);
    }
    catch {
        // The group is gone.
    }
}
/**
 * Streams end when the last holder of the pipe closes it, which may be a background process that outlives the child (an
 * ssh master, say): once the child is gone and its pipes are empty and silent, they are closed from here.
 */
function closeWhenSilent(child, stopped) {
    for (const stream of [child.stdout, child.stderr]) {
        if (stream === null || stream.destroyed)
            continue;
        const close = () => {
            if (stream.readableLength === 0 || stopped())
                stream.destroy();
            else
                timer.refresh();
        };
        const timer = setTimeout(close, lingerMilliseconds);
        stream.on('data', () => timer.refresh());
        stream.once('close', () => clearTimeout(timer));
    }
}
/**
 * Hands the input on. When it breaks off, the child is stopped without having seen an end of its input: it shall not take
 * a part for the whole. A child that stops reading says why by its exit code.
 */
function feed(stdin, input, fail) {
    if (!(input instanceof external_node_stream_.Readable)) {
        stdin.on('error', () => undefined);
        stdin.end(input);
        return;
    }
    stdin.on('error', () => input.destroy());
    input.on('error', fail);
    input.once('end', () => stdin.end());
    input.once('close', () => {
        if (!input.readableEnded && !stdin.destroyed)
            fail(new Error('the input broke off'));
    });
    input.pipe(stdin, { end: false });
}
function lastLines(text, count) {
    return text.trimEnd().split('\n').slice(-count).join('\n').trim();
}


/***/ }),

/***/ 7033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Xd: () => (/* binding */ saveBuildCacheDirectory),
/* harmony export */   mc: () => (/* binding */ saveWorkDirectory),
/* harmony export */   o0: () => (/* binding */ savePrivateDirectory)
/* harmony export */ });
/* unused harmony exports privateDirectory, buildCacheDirectory, workDirectory */
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5282);

// What main tells post. Secrets are never state: GitHub keeps state in a plain file.
const PRIVATE_DIRECTORY = 'privateDirectory';
const BUILD_CACHE_DIRECTORY = 'buildCacheDirectory';
const WORK_DIRECTORY = 'workDirectory';
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


/***/ }),

/***/ 5883:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   Nj: () => (/* binding */ humanSeconds),
/* harmony export */   p6: () => (/* binding */ humanBytes)
/* harmony export */ });
// Numbers as people read them.
/** Seconds for people: `0.4 s`, `12 s`, `3 min 5 s`. */
function humanSeconds(seconds) {
    if (seconds < 9.95)
        return `${seconds.toFixed(1)} s`;
    const whole = Math.round(seconds);
    return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
/** `1 path`, `2 paths`. */
function plural(count, what) {
    return `${count} ${what}${count === 1 ? '' : 's'}`;
}
/** Bytes for people: `512 bytes`, `34 kB`, `1.23 GB`. */
function humanBytes(bytes) {
    const size = Math.abs(bytes);
    const sign = bytes < 0 ? '−' : '';
    if (size < 1000)
        return `${sign}${plural(size, 'byte')}`;
    const unit = ['kB', 'MB', 'GB', 'TB'].findIndex((_, index) => size < 999.5 * 1000 ** (index + 1) || index === 3);
    const value = size / 1000 ** (unit + 1);
    return `${sign}${value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)} ${['kB', 'MB', 'GB', 'TB'][unit] ?? ''}`;
}


/***/ }),

/***/ 7113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ readWorkspaceFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);

const mostBytes = 10_000_000;
/** The text of a file of the workspace. Throws for what is no file, and for one of more than 10 MB. */
function readWorkspaceFile(path) {
    const about = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path);
    if (!about.isFile())
        throw new Error('it is not a file');
    if (about.size > mostBytes)
        throw new Error('it has more than 10 MB');
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
}


/***/ }),

/***/ 2083:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M0: () => (/* binding */ formatAddress),
/* harmony export */   or: () => (/* binding */ parseAddress),
/* harmony export */   pz: () => (/* binding */ parsePort),
/* harmony export */   tN: () => (/* binding */ parseUser)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5918);
/* harmony import */ var _parse_names_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2345);



/** Reads `[user@]host[:port]`; an IPv6 address stands in brackets there, and comes out without them. */
function parseAddress(text) {
    if (text === '')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz("there is no host; write one like 'root@host.example.com'");
    if (/^ssh:\/\//.test(text))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is a URL; write it as ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text.replace(/^ssh:\/+|\/+$/g, ''))}`);
    const at = text.lastIndexOf('@');
    const user = at < 0 ? undefined : text.slice(0, at);
    const rest = text.slice(at + 1);
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(rest))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is an IPv6 address without brackets; write '[${rest.replaceAll('%', '')}]' or '[…]:22'`);
    const parts = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/s.exec(rest);
    if (parts === null)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not an address; write '[user@]host[:port]', an IPv6 address in brackets`);
    const [, bracketed, bare, portText] = parts;
    return {
        ...(user !== undefined && { user: parseUser(user) }),
        host: bracketed === undefined ? hostName(bare ?? '') : addressInBrackets(bracketed),
        ...(portText !== undefined && { port: parsePort(portText) }),
    };
}
function hostName(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_1__/* .isHostName */ .uy)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not a host; write a DNS name, an IPv4 address, or an IPv6 address in brackets`);
}
function addressInBrackets(text) {
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(text) && !text.includes('%'))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} in brackets is not an IPv6 address`);
}
function parseUser(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_1__/* .isUserName */ .RO)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not a user name; write the address as 'user@host'`);
}
function parsePort(text) {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port >= 1 && port <= 65_535)
        return port;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not a port; write a number from 1 to 65535`);
}
/** An address as a person writes it, `user@host:port`. */
function formatAddress({ user, host, port }) {
    const bracketed = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(host) ? `[${host}]` : host;
    return `${user === undefined ? '' : `${user}@`}${bracketed}${port === undefined ? '' : `:${port}`}`;
}


/***/ }),

/***/ 4589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Sh: () => (/* binding */ configurationName),
/* harmony export */   qm: () => (/* binding */ asWritten),
/* harmony export */   zS: () => (/* binding */ whyNotNamed)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5918);
/* harmony import */ var _parse_lost_name_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7051);


/**
 * The name that is meant by a configuration as people write it: `staging`, `nixosConfigurations.staging`, `.#staging`,
 * `.#nixosConfigurations.staging.config.system.build.toplevel` all mean `staging`. Names may have dots, as host names have, and
 * whatever else Nix can be asked for; one that looks like more than a name stands in double quotes.
 */
function configurationName(text) {
    const { name, isQuoted } = nameIn(text.trim());
    const reason = whyNotNamed(name) ?? (!isQuoted && /^-|^\*$|#/.test(name) ? 'such a name stands in double quotes' : undefined);
    if (reason === undefined)
        return name;
    if ((0,_parse_lost_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isLostName */ .C)(name))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} is a name that JavaScript keeps for itself; give the configuration another one in the flake`);
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} is not the name of a configuration${name === '' ? '' : `: ${reason}`}; write a name from the flake's nixosConfigurations, such as 'staging'`);
}
function nameIn(text) {
    const name = text.startsWith('"')
        ? text
        : text
            .replace(/^[^#\s"]*#/, '')
            .replace(/^nixosConfigurations\./, '')
            .replace(/\.config\.system\.build\.toplevel$/, '');
    const quoted = /^"([^"]*)"$/.exec(name)?.[1];
    return { name: quoted ?? name, isQuoted: quoted !== undefined };
}
/** Why a configuration of a flake cannot be named here; undefined where it can. */
function whyNotNamed(name) {
    if (name === '')
        return 'it is empty';
    if (name.includes('"'))
        return 'it has a double quote in it, which Nix can be told in no way';
    if (/[\p{Cc}\p{Cs}]/u.test(name))
        return 'it has a line end or another control character in it';
    if ((0,_parse_lost_name_js__WEBPACK_IMPORTED_MODULE_0__/* .isLostName */ .C)(name))
        return 'JavaScript keeps that name for itself';
    return undefined;
}
/** How a configuration's name is written into an input so that just that is meant. */
function asWritten(name) {
    return name.trim() === name && nameIn(name).name === name && !/^-|,|^\*$|#/.test(name) ? name : `"${name}"`;
}


/***/ }),

/***/ 6458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ko: () => (/* binding */ readInputs),
/* harmony export */   Lo: () => (/* binding */ COMMANDS),
/* harmony export */   WJ: () => (/* binding */ INPUT_DEFAULTS)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5282);
/* harmony import */ var _private_keys_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9245);


const COMMANDS = ['list', 'build', 'archive', 'deploy', 'promote', 'rollback', 'status', 'verify'];
/** Every input with the default that action.yml gives it; '' where it has none. A test holds the two in step. */
const INPUT_DEFAULTS = {
    command: 'deploy',
    flake: '.',
    configurations: '',
    targets: '',
    only: '',
    waves: '',
    soak: '0s',
    together: 'false',
    'max-failures': '0',
    'stage-failures': 'stop',
    'on-failure': 'stop',
    revision: '',
    payload: 'closure',
    archive: '',
    'archive-path': '',
    'archive-contents': 'full',
    'archive-per-configuration': 'false',
    'signing-key': '',
    'compression-level': '3',
    'artifact-name': '',
    'artifact-retention-days': '',
    cache: 'false',
    'github-token': '',
    activate: 'switch',
    'health-check': '',
    'require-healthy-on': '',
    doctor: 'false',
    'activation-timeout': '5m',
    'confirm-timeout': '2m',
    'ssh-private-key': '',
    'known-hosts': '',
    'ssh-config': '',
    'max-parallel': '10',
    'substitute-on-destination': 'true',
    'publish-to': '',
    'publish-only': 'false',
    'revisions-directory': '/srv/revisions',
    'keep-revisions': '10',
    'nix-options': '',
    'out-link-prefix': 'result-',
};
/** Reads the action's inputs as the runner hands them over, and has the runner mask the secret ones, private keys line by line. */
function readInputs() {
    const names = Object.keys(INPUT_DEFAULTS);
    const inputs = Object.fromEntries(names.map((name) => [name, _actions_core__WEBPACK_IMPORTED_MODULE_0__.getInput(name)]));
    for (const line of (0,_private_keys_js__WEBPACK_IMPORTED_MODULE_1__/* .secretLines */ ._o)(inputs['ssh-private-key']))
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.setSecret(line);
    for (const secret of [inputs['signing-key'], inputs['github-token']])
        if (secret !== '')
            _actions_core__WEBPACK_IMPORTED_MODULE_0__.setSecret(secret);
    return inputs;
}


/***/ }),

/***/ 7504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  P: () => (/* binding */ parseSettings)
});

// EXTERNAL MODULE: ./health/check.js
var check = __nccwpck_require__(8816);
// EXTERNAL MODULE: ./parse/input-error.js
var input_error = __nccwpck_require__(5918);
// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var dist = __nccwpck_require__(7728);
// EXTERNAL MODULE: ./parse/schema.js
var schema = __nccwpck_require__(4254);
// EXTERNAL MODULE: ./settings/values.js
var values = __nccwpck_require__(6437);
;// CONCATENATED MODULE: ./settings/archive.js




const artifactSchema = (0,schema/* mapOf */.A7)('archive', { artifact: (0,schema/* plain */.pj)(parseArtifactName), 'run-id': dist/* optional */.lqM((0,schema/* plain */.pj)(parseRunId)) });
/** A path stands alone; `artifact: NAME`, with a `run-id` where it is of another run, is a map. */
function parseArchiveLocation(text) {
    if (!/^(\{|(artifact|run-id)\s*:)/.test(text))
        return { path: (0,values/* inInput */.MO)('archive', () => (0,values/* withoutNul */.ST)(text)) };
    const { artifact, 'run-id': runId } = (0,schema/* conform */.fj)((0,schema/* readYaml */.gM)('archive', text), artifactSchema);
    return { artifact, ...(runId !== undefined && { runId }) };
}
function parseRunId(text) {
    if (/^[1-9]\d{0,15}$/.test(text))
        return Number(text);
    throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(text)} is not the id of a workflow run; it is the number in the address of the run's page`);
}
/** What the artifact service refuses in a name (validateArtifactName in @actions/artifact). */
function parseArtifactName(text) {
    if (!/["*/:<>?\\|\p{Cc}]/u.test(text) && text.length <= 250)
        return text;
    throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(text)} is not a name for an artifact, which has none of " : < > | * ? / \\ and is not longer than 250`);
}
function parseArchiveContents(text) {
    if (text === 'full' || text === 'built')
        return { kind: text };
    const earlier = /^missing-from:\s*(\S.*)$/.exec(text)?.[1];
    if (earlier !== undefined)
        return { kind: 'missing-from', earlier: (0,values/* withoutNul */.ST)(earlier) };
    throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(text)} is none of 'full', 'built' and 'missing-from: ' with a commit or the path of an earlier archive or its manifest`);
}
/** Of an ed25519 key: 32 bytes of seed, 32 of public key. */
function parseSigningKey(text) {
    if (/^[^\s:]+:[A-Za-z0-9+/]{86}==$/.test(text))
        return text;
    throw new input_error/* InputError */.dz('is not a secret key of Nix, NAME:BASE64 on one line; `nix key generate-secret --key-name NAME` makes one');
}

// EXTERNAL MODULE: ./settings/inputs.js
var inputs = __nccwpck_require__(6458);
// EXTERNAL MODULE: ./settings/private-keys.js
var private_keys = __nccwpck_require__(9245);
;// CONCATENATED MODULE: ./settings/publishing.js


/** Reads `publish-to` and `publish-only`; undefined where nothing is to be published. */
function parsePublishing(to, only) {
    if (to !== '')
        return { url: (0,values/* inInput */.MO)('publish-to', () => parseStoreUrl(to)), only };
    if (only)
        throw new input_error/* InputError */.dz("publish-only: hosts that are sent nothing need a store to fetch from; write its URL in 'publish-to', or leave this out");
    return undefined;
}
/** The URL of a store to which Nix copies. What a person has to keep to himself is not shown in the error. */
function parseStoreUrl(text) {
    const [, scheme, authority = ''] = /^(https?|s3|file|ssh|ssh-ng):\/\/([^/?#\s\p{Cc}]*)[^\s\p{Cc}#]*$/u.exec(text) ?? [];
    // Whatever it begins with, and whatever a password may have in it.
    const [, user = ''] = /^[^:]*:\/\/([^/?]*@)/.exec(text) ?? [];
    const hasSecret = scheme?.startsWith('ssh') === true ? user.includes(':') : user !== '';
    if (hasSecret)
        throw new input_error/* InputError */.dz("there is a user or a password in the URL, which the log and the list of processes would show; leave it out, and name a netrc file in 'nix-options' ('--netrc-file' and its path, on two lines), or for S3 set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the step's env");
    if (scheme === undefined || (scheme === 'file' ? !/^file:\/\/\/[^?]/.test(text) : authority === ''))
        throw new input_error/* InputError */.dz(`${(0,input_error/* quote */.hD)(text.replace(/\/\/.*@/, '//…@'))} is not the URL of a store; write one like 'https://cache.example.com', 's3://bucket?region=eu-central-1', 'ssh-ng://user@cache.example.com' or 'file:///srv/cache'`);
    return text;
}
/** Throws an InputError where nothing is built that could be published, or where hosts could get nothing at all. */
function needPublishable({ only }, { command, payloads, archive, substituteOnDestination }) {
    if (command !== 'deploy')
        throw new input_error/* InputError */.dz(`publish-to: '${command}' publishes nothing; leave it out`);
    if (archive !== undefined)
        throw new input_error/* InputError */.dz("publish-to: what comes from an archive goes to the hosts as it is, without Nix on the runner; leave out 'publish-to' or 'archive'");
    if (payloads[0] !== 'closure')
        throw new input_error/* InputError */.dz(`publish-to: with 'payload: ${payloads[0] ?? ''}' the system is built on the host, and none is here to publish; write 'payload: closure'`);
    if (only && !substituteOnDestination)
        throw new input_error/* InputError */.dz("publish-only: hosts that are sent nothing must be let fetch; write 'substitute-on-destination: true', or leave it out");
}

// EXTERNAL MODULE: ./settings/revision.js
var revision = __nccwpck_require__(3674);
// EXTERNAL MODULE: ./settings/selection.js
var selection = __nccwpck_require__(8205);
// EXTERNAL MODULE: ./settings/targets.js
var settings_targets = __nccwpck_require__(9341);
;// CONCATENATED MODULE: ./settings/target-sources.js


const aFile = /^[^\s:{}[\]"'#][^:{}"']*\.(?:ya?ml|json)$/;
/**
 * Reads the `targets` or `require-healthy-on` input, named by `input`: first any number of lines that are `flake` or the name of a file (of
 * the workspace, as YAML or JSON), then a YAML map; or only one of these. Throws an InputError that names the place of each mistake.
 */
function parseTargetSources(input, text, readFile) {
    const lines = text.split('\n');
    const first = lines.findIndex((line) => !/^\s*(?:#.*)?$/.test(line) && line.trim() !== 'flake' && !aFile.test(line.trim()));
    const words = (first < 0 ? lines : lines.slice(0, first)).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    const byHand = words.filter((word) => word !== 'flake').map((file) => (0,settings_targets/* parseTargetMap */.$L)(file, contentOf(input, file, readFile), false));
    // Lines keep their numbers.
    if (first >= 0)
        byHand.push((0,settings_targets/* parseTargetMap */.$L)(input, `${'\n'.repeat(first)}${lines.slice(first).join('\n')}`));
    else if (words.length === 0)
        byHand.push((0,settings_targets/* parseTargetMap */.$L)(input, text));
    return { byHand, fromFlake: words.includes('flake') };
}
function contentOf(input, file, readFile) {
    try {
        return readFile(file);
    }
    catch (cause) {
        const said = (0,input_error/* onOneLine */.GJ)(cause instanceof Error ? cause.message : String(cause));
        throw new input_error/* InputError */.dz(`${input}: the file ${(0,input_error/* quote */.hD)(file)} cannot be read: ${said}; it is looked for in the working directory of the step: does 'actions/checkout' come before it?`, { cause });
    }
}
/** The flake, as a place in which the targets of an input are told. */
function sourceFromFlake(input, { source, targets }) {
    return {
        targets: new Map(Object.entries(targets)),
        defaults: {},
        isForAll: false,
        errorAt: (name, _, message) => new input_error/* InputError */.dz(`${input}, ${name} (of the flake's ${source}): ${message}`),
    };
}

// EXTERNAL MODULE: ./settings/waves.js
var waves = __nccwpck_require__(4981);
;// CONCATENATED MODULE: ./settings/parse.js












/** Those that say what `archive` makes. */
const ofMakingArchives = [
    'archive-path',
    'archive-contents',
    'archive-per-configuration',
    'signing-key',
    'compression-level',
    'artifact-name',
    'artifact-retention-days',
];
/** Those that say how the targets of a run follow each other. */
const ofRollingOut = ['waves', 'soak', 'together', 'max-failures', 'stage-failures', 'on-failure'];
/** Checks the inputs and gives what they ask for. Throws an InputError that names the input and says what would do. */
function parseSettings(given, readFile) {
    // An empty input is one that was not given: that is what `${{ vars.UNSET }}` comes to.
    const text = (name) => (given[name] === '' ? inputs/* INPUT_DEFAULTS */.WJ[name] : given[name]);
    const read = (name, parse) => (0,values/* inInput */.MO)(name, () => parse(text(name)));
    const optional = (name) => (given[name] === '' ? undefined : read(name, values/* withoutNul */.ST));
    const sources = (name) => given[name] === '' ? { byHand: [], fromFlake: false } : parseTargetSources(name, given[name], readFile);
    const command = read('command', (word) => (0,values/* oneOf */.yL)(word, inputs/* COMMANDS */.Lo, 'a command'));
    const defaults = {
        activate: read('activate', settings_targets/* parseActivation */.oT),
        healthChecks: given['health-check'] === '' ? [] : (0,check/* parseHealthChecks */.Pe)('health-check', given['health-check']),
        activationTimeoutSeconds: read('activation-timeout', settings_targets/* parseTimeout */.ZZ),
        confirmTimeoutSeconds: read('confirm-timeout', settings_targets/* parseTimeout */.ZZ),
    };
    const only = read('only', selection/* parseSelection */.g);
    if (given.only !== '' && only.length === 0)
        throw new input_error/* InputError */.dz('only: is empty; write names of targets, globs or tags, or leave it out');
    const ofWaves = { soakSeconds: read('soak', waves/* parseSoak */.q9), together: read('together', values/* trueOrFalse */.dt) };
    const privateKeys = optional('ssh-private-key');
    const asked = { targets: sources('targets'), gate: sources('require-healthy-on') };
    const rest = {
        command,
        flake: read('flake', values/* parseFlake */.Jw),
        configurations: given.configurations === '' ? undefined : read('configurations', values/* parseConfigurations */.dV),
        healthChecks: defaults.healthChecks,
        doctor: read('doctor', values/* trueOrFalse */.dt),
        ...revisionFor(command, given.revision),
        payloads: read('payload', values/* parsePayloads */.bq),
        archive: given.archive === '' ? undefined : parseArchiveLocation(given.archive),
        making: {
            path: optional('archive-path'),
            contents: read('archive-contents', parseArchiveContents),
            perConfiguration: read('archive-per-configuration', values/* trueOrFalse */.dt),
            signingKey: given['signing-key'] === '' ? undefined : read('signing-key', parseSigningKey),
            compressionLevel: read('compression-level', (number) => (0,values/* wholeNumber */.rD)(number, 1, 19)),
            artifactName: given['artifact-name'] === '' ? undefined : read('artifact-name', parseArtifactName),
            artifactRetentionDays: given['artifact-retention-days'] === '' ? undefined : read('artifact-retention-days', (number) => (0,values/* wholeNumber */.rD)(number, 1, 400)),
        },
        cache: read('cache', values/* trueOrFalse */.dt),
        githubToken: optional('github-token'),
        ssh: {
            privateKeys: privateKeys === undefined ? undefined : (0,private_keys/* parsePrivateKeys */.Pk)(privateKeys),
            knownHosts: optional('known-hosts'),
            config: optional('ssh-config'),
        },
        maxParallel: read('max-parallel', (number) => (0,values/* wholeNumber */.rD)(number, 1, 100)),
        substituteOnDestination: read('substitute-on-destination', values/* trueOrFalse */.dt),
        publish: parsePublishing(given['publish-to'], read('publish-only', values/* trueOrFalse */.dt)),
        revisionsDirectory: read('revisions-directory', values/* parseRevisionsDirectory */.RQ),
        keepRevisions: read('keep-revisions', (number) => (0,values/* wholeNumber */.rD)(number, 1, 1000)),
        nixOptions: read('nix-options', values/* parseNixOptions */.Zn),
        outLinkPrefix: read('out-link-prefix', values/* parseOutLinkPrefix */.ag),
    };
    if (rest.publish !== undefined)
        needPublishable(rest.publish, rest);
    const making = command === 'archive'
        ? undefined
        : ofMakingArchives.find((name) => text(name) !== inputs/* INPUT_DEFAULTS */.WJ[name] && !(name === 'signing-key' && command === 'deploy'));
    if (making !== undefined)
        throw new input_error/* InputError */.dz(`${making}: '${command}' makes no archive; leave it out`);
    const rollingOut = ['deploy', 'promote', 'rollback'].includes(command) ? undefined : ofRollingOut.find((name) => text(name) !== inputs/* INPUT_DEFAULTS */.WJ[name]);
    if (rollingOut !== undefined)
        throw new input_error/* InputError */.dz(`${rollingOut}: '${command}' activates nothing; leave it out`);
    const complete = (fromFlake) => {
        const targetsOf = (name, input, from) => {
            const all = [...(asked[name].fromFlake && fromFlake !== undefined ? [sourceFromFlake(input, fromFlake)] : []), ...asked[name].byHand];
            return all.length === 0 ? [] : (0,settings_targets/* completeTargets */.q4)(input, all, from);
        };
        const all = targetsOf('targets', 'targets', defaults);
        if (only.length > 0 && all.length === 0)
            throw new input_error/* InputError */.dz("only: there are no targets to choose from; write 'targets', or leave it out");
        const targets = only.length === 0 || all.length === 0 ? all : (0,values/* inInput */.MO)('only', () => (0,selection/* select */.L)(only, all));
        const plan = {
            waves: given.waves === '' ? (targets.length === 0 ? [] : [{ title: '', targets, ...ofWaves }]) : (0,waves/* parseWaves */.aX)(given.waves, all, targets, ofWaves),
            stageFailures: read('stage-failures', (word) => (0,values/* oneOf */.yL)(word, waves/* STAGE_FAILURES */.VC, 'what is done where a target cannot be staged')),
            maxFailures: read('max-failures', (number) => (0,waves/* parseMaxFailures */.$T)(number, targets.length)),
            onFailure: read('on-failure', (word) => (0,values/* oneOf */.yL)(word, waves/* ON_FAILURE */.hM, 'what is done where targets fail')),
        };
        (0,waves/* needTogether */.jQ)(plan.waves, rest.maxParallel);
        (0,waves/* needSoaking */.tA)(plan.waves);
        const settings = { ...rest, targets, plan, gate: targetsOf('gate', 'require-healthy-on', { ...defaults, healthChecks: [] }) };
        refuseWhatCannotBe(settings);
        (0,private_keys/* needKeys */.n7)(settings.ssh.privateKeys, [...settings.targets, ...settings.gate]);
        return settings;
    };
    return asked.targets.fromFlake || asked.gate.fromFlake ? { flake: rest.flake, nixOptions: rest.nixOptions, withTargets: complete } : complete();
}
/** What each command must be told, and what would have no effect and so is not what the user means. */
function refuseWhatCannotBe({ command, targets, gate, doctor, revision, payloads, archive, making }) {
    const needsTargets = command !== 'list' && command !== 'build' && command !== 'archive';
    if (needsTargets && targets.length === 0) {
        throw new input_error/* InputError */.dz(`targets: '${command}' needs to know where; write one like 'staging: root@staging.example.com'`);
    }
    if (command === 'promote' && revision === undefined) {
        throw new input_error/* InputError */.dz("revision: 'promote' needs to know what; write a label such as a git SHA, 'healthy' or 'latest'");
    }
    if (gate.length > 0 && command !== 'promote' && command !== 'deploy') {
        throw new input_error/* InputError */.dz(`require-healthy-on: '${command}' knows no gate; leave it out`);
    }
    if (doctor && command !== 'status') {
        throw new input_error/* InputError */.dz(`doctor: '${command}' asks nothing else of the hosts than it needs; leave it out, or write 'command: status'`);
    }
    if (payloads.length > 1 && command !== 'archive') {
        throw new input_error/* InputError */.dz(`payload: '${command}' takes one; write one of ${payloads.join(', ')}`);
    }
    if (archive !== undefined && command !== 'deploy' && command !== 'promote') {
        throw new input_error/* InputError */.dz(`archive: '${command}' takes nothing from an archive; leave it out`);
    }
    if (making.signingKey !== undefined && command === 'deploy') {
        if (archive !== undefined)
            throw new input_error/* InputError */.dz("signing-key: an archive is signed when it is made, with the 'signing-key' of that step; leave it out here");
        if (payloads[0] !== 'closure')
            throw new input_error/* InputError */.dz(`signing-key: what a ${payloads[0]} comes to is only known on the host that builds it, so nothing can be said of it; leave it out, or write 'payload: closure'`);
    }
    const idle = targets.find((target) => target.activate === 'none');
    if (idle !== undefined && (command === 'promote' || command === 'rollback')) {
        throw new input_error/* InputError */.dz(`activate: 'none' on target '${idle.name}' leaves '${command}' nothing to do; write 'switch' for it`);
    }
}
function revisionFor(command, text) {
    const reserved = {
        promote: ['latest', 'healthy'],
        rollback: ['latest', 'healthy', 'previous'],
    };
    if (text !== '')
        return { revision: (0,values/* inInput */.MO)('revision', () => (0,revision/* parseRevision */.P)(text, reserved[command] ?? [])) };
    return command === 'rollback' ? { revision: 'previous' } : {};
}


/***/ }),

/***/ 9245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ normalisePrivateKey),
/* harmony export */   Pk: () => (/* binding */ parsePrivateKeys),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   _o: () => (/* binding */ secretLines),
/* harmony export */   n7: () => (/* binding */ needKeys),
/* harmony export */   qQ: () => (/* binding */ placeOfKey)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5918);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4254);
/* harmony import */ var _targets_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9341);



/** A map begins with a brace or with a name, and PuTTY's own format, too. */
const beginsLikeMap = /^(?:\s*#.*\n|---[ \t]*\n)*\s*(?:\{|(?!PuTTY-)(?:"[^"\n]+"|'[^'\n]+'|@?[A-Za-z0-9][\w.-]*)\s*:(?:\s|$))/;
/**
 * Reads the `ssh-private-key` input: a key in any form, or a YAML (or JSON) map of target, or `@tag` of targets, to key. Throws an InputError that shows nothing
 * of what was given but names.
 */
function parsePrivateKeys(text) {
    if (!beginsLikeMap.test(text))
        return text;
    const keys = new Map(Object.entries(readKeys(text)));
    for (const [name, key] of keys)
        if (key.trim() === '')
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`ssh-private-key, ${name}: the key is empty; does this job see the secret?`);
    return keys;
}
function readKeys(text) {
    try {
        const value = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)((given) => given);
        return (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .conform */ .fj)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .readYaml */ .gM)('ssh-private-key', text), (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .named */ .KT)('a map of targets to keys', nameOrTag, value));
    }
    catch (error) {
        // Its words may be a part of a key.
        if (!(error instanceof _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz))
            throw error;
        const [, line] = /^ssh-private-key, line (\d+)/.exec(error.message) ?? [];
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`ssh-private-key${line === undefined ? '' : `, line ${line}`}: this is neither a key nor a map of targets to keys; write each as \`NAME: \${{ toJSON(secrets.ITS_KEY) }}\`, one a line`);
    }
}
function nameOrTag(text) {
    return text.startsWith('@') ? `@${(0,_targets_js__WEBPACK_IMPORTED_MODULE_1__/* .tagName */ .wZ)(text.slice(1))}` : (0,_targets_js__WEBPACK_IMPORTED_MODULE_1__/* .targetName */ .je)(text);
}
/** Throws where a target has no key of its own. Keys of other targets may be there. */
function needKeys(keys, targets) {
    if (keys === undefined || typeof keys === 'string')
        return;
    const without = targets.find((target) => keyOf(keys, target) === undefined);
    if (without === undefined)
        return;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(`ssh-private-key: there is no key for the target ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(without.name)}; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .wouldDo */ .J7)(without.name, [...keys.keys()])}`);
}
/** Under what the key of a target stands in a map: its name, or else the first of its tags that has one. */
function placeOfKey(keys, { name, tags }) {
    return [name, ...tags.map((tag) => `@${tag}`)].find((place) => keys.has(place));
}
/** The key of a target. */
function keyOf(keys, target) {
    return typeof keys === 'object' ? keys.get(placeOfKey(keys, target) ?? '') : keys;
}
/**
 * What is worth masking of the keys: their lines, as they were given and as OpenSSH has them, but not their frames nor a last line so short that
 * it stands in any text.
 */
function secretLines(text) {
    // Keys that YAML folds, that are quoted in base64 or stand in a map that cannot be read are found by how they look.
    const words = text.split(/\s+|\\[rn]/).flatMap((word) => word.match(/[A-Za-z0-9+/]{32,}=*/g) ?? []);
    const lines = [...keysIn(text), ...words]
        .flatMap((key) => [key, normalisePrivateKey(key)])
        .flatMap((key) => key.split(/[\r\n]+|\\[rn]/))
        .map((line) => line.trim());
    return [...new Set(lines)].filter((line) => line.length >= 8 && !line.startsWith('-----'));
}
function keysIn(text) {
    try {
        const keys = parsePrivateKeys(text);
        return typeof keys === 'string' ? [keys] : [...keys.values()];
    }
    catch {
        // What is wrong with it is told once it is masked.
        return [text];
    }
}
/**
 * A private key as OpenSSH wants it. What became of it on its way through a form or a variable is mended where there is only one
 * thing it can have been: line ends of other systems, written as `\n` or turned into spaces; spaces around, no final line end;
 * quotes around; all of it in base64.
 */
function normalisePrivateKey(text) {
    const plain = decoded(text)
        .replaceAll(/\\r\\n|\\n|\r\n?/g, '\n')
        .trim()
        .replaceAll(/^(["'])([^]*)\1$/g, '$2');
    const [, type = '', body = ''] = /^-----BEGIN ([A-Z0-9 ]+)-----([^]*)-----END \1-----$/.exec(plain.trim()) ?? [];
    // Headers, as of an encrypted key, are lines that have to stay whole.
    if (type === '' || body.includes(':'))
        return `${plain.replaceAll(/^[ \t]+|[ \t]+$/gm, '').trim()}\n`;
    const lines = body.split(/\s+/).flatMap((word) => word.match(/.{1,76}/g) ?? []);
    return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`, ''].join('\n');
}
function decoded(text) {
    // LS0tLS1CRUdJTi is -----BEGIN.
    return /^LS0tLS1CRUdJTi[A-Za-z0-9+/=\s]+$/.test(text.trim()) ? Buffer.from(text, 'base64').toString('utf8') : text;
}


/***/ }),

/***/ 3674:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ isReserved),
/* harmony export */   P: () => (/* binding */ parseRevision)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5918);

/** Words that name a revision by its standing on a host; never labels. */
const RESERVED_REVISIONS = ['latest', 'healthy', 'previous'];
/** Whether a text is `latest`, `healthy` or `previous`. */
function isReserved(text) {
    return RESERVED_REVISIONS.includes(text);
}
const LABEL = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;
const LABEL_LENGTH = 100;
/**
 * Reads a revision: a label such as a git SHA, or one of the reserved words that the command at hand knows.
 * Throws an InputError for anything else.
 */
function parseRevision(text, reserved) {
    if (text.length > LABEL_LENGTH) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is ${text.length} characters long; a label has at most ${LABEL_LENGTH}`);
    }
    if (!LABEL.test(text)) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not a label; write a git SHA, or letters, digits, '.', '_', '+' and '-', with a letter or digit first`);
    }
    if (isReserved(text) && !reserved.includes(text)) {
        const known = reserved.length === 0 ? 'a label such as the git SHA' : `a label or ${reserved.map(_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD).join(' or ')}`;
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} has a meaning of its own and cannot be used here; write ${known}`);
    }
    return text;
}


/***/ }),

/***/ 8205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ select),
/* harmony export */   g: () => (/* binding */ parseSelection)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5918);
/* harmony import */ var _targets_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9341);


/**
 * Reads words, with white space or commas between them: names of targets, globs (`*` is any text, `?` any character), tags as `@tag`, and any of
 * these after a `!`, which leaves out what it matches. Throws an InputError for what is none.
 */
function parseSelection(text) {
    return text
        .split(/[\s,]+/)
        .filter((word) => word !== '')
        .map(parseWord);
}
function parseWord(text) {
    const isNot = text.startsWith('!');
    const word = isNot ? text.slice(1) : text;
    if (word.startsWith('@')) {
        const tag = (0,_targets_js__WEBPACK_IMPORTED_MODULE_0__/* .tagName */ .wZ)(word.slice(1));
        return { text, isNot, matches: ({ tags }) => tags.includes(tag) };
    }
    if (!/[*?]/.test(word)) {
        const name = (0,_targets_js__WEBPACK_IMPORTED_MODULE_0__/* .targetName */ .je)(word);
        return { text, isNot, matches: (target) => target.name === name };
    }
    if (!/^[A-Za-z0-9._*?-]+$/.test(word))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(word)} is not a glob; use letters, digits, '.', '_', '-', '*' and '?'`);
    const glob = new RegExp(`^${word.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`);
    return { text, isNot, matches: ({ name }) => glob.test(name) };
}
/**
 * The targets that are chosen, in their order: those that any word matches, or all where each word leaves out. Throws an InputError where a word
 * matches nothing, or where nothing is left, with what there is.
 */
function select(selection, targets) {
    for (const { text, matches } of selection) {
        if (!targets.some(matches))
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} matches no target; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .wouldDo */ .J7)(text.replace(/^!/, ''), [...new Set(whatThereIs(targets))])}`);
    }
    const wanted = selection.filter(({ isNot }) => !isNot);
    const unwanted = selection.filter(({ isNot }) => isNot);
    const chosen = targets.filter((target) => (wanted.length === 0 || wanted.some(({ matches }) => matches(target))) && !unwanted.some(({ matches }) => matches(target)));
    if (chosen.length > 0)
        return chosen;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(selection.map(({ text }) => text).join(' '))} leaves no target; known: ${whatThereIs(targets).join(', ')}`);
}
function whatThereIs(targets) {
    return [...targets.map(({ name }) => name), ...new Set(targets.flatMap(({ tags }) => tags.map((tag) => `@${tag}`)))];
}


/***/ }),

/***/ 9341:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ parseTargetMap),
/* harmony export */   ZX: () => (/* binding */ provingSeconds),
/* harmony export */   ZZ: () => (/* binding */ parseTimeout),
/* harmony export */   fo: () => (/* binding */ DAY_SECONDS),
/* harmony export */   je: () => (/* binding */ targetName),
/* harmony export */   oT: () => (/* binding */ parseActivation),
/* harmony export */   q4: () => (/* binding */ completeTargets),
/* harmony export */   wZ: () => (/* binding */ tagName)
/* harmony export */ });
/* unused harmony exports ACTIVATIONS, keysOfTarget, keysForAll */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(7728);
/* harmony import */ var _health_check_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8816);
/* harmony import */ var _parse_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5729);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5918);
/* harmony import */ var _parse_names_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2345);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4254);
/* harmony import */ var _parse_what_is_said_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(7984);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2083);
/* harmony import */ var _configuration_name_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(4589);









/** What is done with a system on a target. */
const ACTIVATIONS = ['switch', 'boot', 'test', 'dry-activate', 'none'];
/** The longest that anything on a host may take or wait. */
const DAY_SECONDS = 86_400;
/** Reads one of the words of the `activate` input. */
function parseActivation(text) {
    const known = ACTIVATIONS.find((activation) => activation === text);
    if (known === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(text)} is not a way to activate; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .wouldDo */ .J7)(text, ACTIVATIONS)}`);
    return known;
}
/** Reads how long something may take on a host: whole seconds, from a second to a day. */
function parseTimeout(text) {
    return (0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDurationWithin */ .Ts)(text, { minSeconds: 1, maxSeconds: DAY_SECONDS, whole: true });
}
/**
 * How long reaching and checking a target may take: `confirm-timeout` without a margin, for the host's own clock begins
 * earlier, and the confirmation needs a moment too.
 */
function provingSeconds({ confirmTimeoutSeconds }) {
    return confirmTimeoutSeconds - Math.min(5, confirmTimeoutSeconds / 5);
}
/** Reads the name of a target. */
function targetName(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isPlainName */ .sh)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(text)} cannot name a target; use letters, digits, '.', '_' and '-', with a letter or digit first`);
}
/** Reads a tag, as it is written at a target: without the `@` by which it is chosen. */
function tagName(text) {
    if ((0,_parse_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isPlainName */ .sh)(text))
        return text;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .InputError */ .dz(text.startsWith('@')
        ? `${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(text)} is how a tag is chosen; at a target write ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(text.slice(1))}`
        : `${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(text)} is not a tag; use letters, digits, '.', '_' and '-', with a letter or digit first`);
}
/** What can be said of a target, but for where it is. */
const targetKeys = {
    user: valibot__WEBPACK_IMPORTED_MODULE_6__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_address_js__WEBPACK_IMPORTED_MODULE_4__/* .parseUser */ .tN)),
    port: valibot__WEBPACK_IMPORTED_MODULE_6__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_address_js__WEBPACK_IMPORTED_MODULE_4__/* .parsePort */ .pz)),
    configuration: valibot__WEBPACK_IMPORTED_MODULE_6__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_configuration_name_js__WEBPACK_IMPORTED_MODULE_7__/* .configurationName */ .Sh)),
    tags: valibot__WEBPACK_IMPORTED_MODULE_6__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .oneOrMore */ .h9)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(tagName))),
    activate: valibot__WEBPACK_IMPORTED_MODULE_6__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseActivation)),
    'health-check': valibot__WEBPACK_IMPORTED_MODULE_6__/* .optional */ .lqM(_health_check_js__WEBPACK_IMPORTED_MODULE_0__/* .healthChecksSchema */ .Tj),
    'activation-timeout': valibot__WEBPACK_IMPORTED_MODULE_6__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseTimeout)),
    'confirm-timeout': valibot__WEBPACK_IMPORTED_MODULE_6__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(parseTimeout)),
};
const whereItIs = { host: valibot__WEBPACK_IMPORTED_MODULE_6__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_address_js__WEBPACK_IMPORTED_MODULE_4__/* .parseAddress */ .or)) };
const targetSchema = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .mapOf */ .A7)('a target', { ...whereItIs, ...targetKeys });
/** The keys that a target may have, and those that `defaults` may have. */
const keysOfTarget = Object.keys({ ...whereItIs, ...targetKeys });
const keysForAll = Object.keys(targetKeys);
const addressOnly = valibot__WEBPACK_IMPORTED_MODULE_6__/* .pipe */ .FsL((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(_address_js__WEBPACK_IMPORTED_MODULE_4__/* .parseAddress */ .or), valibot__WEBPACK_IMPORTED_MODULE_6__/* .transform */ .pdi((host) => ({ host })));
/** The key under which stands what holds for all targets that do not say it themselves. */
const forAll = 'defaults';
const targetsSchema = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)("a map of target names to addresses, one a line, like 'staging: root@staging.example.com',", targetName, valibot__WEBPACK_IMPORTED_MODULE_6__/* .lazy */ .RZV((input) => (typeof input === 'string' ? addressOnly : targetSchema)));
/** Reads a YAML (or JSON) map of targets; `place` is the input or the file that it stands in. Throws an InputError that names the place of each mistake. */
function parseTargetMap(place, text, isForAll = true) {
    const yaml = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .readYaml */ .gM)(place, text);
    const { [forAll]: defaults, ...targets } = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .conform */ .fj)({ ...yaml, value: withoutSchema(yaml.value) }, targetsSchema);
    if (defaults?.host !== undefined)
        throw (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .errorAt */ .Os)(yaml, [forAll], `what holds for all targets cannot be a host; write 'user', 'port' or what else they share`);
    for (const [name, { host, ...said }] of Object.entries(targets)) {
        const twice = ['user', 'port'].find((key) => host?.[key] !== undefined && said[key] !== undefined);
        if (twice !== undefined)
            throw (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .errorAt */ .Os)(yaml, [name, twice], `its host says a ${twice} already; leave one of them out`);
    }
    return {
        targets: new Map(Object.entries(targets).map(([name, said]) => [name, saidIn(said, isText(yaml, name))])),
        defaults: (0,_parse_what_is_said_js__WEBPACK_IMPORTED_MODULE_8__/* .whatIsSaid */ .E)(saidIn(defaults ?? {})),
        isForAll,
        errorAt: (name, key, message) => (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .errorAt */ .Os)(yaml, key === undefined ? [name] : [name, key], message),
    };
}
/** What editors read in JSON, where a comment cannot stand. */
function withoutSchema(value) {
    if (typeof value !== 'object' || value === null || !('$schema' in value))
        return value;
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$schema'));
}
function isText({ value }, name) {
    return typeof value[name] === 'string';
}
function saidIn({ host, ...said }, isWhole = false) {
    return {
        ...(isWhole && { user: undefined, port: undefined }),
        ...host,
        ...(0,_parse_what_is_said_js__WEBPACK_IMPORTED_MODULE_8__/* .whatIsSaid */ .E)({
            user: said.user,
            port: said.port,
            tags: said.tags,
            configuration: said.configuration,
            activate: said.activate,
            healthChecks: said['health-check'],
            activationTimeoutSeconds: said['activation-timeout'],
            confirmTimeoutSeconds: said['confirm-timeout'],
        }),
    };
}
/**
 * Makes targets of what several places say, key by key: a later place goes before an earlier one, what is said of a target before what
 * is said of all, and that before the inputs' defaults. They come in the order in which they were first named. Throws an InputError that names the
 * place of a mistake.
 */
function completeTargets(input, sources, inputs) {
    const names = new Set(sources.flatMap(({ targets }) => [...targets.keys()]));
    const byAddress = new Map();
    const targets = [];
    for (const name of names) {
        const sayers = sources.filter((source) => source.targets.has(name));
        const defaults = Object.assign({}, ...sources.filter((source) => source.isForAll || sayers.includes(source)).map((source) => source.defaults));
        const said = (0,_parse_what_is_said_js__WEBPACK_IMPORTED_MODULE_8__/* .whatIsSaid */ .E)(Object.assign({}, ...sayers.map((source) => source.targets.get(name))));
        const fail = (key, message, sayer = sayers.at(-1)) => sayer.errorAt(name, key, message);
        const { host } = said;
        if (host === undefined)
            throw fail(undefined, "a target needs 'host'; write one like 'host: root@staging.example.com'");
        const target = { name, configuration: (0,_configuration_name_js__WEBPACK_IMPORTED_MODULE_7__/* .configurationName */ .Sh)(name), tags: [], ...inputs, ...defaults, ...said, host };
        const address = `${host.toLowerCase()} ${target.port ?? 22}`;
        const twin = byAddress.get(address);
        if (twin !== undefined)
            throw fail(undefined, `${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .hD)(twin.name)} is the same host, ${(0,_address_js__WEBPACK_IMPORTED_MODULE_4__/* .formatAddress */ .M0)(target)}; a host runs one configuration`);
        for (const check of target.healthChecks) {
            const least = check.timeoutSeconds + check.forSeconds;
            if (least > target.confirmTimeoutSeconds || check.forSeconds >= provingSeconds(target)) {
                throw fail(said.healthChecks === undefined ? undefined : 'health-check', `a health check takes up to ${(0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(least)} (timeout and for), more than confirm-timeout, ` +
                    `${(0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(target.confirmTimeoutSeconds)}, leaves; lengthen confirm-timeout or shorten the check`, sayers.findLast((source) => source.targets.get(name)?.healthChecks !== undefined) ?? sayers.at(-1));
            }
        }
        byAddress.set(address, target);
        targets.push(target);
    }
    if (targets.length === 0)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_5__/* .InputError */ .dz(`${input}: names no target; write one like 'staging: root@staging.example.com'`);
    return targets;
}


/***/ }),

/***/ 6437:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jw: () => (/* binding */ parseFlake),
/* harmony export */   MO: () => (/* binding */ inInput),
/* harmony export */   RQ: () => (/* binding */ parseRevisionsDirectory),
/* harmony export */   ST: () => (/* binding */ withoutNul),
/* harmony export */   Zn: () => (/* binding */ parseNixOptions),
/* harmony export */   ag: () => (/* binding */ parseOutLinkPrefix),
/* harmony export */   bq: () => (/* binding */ parsePayloads),
/* harmony export */   dV: () => (/* binding */ parseConfigurations),
/* harmony export */   dt: () => (/* binding */ trueOrFalse),
/* harmony export */   rD: () => (/* binding */ wholeNumber),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5918);
/* harmony import */ var _store_payload_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(113);
/* harmony import */ var _configuration_name_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4589);



/** What is wrong in the text of an input is told with the input's name. */
function inInput(name, parse) {
    try {
        return parse();
    }
    catch (error) {
        if (error instanceof _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${name}: ${error.message}`, { cause: error.cause });
        throw error;
    }
}
function withoutNul(text) {
    if (text.includes('\0'))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz('has a NUL character in it');
    return text;
}
function oneOf(text, known, what) {
    const word = known.find((candidate) => candidate === text);
    if (word === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not ${what}; ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .wouldDo */ .J7)(text, known)}`);
    return word;
}
function wholeNumber(text, least, most) {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= most)
        return number;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not a whole number from ${least} to ${most}`);
}
function trueOrFalse(text) {
    const word = text.toLowerCase();
    if (word !== 'true' && word !== 'false')
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is neither 'true' nor 'false'`);
    return word === 'true';
}
/** Lines without their white space; the empty ones are left out. */
function linesOf(text) {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
function parseFlake(text) {
    if (/\p{Cc}/u.test(text))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} has a line end or another control character in it; write one flake reference`);
    if (text.startsWith('-'))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} begins with '-'; write a directory as './${text}'`);
    const hash = text.indexOf('#');
    if (hash >= 0) {
        const name = text.slice(hash + 1);
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} names a part of the flake; write ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text.slice(0, hash) || '.')} and say ${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)} in 'configurations'`);
    }
    return text;
}
function parseConfigurations(text) {
    const lines = linesOf(text);
    if (lines.includes('*')) {
        if (lines.length > 1)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz("'*' stands for all of them; leave out the other names");
        return 'all';
    }
    return [
        ...new Set(lines.map((line) => {
            if (/^-\s|,/.test(line) && !/^"[^"]*"$/.test(line))
                throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(line)} is not one name; write the names one a line, without '-' or ','`);
            return (0,_configuration_name_js__WEBPACK_IMPORTED_MODULE_1__/* .configurationName */ .Sh)(line);
        })),
    ];
}
function parsePayloads(text) {
    const words = text.split(/[\s,]+/).filter((word) => word !== '');
    const [first, ...rest] = words.map((word) => oneOf(word, _store_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .PAYLOADS */ .s, 'a payload'));
    if (first === undefined)
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} names no payload; known: ${_store_payload_js__WEBPACK_IMPORTED_MODULE_2__/* .PAYLOADS */ .s.join(', ')}`);
    return [first, ...new Set(rest.filter((kind) => kind !== first))];
}
function parseRevisionsDirectory(text) {
    const path = text.replace(/\/+$/, '');
    if (!/^(\/[A-Za-z0-9_+@-][A-Za-z0-9._+@-]*)+$/.test(path)) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not an absolute path of plain words; write one like '/srv/revisions'`);
    }
    const ownedByTheSystem = /^\/(nix|proc|sys|dev|run|tmp|boot)(\/|$)/.exec(path)?.[1];
    if (ownedByTheSystem !== undefined) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is under /${ownedByTheSystem}, which is no place for a record; write one like '/srv/revisions'`);
    }
    return path;
}
function parseNixOptions(text) {
    const lines = linesOf(withoutNul(text));
    const [first] = lines;
    if (first !== undefined && !first.startsWith('-')) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(first)} is not an option; options begin with '--', each argument on a line of its own`);
    }
    for (const line of lines) {
        if (/^--?[a-z-]+[\s=]/.test(line)) {
            const parts = line.split(/[\s=]+/).map(_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD);
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(line)} is one argument to Nix; write each argument on a line of its own: ${parts.join(', ')}`);
        }
        if (/^(--)?(extra-)?access-tokens$/.test(line)) {
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz("'access-tokens' would show in the list of processes; set it in the step's env, as NIX_CONFIG");
        }
    }
    return lines;
}
function parseOutLinkPrefix(text) {
    if (/\p{Cc}/u.test(text) || text.startsWith('-')) {
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} cannot begin the path of a link; write one like 'result-' or 'out/'`);
    }
    return text;
}


/***/ }),

/***/ 4981:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ parseMaxFailures),
/* harmony export */   VC: () => (/* binding */ STAGE_FAILURES),
/* harmony export */   Z1: () => (/* binding */ canSoak),
/* harmony export */   aX: () => (/* binding */ parseWaves),
/* harmony export */   bL: () => (/* binding */ holdSeconds),
/* harmony export */   hM: () => (/* binding */ ON_FAILURE),
/* harmony export */   jQ: () => (/* binding */ needTogether),
/* harmony export */   q9: () => (/* binding */ parseSoak),
/* harmony export */   tA: () => (/* binding */ needSoaking)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7728);
/* harmony import */ var _parse_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5729);
/* harmony import */ var _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(5918);
/* harmony import */ var _parse_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4254);
/* harmony import */ var _selection_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8205);
/* harmony import */ var _targets_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9341);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(6437);







/** What becomes of the others where a target cannot be staged: nothing is activated, or it alone is left out. */
const STAGE_FAILURES = ['stop', 'skip'];
/** What becomes of the targets that are confirmed where more fail than may: they stay, or all go back. */
const ON_FAILURE = ['stop', 'rollback-all'];
/** Reads how long a wave is looked at: up to a day. */
function parseSoak(text) {
    return (0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDurationWithin */ .Ts)(text, { minSeconds: 0, maxSeconds: _targets_js__WEBPACK_IMPORTED_MODULE_3__/* .DAY_SECONDS */ .fo });
}
const selectionSchema = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOrMore */ .h9)((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)((text) => text));
const waveSchema = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .mapOf */ .A7)('a wave', {
    targets: selectionSchema,
    soak: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(parseSoak)),
    together: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM((0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(_values_js__WEBPACK_IMPORTED_MODULE_5__/* .trueOrFalse */ .dt)),
});
const wavesSchema = valibot__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_4__/* .lazy */ .RZV((input) => typeof input === 'object' && !Array.isArray(input)
    ? waveSchema
    : valibot__WEBPACK_IMPORTED_MODULE_4__/* .pipe */ .FsL(selectionSchema, valibot__WEBPACK_IMPORTED_MODULE_4__/* .transform */ .pdi((targets) => ({ targets })))), "is no list of waves; write each after a '-', like '- canary' or '- \"@web\"'");
/**
 * Reads the `waves` input: a YAML list of what stands for targets (names, globs, tags), or of maps with that as `targets`, and `soak` and
 * `together`. Who is in several is in the first; who is in none is in the last, which is added. Of `chosen` alone, waves are made; what matches none of
 * `all` is an InputError.
 */
function parseWaves(text, all, chosen, defaults) {
    const yaml = (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .readYaml */ .gM)('waves', text);
    let left = [...chosen];
    const earlier = new Set();
    const waves = [];
    for (const [index, said] of (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .conform */ .fj)(yaml, wavesSchema).entries()) {
        const words = said.targets.join(' ');
        const matched = new Set(selected(words, all, (message) => (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .errorAt */ .Os)(yaml, [index], message)));
        // Of `chosen` it may have none; of all it would never have any.
        if (all.every((target) => !matched.has(target) || earlier.has(target)))
            throw (0,_parse_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .errorAt */ .Os)(yaml, [index], 'all that it names is in earlier waves; write it before them, or leave it out');
        for (const target of matched)
            earlier.add(target);
        const targets = left.filter((target) => matched.has(target));
        left = left.filter((target) => !matched.has(target));
        if (targets.length > 0)
            waves.push({ title: words, targets, soakSeconds: said.soak ?? defaults.soakSeconds, together: said.together ?? defaults.together });
    }
    if (left.length > 0)
        waves.push({ title: 'the rest', targets: left, ...defaults });
    return waves.length === 1
        ? waves.map((wave) => ({ ...wave, title: '' }))
        : waves.map((wave, index) => ({ ...wave, title: `wave ${index + 1} (${wave.title})` }));
}
function selected(words, all, fail) {
    try {
        const selection = (0,_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSelection */ .g)(words);
        if (selection.length === 0)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz('is empty; write names of targets, globs or tags');
        return (0,_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .select */ .L)(selection, all);
    }
    catch (error) {
        throw error instanceof _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz ? fail(error.message) : error;
    }
}
/** Reads how many targets may fail: a number, or a share of all, rounded down. */
function parseMaxFailures(text, targets) {
    const [, number, percent] = /^(\d{1,6})(%)?$/.exec(text) ?? [];
    const count = Number(number);
    if (number === undefined || (percent !== undefined && count > 100))
        throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${(0,_parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .quote */ .hD)(text)} is neither a number of targets nor a share of them; write one like '2' or '10%'`);
    return percent === undefined ? count : Math.floor((targets * count) / 100);
}
/** What the slowest host of a wave may take beyond its own timeouts: to begin, and to be asked whether it stands. */
const marginSeconds = 60;
/** How long a host that is proven waits, in a wave that is confirmed together, before it goes back by itself: for the slowest of all. */
function holdSeconds({ targets }) {
    return marginSeconds + Math.max(...targets.map(({ activationTimeoutSeconds, confirmTimeoutSeconds }) => activationTimeoutSeconds + confirmTimeoutSeconds));
}
/** Whether a target then runs what was deployed, so that there is something to look at. */
function canSoak({ activate }) {
    return activate === 'switch' || activate === 'test';
}
/** Throws an InputError where waves are to soak, and all of their targets only boot what is deployed. */
function needSoaking(waves) {
    const soaking = waves.filter(({ soakSeconds }) => soakSeconds > 0).flatMap(({ targets }) => targets);
    if (soaking.length === 0 || soaking.some(({ activate }) => activate !== 'boot'))
        return;
    throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz("soak: with 'activate: boot' nothing runs yet that could be looked at; leave it out");
}
/** Throws an InputError, before anything starts, for a wave that cannot be confirmed together. */
function needTogether(waves, maxParallel) {
    for (const wave of waves.filter(({ together }) => together)) {
        const where = `together: ${wave.title === '' ? 'the targets are activated at the same time' : `the targets of ${wave.title} are activated at the same time`}`;
        const unwatched = wave.targets.find(({ activate }) => activate === 'boot');
        if (unwatched !== undefined)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${where}, and 'activate: boot' of '${unwatched.name}' has nothing to confirm; write 'switch' for it, or give it a wave of its own`);
        if (wave.targets.length > maxParallel)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${where}: they are ${wave.targets.length}, and max-parallel is ${maxParallel}; raise it (100 is the most), or make more waves of them`);
        const seconds = holdSeconds(wave);
        if (seconds > _targets_js__WEBPACK_IMPORTED_MODULE_3__/* .DAY_SECONDS */ .fo)
            throw new _parse_input_error_js__WEBPACK_IMPORTED_MODULE_6__/* .InputError */ .dz(`${where}, and each would wait up to ${(0,_parse_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)} for the slowest, more than the day that a host waits; shorten activation-timeout or confirm-timeout`);
    }
}


/***/ }),

/***/ 4134:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ writingTo)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _parse_error_words_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4891);
/* harmony import */ var _runner_units_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5883);




/** What to do about what a file system answers: nothing that trying again would mend. */
const cures = {
    ENOSPC: 'make room before this step, name a place on another disk, or take a bigger runner',
    EDQUOT: 'make room before this step, or name a place on another disk',
    EROFS: 'name a place on a file system that is not mounted read-only',
    EACCES: 'name a place that this user may write to',
    EPERM: 'name a place that this user may write to',
    EIO: 'look after that disk, or name a place on another one',
};
/**
 * Does what writes to a place on the runner. Where its file system refuses, the error says of which place, in the words of the
 * system, and what to do; Node's own error of a write names no place.
 */
async function writingTo(place, work) {
    try {
        return await work();
    }
    catch (cause) {
        const { code = '', syscall } = cause;
        const cure = cures[code];
        if (cure === undefined || syscall === undefined)
            throw cause;
        throw new Error(`${place} cannot be written: ${(0,_parse_error_words_js__WEBPACK_IMPORTED_MODULE_2__/* .wordsOfError */ .b)(cause)}${code === 'ENOSPC' ? await left(place) : ''}; ${cure}`, { cause });
    }
}
/** What is left there: a disk is full when it has no inodes either. */
async function left(place) {
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.statfs)(place).catch(() => undefined);
    if (found === undefined)
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(place) === place ? '' : left((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(place));
    return ` (${(0,_runner_units_js__WEBPACK_IMPORTED_MODULE_3__/* .humanBytes */ .p6)(found.bavail * found.bsize)} and ${found.ffree} inodes are left there)`;
}


/***/ }),

/***/ 113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ closureOf),
/* harmony export */   s: () => (/* binding */ PAYLOADS)
/* harmony export */ });
/** What can travel: the built system, its derivation with all that builds it, or the flake with its inputs. */
const PAYLOADS = ['closure', 'derivation', 'source'];
/** The closure of the payload: its roots, and all that they refer to. */
function closureOf({ roots }, source) {
    const closure = new Set(roots);
    for (const path of closure)
        for (const reference of source.info(path)?.references ?? [])
            closure.add(reference);
    return [...closure];
}


/***/ }),

/***/ 5282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ExitCode: () => (/* binding */ ExitCode),
  addPath: () => (/* binding */ addPath),
  debug: () => (/* binding */ debug),
  endGroup: () => (/* binding */ endGroup),
  error: () => (/* binding */ error),
  exportVariable: () => (/* binding */ exportVariable),
  getBooleanInput: () => (/* binding */ getBooleanInput),
  getIDToken: () => (/* binding */ getIDToken),
  getInput: () => (/* binding */ getInput),
  getMultilineInput: () => (/* binding */ getMultilineInput),
  getState: () => (/* binding */ getState),
  group: () => (/* binding */ group),
  info: () => (/* binding */ info),
  isDebug: () => (/* binding */ isDebug),
  markdownSummary: () => (/* reexport */ markdownSummary),
  notice: () => (/* binding */ notice),
  platform: () => (/* reexport */ platform_namespaceObject),
  saveState: () => (/* binding */ saveState),
  setCommandEcho: () => (/* binding */ setCommandEcho),
  setFailed: () => (/* binding */ setFailed),
  setOutput: () => (/* binding */ setOutput),
  setSecret: () => (/* binding */ setSecret),
  startGroup: () => (/* binding */ startGroup),
  summary: () => (/* reexport */ summary),
  toPlatformPath: () => (/* reexport */ toPlatformPath),
  toPosixPath: () => (/* reexport */ toPosixPath),
  toWin32Path: () => (/* reexport */ toWin32Path),
  warning: () => (/* binding */ warning)
});

// NAMESPACE OBJECT: ../node_modules/@actions/core/lib/platform.js
var platform_namespaceObject = {};
__nccwpck_require__.r(platform_namespaceObject);
__nccwpck_require__.d(platform_namespaceObject, {
  arch: () => (arch),
  getDetails: () => (getDetails),
  isLinux: () => (isLinux),
  isMacOS: () => (isMacOS),
  isWindows: () => (isWindows),
  platform: () => (platform)
});

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ../node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ../node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ../node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
;// CONCATENATED MODULE: external "./no-oidc.cjs"
var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
const external_no_oidc_cjs_namespaceObject = x({ ["OidcClient"]: () => (__WEBPACK_EXTERNAL_MODULE__no_oidc_cjs_d88c0a6a__.OidcClient) });
;// CONCATENATED MODULE: ../node_modules/@actions/core/lib/summary.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return __awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return __awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = _summary;
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ../node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, external_path_.sep);
}
//# sourceMappingURL=path-utils.js.map
// EXTERNAL MODULE: ../node_modules/@actions/exec/lib/exec.js + 4 modules
var exec = __nccwpck_require__(5604);
;// CONCATENATED MODULE: ../node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec/* getExecOutput */.H('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec/* getExecOutput */.H('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec/* getExecOutput */.H('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec/* getExecOutput */.H('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ../node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield external_no_oidc_cjs_namespaceObject.OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ }),

/***/ 5604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ exec),
  H: () => (/* binding */ getExecOutput)
});

;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
// EXTERNAL MODULE: ../node_modules/@actions/io/lib/io.js
var io = __nccwpck_require__(4799);
// EXTERNAL MODULE: ../node_modules/@actions/io/lib/io-util.js
var io_util = __nccwpck_require__(7168);
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ../node_modules/@actions/exec/lib/toolrunner.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_.EOL.length);
                n = s.indexOf(external_os_.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return __awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!io_util/* isRooted */.Qh(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield io/* which */.K7(this.toolPath, true);
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield io_util/* exists */.t2(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ../node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new external_string_decoder_namespaceObject.StringDecoder('utf8');
        const stderrDecoder = new external_string_decoder_namespaceObject.StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map

/***/ }),

/***/ 7168:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ck: () => (/* binding */ mkdir),
/* harmony export */   H8: () => (/* binding */ IS_WINDOWS),
/* harmony export */   Qh: () => (/* binding */ isRooted),
/* harmony export */   rm: () => (/* binding */ rm),
/* harmony export */   t2: () => (/* binding */ exists),
/* harmony export */   vr: () => (/* binding */ tryGetExecutablePath)
/* harmony export */ });
/* unused harmony exports chmod, copyFile, lstat, open, readdir, rename, rmdir, stat, symlink, unlink, readlink, UV_FS_O_EXLOCK, READONLY, isDirectory, getCmdPath */
/* harmony import */ var fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9896);
/* harmony import */ var path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6928);
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs__WEBPACK_IMPORTED_MODULE_0__.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY;
function exists(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return __awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return __awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = path__WEBPACK_IMPORTED_MODULE_1__.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = path__WEBPACK_IMPORTED_MODULE_1__.dirname(filePath);
                        const upperName = path__WEBPACK_IMPORTED_MODULE_1__.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = path__WEBPACK_IMPORTED_MODULE_1__.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map

/***/ }),

/***/ 4799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K7: () => (/* binding */ which),
/* harmony export */   U$: () => (/* binding */ mkdirP),
/* harmony export */   Yz: () => (/* binding */ rmRF)
/* harmony export */ });
/* unused harmony exports cp, mv, findInPath */
/* harmony import */ var assert__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2613);
/* harmony import */ var path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6928);
/* harmony import */ var _io_util_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7168);
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return __awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return __awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return __awaiter(this, void 0, void 0, function* () {
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        (0,assert__WEBPACK_IMPORTED_MODULE_0__.ok)(fsPath, 'a path argument must be provided');
        yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .mkdir */ .Ck(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return __awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return __awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8 && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(path__WEBPACK_IMPORTED_MODULE_1__.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .isRooted */ .Qh(tool)) {
            const filePath = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .tryGetExecutablePath */ .vr(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(path__WEBPACK_IMPORTED_MODULE_1__.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(path__WEBPACK_IMPORTED_MODULE_1__.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .tryGetExecutablePath */ .vr(path__WEBPACK_IMPORTED_MODULE_1__.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return __awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function copyFile(srcFile, destFile, force) {
    return __awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map

/***/ }),

/***/ 9680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  A: () => (/* binding */ pLimit)
});

// UNUSED EXPORTS: limitFunction

;// CONCATENATED MODULE: ../node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ../node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}


/***/ }),

/***/ 7728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BpQ: () => (/* binding */ minLength),
/* harmony export */   BuJ: () => (/* binding */ getDotPath),
/* harmony export */   FsL: () => (/* binding */ pipe),
/* harmony export */   IeY: () => (/* binding */ custom),
/* harmony export */   KIO: () => (/* binding */ picklist),
/* harmony export */   L5J: () => (/* binding */ unknown),
/* harmony export */   NTK: () => (/* binding */ rawTransform),
/* harmony export */   Oxt: () => (/* binding */ variant),
/* harmony export */   RZV: () => (/* binding */ lazy),
/* harmony export */   YOg: () => (/* binding */ array),
/* harmony export */   YjP: () => (/* binding */ string),
/* harmony export */   aig: () => (/* binding */ number),
/* harmony export */   euz: () => (/* binding */ literal),
/* harmony export */   g1P: () => (/* binding */ record),
/* harmony export */   hq: () => (/* binding */ nonEmpty),
/* harmony export */   lqM: () => (/* binding */ optional),
/* harmony export */   pdi: () => (/* binding */ transform),
/* harmony export */   qgA: () => (/* binding */ parse),
/* harmony export */   rej: () => (/* binding */ strictObject),
/* harmony export */   xLC: () => (/* binding */ safeParse),
/* harmony export */   yGV: () => (/* binding */ regex)
/* harmony export */ });
/* unused harmony exports BASE64_REGEX, BIC_REGEX, CUID2_REGEX, DECIMAL_REGEX, DIGITS_REGEX, DOMAIN_REGEX, EMAIL_REGEX, EMOJI_REGEX, HEXADECIMAL_REGEX, HEX_COLOR_REGEX, IMEI_REGEX, IPV4_REGEX, IPV6_REGEX, IP_REGEX, ISO_DATE_REGEX, ISO_DATE_TIME_REGEX, ISO_DATE_TIME_SECOND_REGEX, ISO_TIMESTAMP_REGEX, ISO_TIME_REGEX, ISO_TIME_SECOND_REGEX, ISO_WEEK_REGEX, ISRC_REGEX, JWS_COMPACT_REGEX, KSUID_REGEX, MAC48_REGEX, MAC64_REGEX, MAC_REGEX, NANO_ID_REGEX, OCTAL_REGEX, RFC_EMAIL_REGEX, SLUG_REGEX, ULID_REGEX, UUID_REGEX, ValiError, _addIssue, _cloneDataset, _formatCase, _getByteCount, _getCodePointCount, _getGraphemeCount, _getLastMetadata, _getWordCount, _isLuhnAlgo, _isSameValueZero, _isValidObjectKey, _isValueMatch, _joinExpects, _standardSchema, _stringify, any, args, argsAsync, arrayAsync, assert, awaitAsync, base64, bic, bigint, blob, boolean, brand, bytes, cache, cacheAsync, check, checkAsync, checkItems, checkItemsAsync, codePoints, config, creditCard, cuid2, customAsync, date, decimal, deleteGlobalConfig, deleteGlobalMessage, deleteSchemaMessage, deleteSpecificMessage, description, digits, domain, email, emoji, empty, endsWith, entries, entriesFromList, entriesFromObjects, enum, enum_, everyItem, exactOptional, exactOptionalAsync, examples, excludes, fallback, fallbackAsync, file, filterItems, findItem, finite, flatten, flavor, forward, forwardAsync, function, function_, getDefault, getDefaults, getDefaultsAsync, getDescription, getExamples, getFallback, getFallbacks, getFallbacksAsync, getGlobalConfig, getGlobalMessage, getMetadata, getSchemaMessage, getSpecificMessage, getTitle, graphemes, gtValue, guard, hash, hexColor, hexadecimal, imei, includes, instance, integer, intersect, intersectAsync, ip, ipv4, ipv6, is, isOfKind, isOfType, isValiError, isbn, isoDate, isoDateTime, isoDateTimeSecond, isoTime, isoTimeSecond, isoTimestamp, isoWeek, isrc, jwsCompact, keyof, ksuid, lazyAsync, length, looseObject, looseObjectAsync, looseTuple, looseTupleAsync, ltValue, mac, mac48, mac64, map, mapAsync, mapItems, maxBytes, maxCodePoints, maxEntries, maxGraphemes, maxLength, maxSize, maxValue, maxWords, message, metadata, mimeType, minBytes, minCodePoints, minEntries, minGraphemes, minSize, minValue, minWords, multipleOf, nan, nanoid, never, nonNullable, nonNullableAsync, nonNullish, nonNullishAsync, nonOptional, nonOptionalAsync, normalize, notBytes, notCodePoints, notEntries, notGraphemes, notLength, notSize, notValue, notValues, notWords, null, null_, nullable, nullableAsync, nullish, nullishAsync, object, objectAsync, objectWithRest, objectWithRestAsync, octal, omit, optionalAsync, parseAsync, parseBoolean, parseJson, parser, parserAsync, partial, partialAsync, partialCheck, partialCheckAsync, pick, pipeAsync, promise, rawCheck, rawCheckAsync, rawTransformAsync, readonly, recordAsync, reduceItems, required, requiredAsync, returns, returnsAsync, rfcEmail, safeInteger, safeParseAsync, safeParser, safeParserAsync, set, setAsync, setGlobalConfig, setGlobalMessage, setSchemaMessage, setSpecificMessage, size, slug, someItem, sortItems, startsWith, strictObjectAsync, strictTuple, strictTupleAsync, stringifyJson, summarize, symbol, title, toBigint, toBoolean, toCamelCase, toDate, toKebabCase, toLowerCase, toMaxValue, toMinValue, toNumber, toPascalCase, toSnakeCase, toString, toUpperCase, transformAsync, trim, trimEnd, trimStart, tuple, tupleAsync, tupleWithRest, tupleWithRestAsync, ulid, undefined, undefined_, undefinedable, undefinedableAsync, union, unionAsync, unwrap, url, uuid, value, values, variantAsync, void, void_, words */
//#region src/storages/globalConfig/globalConfig.ts
let store$4;
const DEFAULT_CONFIG = {
	lang: void 0,
	message: void 0,
	abortEarly: void 0,
	abortPipeEarly: void 0
};
/**
* Sets the global configuration.
*
* @param config The configuration.
*/
function setGlobalConfig(config$1) {
	store$4 = {
		...store$4,
		...config$1
	};
}
/**
* Returns the global configuration.
*
* @param config The config to merge.
*
* @returns The configuration.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? store$4?.lang,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
		abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
	};
}
/**
* Deletes the global configuration.
*/
function deleteGlobalConfig() {
	store$4 = void 0;
}

//#endregion
//#region src/storages/globalMessage/globalMessage.ts
let store$3;
/**
* Sets a global error message.
*
* @param message The error message.
* @param lang The language of the message.
*/
function setGlobalMessage(message$1, lang) {
	if (!store$3) store$3 = /* @__PURE__ */ new Map();
	store$3.set(lang, message$1);
}
/**
* Returns a global error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3?.get(lang);
}
/**
* Deletes a global error message.
*
* @param lang The language of the message.
*/
function deleteGlobalMessage(lang) {
	store$3?.delete(lang);
}

//#endregion
//#region src/storages/schemaMessage/schemaMessage.ts
let store$2;
/**
* Sets a schema error message.
*
* @param message The error message.
* @param lang The language of the message.
*/
function setSchemaMessage(message$1, lang) {
	if (!store$2) store$2 = /* @__PURE__ */ new Map();
	store$2.set(lang, message$1);
}
/**
* Returns a schema error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2?.get(lang);
}
/**
* Deletes a schema error message.
*
* @param lang The language of the message.
*/
function deleteSchemaMessage(lang) {
	store$2?.delete(lang);
}

//#endregion
//#region src/storages/specificMessage/specificMessage.ts
let store$1;
/**
* Sets a specific error message.
*
* @param reference The identifier reference.
* @param message The error message.
* @param lang The language of the message.
*/
function setSpecificMessage(reference, message$1, lang) {
	if (!store$1) store$1 = /* @__PURE__ */ new Map();
	if (!store$1.get(reference)) store$1.set(reference, /* @__PURE__ */ new Map());
	store$1.get(reference).set(lang, message$1);
}
/**
* Returns a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	return store$1?.get(reference)?.get(lang);
}
/**
* Deletes a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*/
function deleteSpecificMessage(reference, lang) {
	store$1?.get(reference)?.delete(lang);
}

//#endregion
//#region src/utils/_stringify/_stringify.ts
/**
* Stringifies an unknown input to a literal or type string.
*
* @param input The unknown input.
*
* @returns A literal or type string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}

//#endregion
//#region src/utils/_addIssue/_addIssue.ts
/**
* Adds an issue to the dataset.
*
* @param context The issue context.
* @param label The issue label.
* @param dataset The input dataset.
* @param config The configuration.
* @param other The optional props.
*
* @internal
*/
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}

//#endregion
//#region src/utils/_cloneDataset/_cloneDataset.ts
/**
* Creates a shallow copy of a dataset.
*
* Hint: The `value` is copied by reference, but the `issues` array, its issues
* and their `path` arrays are cloned to avoid reusing mutable dataset state
* across multiple runs. Mutating a returned object or array value can
* therefore affect later cache hits that reuse the same cached output.
*
* @param dataset The output dataset.
*
* @returns The copied output dataset.
*/
/* @__NO_SIDE_EFFECTS__ */
function _cloneDataset(dataset) {
	return {
		typed: dataset.typed,
		value: dataset.value,
		issues: dataset.issues?.map((issue) => ({
			...issue,
			path: issue.path && [...issue.path]
		}))
	};
}

//#endregion
//#region src/utils/_formatCase/_formatCase.ts
/**
* Splits a string into lowercase words and rejoins them with the given
* separator and capitalization rules.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries. Whether the first or subsequent words are
* capitalized is controlled by `capFirst` and `capRest`.
*
* Hint: Implemented in a single pass that emits directly to the result
* string to avoid an intermediate `string[]` allocation. ASCII chars are
* classified via char codes to skip `.toLowerCase()` and `.toUpperCase()`
* method calls in the common case.
*
* Hint: Digits are treated as a separate character class, so `item2Name`
* yields `item2` and `name` rather than `item`, `2` and `name`.
*
* @param input The input string.
* @param separator The string inserted between words.
* @param capFirst Whether to capitalize the first word.
* @param capRest Whether to capitalize subsequent words.
*
* @returns The formatted string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _formatCase(input, separator, capFirst, capRest) {
	let result = "";
	let firstWord = true;
	let start = 0;
	let prev = 0;
	let prevPrev = 0;
	const flush = (end) => {
		if (end > start) {
			let word = input.slice(start, end).toLowerCase();
			if (firstWord ? capFirst : capRest) {
				const firstCode = word.charCodeAt(0);
				if (firstCode >= 97 && firstCode <= 122) word = String.fromCharCode(firstCode - 32) + word.slice(1);
				else {
					const charLen = firstCode >= 55296 && firstCode <= 56319 ? 2 : 1;
					word = word.slice(0, charLen).toUpperCase() + word.slice(charLen);
				}
			}
			result += firstWord ? word : separator + word;
			firstWord = false;
		}
	};
	for (let index = 0; index < input.length; index++) {
		const code = input.charCodeAt(index);
		let type;
		if (code === 32 || code === 9 || code === 10 || code === 11 || code === 12 || code === 13 || code === 45 || code === 95) {
			flush(index);
			start = index + 1;
			type = 0;
		} else if (code < 128) type = code >= 65 && code <= 90 ? 1 : code >= 97 && code <= 122 ? 2 : 3;
		else {
			const char = input[index];
			const charLower = char.toLowerCase();
			type = charLower === char.toUpperCase() ? 3 : char === charLower ? 2 : 1;
		}
		if (type === 1 && (prev === 2 || prev === 3) && index > start) {
			flush(index);
			start = index;
		} else if (type === 2 && prev === 1 && prevPrev === 1 && index - 1 > start) {
			flush(index - 1);
			start = index - 1;
		}
		prevPrev = prev;
		prev = type;
	}
	flush(input.length);
	return result;
}

//#endregion
//#region src/utils/_getByteCount/_getByteCount.ts
let textEncoder;
/**
* Returns the byte count of the input.
*
* @param input The input to be measured.
*
* @returns The byte count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getByteCount(input) {
	if (!textEncoder) textEncoder = new TextEncoder();
	return textEncoder.encode(input).length;
}

//#endregion
//#region src/utils/_getCodePointCount/_getCodePointCount.ts
/**
* Returns the code point count of the input.
*
* @param input The input to be measured.
*
* @returns The code point count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getCodePointCount(input) {
	let count = input.length;
	const lengthMinus1 = input.length - 1;
	for (let i = 0; i < lengthMinus1;) if (input.codePointAt(i) <= 65535) i++;
	else {
		i += 2;
		count--;
	}
	return count;
}

//#endregion
//#region src/utils/_getGraphemeCount/_getGraphemeCount.ts
let segmenter;
/**
* Returns the grapheme count of the input.
*
* @param input The input to be measured.
*
* @returns The grapheme count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getGraphemeCount(input) {
	if (!segmenter) segmenter = new Intl.Segmenter();
	const segments = segmenter.segment(input);
	let count = 0;
	for (const _ of segments) count++;
	return count;
}

//#endregion
//#region src/utils/_getLastMetadata/_getLastMetadata.ts
/**
* Returns the last top-level value of a given metadata type from a schema
* using a breadth-first search that starts with the last item in the pipeline.
*
* @param schema The schema to search.
* @param type The metadata type.
*
* @returns The value, if any.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getLastMetadata(schema, type) {
	if ("pipe" in schema) {
		const nestedSchemas = [];
		for (let index = schema.pipe.length - 1; index >= 0; index--) {
			const item = schema.pipe[index];
			if (item.kind === "schema" && "pipe" in item) nestedSchemas.push(item);
			else if (item.kind === "metadata" && item.type === type) return item[type];
		}
		for (const nestedSchema of nestedSchemas) {
			const result = /* @__PURE__ */ _getLastMetadata(nestedSchema, type);
			if (result !== void 0) return result;
		}
	}
}

//#endregion
//#region src/utils/_getWordCount/_getWordCount.ts
let store;
/**
* Returns the word count of the input.
*
* @param locales The locales to be used.
* @param input The input to be measured.
*
* @returns The word count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getWordCount(locales, input) {
	if (!store) store = /* @__PURE__ */ new Map();
	const key = String(locales);
	let segmenter$1 = store.get(key);
	if (!segmenter$1) {
		segmenter$1 = new Intl.Segmenter(locales, { granularity: "word" });
		store.set(key, segmenter$1);
	}
	const segments = segmenter$1.segment(input);
	let count = 0;
	for (const segment of segments) if (segment.isWordLike) count++;
	return count;
}

//#endregion
//#region src/utils/_isLuhnAlgo/_isLuhnAlgo.ts
/**
* Non-digit regex.
*/
const NON_DIGIT_REGEX = /\D/gu;
/**
* Checks whether a string with numbers corresponds to the luhn algorithm.
*
* @param input The input to be checked.
*
* @returns Whether input is valid.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isLuhnAlgo(input) {
	const number$1 = input.replace(NON_DIGIT_REGEX, "");
	let length$1 = number$1.length;
	let bit = 1;
	let sum = 0;
	while (length$1) {
		const value$1 = +number$1[--length$1];
		bit ^= 1;
		sum += bit ? [
			0,
			2,
			4,
			6,
			8,
			1,
			3,
			5,
			7,
			9
		][value$1] : value$1;
	}
	return sum % 10 === 0;
}

//#endregion
//#region src/utils/_isSameValueZero/_isSameValueZero.ts
/**
* Compares two values using the SameValueZero algorithm, which treats `NaN`
* as equal to itself unlike `===`.
*
* @param value1 The first value.
* @param value2 The second value.
*
* @returns Whether the values are equal.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}

//#endregion
//#region src/utils/_isValidObjectKey/_isValidObjectKey.ts
/**
* Disallows inherited object properties and prevents object prototype
* pollution by disallowing certain keys.
*
* @param object The object to check.
* @param key The key to check.
*
* @returns Whether the key is allowed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}

//#endregion
//#region src/utils/_isValueMatch/_isValueMatch.ts
/**
* Checks whether a value matches a value action requirement.
*
* @param requirement The value action requirement.
* @param value The value to check.
*
* @returns Whether the value matches the requirement.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValueMatch(requirement, value$1) {
	return Number.isNaN(requirement) && Number.isNaN(value$1) || requirement <= value$1 && requirement >= value$1;
}

//#endregion
//#region src/utils/_joinExpects/_joinExpects.ts
/**
* Joins multiple `expects` values with the given separator.
*
* @param values The `expects` values.
* @param separator The separator.
*
* @returns The joined `expects` property.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}

//#endregion
//#region src/utils/_standardSchema/_standardSchema.ts
/**
* Eagerly creates and attaches the Standard Schema properties of a schema.
*
* Hint: The contextual `this` type includes the standard properties that are
* attached before the schema is returned.
*
* @param schema The schema to attach standard properties to.
*
* @returns The schema with standard properties attached.
*
* @internal
*/
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}

//#endregion
//#region src/utils/entriesFromList/entriesFromList.ts
/**
* Creates an object entries definition from a list of keys and a schema.
*
* @param list A list of keys.
* @param schema The schema of the keys.
*
* @returns The object entries.
*/
/* @__NO_SIDE_EFFECTS__ */
function entriesFromList(list, schema) {
	const entries$1 = {};
	for (const key of list) entries$1[key] = schema;
	return entries$1;
}

//#endregion
//#region src/utils/entriesFromObjects/entriesFromObjects.ts
/* @__NO_SIDE_EFFECTS__ */
function entriesFromObjects(schemas) {
	const entries$1 = {};
	for (const schema of schemas) Object.assign(entries$1, schema.entries);
	return entries$1;
}

//#endregion
//#region src/utils/getDotPath/getDotPath.ts
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}

//#endregion
//#region src/utils/isOfKind/isOfKind.ts
/**
* A generic type guard to check the kind of an object.
*
* @param kind The kind to check for.
* @param object The object to check.
*
* @returns Whether it matches.
*/
/* @__NO_SIDE_EFFECTS__ */
function isOfKind(kind, object$1) {
	return object$1.kind === kind;
}

//#endregion
//#region src/utils/isOfType/isOfType.ts
/**
* A generic type guard to check the type of an object.
*
* @param type The type to check for.
* @param object The object to check.
*
* @returns Whether it matches.
*/
/* @__NO_SIDE_EFFECTS__ */
function isOfType(type, object$1) {
	return object$1.type === type;
}

//#endregion
//#region src/utils/ValiError/ValiError.ts
/**
* A Valibot error with useful information.
*/
var ValiError = class extends Error {
	/**
	* Creates a Valibot error with useful information.
	*
	* @param issues The error issues.
	*/
	constructor(issues) {
		super(issues[0].message);
		this.name = "ValiError";
		this.issues = issues;
	}
};

//#endregion
//#region src/utils/isValiError/isValiError.ts
/**
* A type guard to check if an error is a ValiError.
*
* @param error The error to check.
*
* @returns Whether its a ValiError.
*/
/* @__NO_SIDE_EFFECTS__ */
function isValiError(error) {
	return error instanceof ValiError;
}

//#endregion
//#region src/actions/args/args.ts
/* @__NO_SIDE_EFFECTS__ */
function args(schema) {
	return {
		kind: "transformation",
		type: "args",
		reference: args,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = (...args_) => {
				const argsDataset = this.schema["~run"]({ value: args_ }, config$1);
				if (argsDataset.issues) throw new ValiError(argsDataset.issues);
				return func(...argsDataset.value);
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/args/argsAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function argsAsync(schema) {
	return {
		kind: "transformation",
		type: "args",
		reference: argsAsync,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = async (...args$1) => {
				const argsDataset = await schema["~run"]({ value: args$1 }, config$1);
				if (argsDataset.issues) throw new ValiError(argsDataset.issues);
				return func(...argsDataset.value);
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/await/awaitAsync.ts
/**
* Creates an await transformation action.
*
* @returns An await action.
*/
/* @__NO_SIDE_EFFECTS__ */
function awaitAsync() {
	return {
		kind: "transformation",
		type: "await",
		reference: awaitAsync,
		async: true,
		async "~run"(dataset) {
			dataset.value = await dataset.value;
			return dataset;
		}
	};
}

//#endregion
//#region src/regex.ts
/**
* [Base64](https://en.wikipedia.org/wiki/Base64) regex.
*/
const BASE64_REGEX = /^(?:[\da-z+/]{4})*(?:[\da-z+/]{2}==|[\da-z+/]{3}=)?$/iu;
/**
* [BIC](https://en.wikipedia.org/wiki/ISO_9362) regex.
*/
const BIC_REGEX = /^[A-Z]{6}(?!00)[\dA-Z]{2}(?:[\dA-Z]{3})?$/u;
/**
* [Cuid2](https://github.com/paralleldrive/cuid2) regex.
*/
const CUID2_REGEX = /^[a-z][\da-z]*$/u;
/**
* [Decimal](https://en.wikipedia.org/wiki/Decimal) regex.
*/
const DECIMAL_REGEX = /^[+-]?(?:\d*\.)?\d+$/u;
/**
* [Digits](https://en.wikipedia.org/wiki/Numerical_digit) regex.
*/
const DIGITS_REGEX = /^\d+$/u;
/**
* [Domain name](https://en.wikipedia.org/wiki/Domain_name) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* ASCII-only validation. Internationalized domain names (IDNs) are not
* supported, including Punycode-encoded labels.
*/
const DOMAIN_REGEX = /^(?=.{1,253}$)(?:(?![Xx][Nn]--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/u;
/**
* [Email address](https://en.wikipedia.org/wiki/Email_address) regex.
*
* Hint: We decided against the `i` flag to avoid matching non-ASCII characters.
*/
const EMAIL_REGEX = /^[\w+-]+(?:\.[\w+-]+)*@[\da-zA-Z]+(?:[.-][\da-zA-Z]+)*\.[a-zA-Z]{2,}$/u;
/**
* Emoji regex from [emoji-regex-xs](https://github.com/slevithan/emoji-regex-xs) v1.0.0 (MIT license).
*
* Hint: We decided against the newer `/^\p{RGI_Emoji}+$/v` regex because it is
* not supported in older runtimes and does not match all emoji.
*/
const EMOJI_REGEX = /^(?:[\u{1F1E6}-\u{1F1FF}]{2}|\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,3}\u{E007F}|(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation})(?:\u200D(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation}))*)+$/u;
/**
* [Hexadecimal](https://en.wikipedia.org/wiki/Hexadecimal) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEXADECIMAL_REGEX = /^(?:0[hx])?[\da-fA-F]+$/u;
/**
* [Hex color](https://en.wikipedia.org/wiki/Web_colors#Hex_triplet) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEX_COLOR_REGEX = /^#(?:[\da-fA-F]{3,4}|[\da-fA-F]{6}|[\da-fA-F]{8})$/u;
/**
* [IMEI](https://en.wikipedia.org/wiki/International_Mobile_Equipment_Identity) regex.
*/
const IMEI_REGEX = /^\d{15}$|^\d{2}-\d{6}-\d{6}-\d$/u;
/**
* [IPv4](https://en.wikipedia.org/wiki/IPv4) regex.
*/
const IPV4_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$/u;
/**
* [IPv6](https://en.wikipedia.org/wiki/IPv6) regex.
*/
const IPV6_REGEX = /^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [IP](https://en.wikipedia.org/wiki/IP_address) regex.
*/
const IP_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$|^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date regex.
*/
const ISO_DATE_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time regex.
*/
const ISO_DATE_TIME_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time with seconds regex.
*/
const ISO_DATE_TIME_SECOND_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time regex.
*/
const ISO_TIME_REGEX = /^(?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time with seconds regex.
*/
const ISO_TIME_SECOND_REGEX = /^(?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) timestamp regex. Allows a
* space as a date/time separator and an optional space before the UTC offset.
*/
const ISO_TIMESTAMP_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?(?:Z| ?[+-](?:0\d|1\d|2[0-3])(?::?[0-5]\d)?)$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) week regex.
*/
const ISO_WEEK_REGEX = /^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/u;
/**
* [JWS compact serialization](https://datatracker.ietf.org/doc/html/rfc7515#section-3.1)
* regex.
*
* Hint: Empty payload and signature segments are allowed because the
* Base64URL-encoded representation of an empty octet sequence is an empty
* string.
*/
const JWS_COMPACT_REGEX = /^(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?$/u;
/**
* [ISRC](https://en.wikipedia.org/wiki/International_Standard_Recording_Code) regex.
*/
const ISRC_REGEX = /^(?:[A-Z]{2}[A-Z\d]{3}\d{7}|[A-Z]{2}-[A-Z\d]{3}-\d{2}-\d{5})$/u;
/**
* [KSUID](https://github.com/segmentio/ksuid) regex.
*/
const KSUID_REGEX = /^[a-zA-Z0-9]{27}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 48 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC48_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 64 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC64_REGEX = /^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$|^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [Nano ID](https://github.com/ai/nanoid) regex.
*/
const NANO_ID_REGEX = /^[\w-]+$/u;
/**
* [Octal](https://en.wikipedia.org/wiki/Octal) regex.
*/
const OCTAL_REGEX = /^(?:0o)?[0-7]+$/u;
/**
* [RFC 5322 email address](https://datatracker.ietf.org/doc/html/rfc5322#section-3.4.1) regex.
*
* Hint: This regex was taken from the [HTML Living Standard Specification](https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address) and does not perfectly represent RFC 5322.
*/
const RFC_EMAIL_REGEX = /^[a-zA-Z0-9.!#$%&'*+\/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
/**
* [Slug](https://en.wikipedia.org/wiki/Clean_URL#Slug) regex.
*/
const SLUG_REGEX = /^[\da-z]+(?:[-_][\da-z]+)*$/u;
/**
* [ULID](https://github.com/ulid/spec) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* Hint: The first character is restricted to `[0-7]` because the 48-bit
* timestamp cannot exceed 2^48-1, making the maximum valid ULID
* `7ZZZZZZZZZZZZZZZZZZZZZZZZZ` in Crockford's Base32 encoding.
*/
const ULID_REGEX = /^[0-7][\da-hjkmnp-tv-zA-HJKMNP-TV-Z]{25}$/u;
/**
* [UUID](https://en.wikipedia.org/wiki/Universally_unique_identifier) regex.
*/
const UUID_REGEX = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

//#endregion
//#region src/actions/base64/base64.ts
/* @__NO_SIDE_EFFECTS__ */
function base64(message$1) {
	return {
		kind: "validation",
		type: "base64",
		reference: base64,
		async: false,
		expects: null,
		requirement: BASE64_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Base64", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/bic/bic.ts
/* @__NO_SIDE_EFFECTS__ */
function bic(message$1) {
	return {
		kind: "validation",
		type: "bic",
		reference: bic,
		async: false,
		expects: null,
		requirement: BIC_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "BIC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/brand/brand.ts
/**
* Creates a brand transformation action.
*
* @param name The brand name.
*
* @returns A brand action.
*/
/* @__NO_SIDE_EFFECTS__ */
function brand(name) {
	return {
		kind: "transformation",
		type: "brand",
		reference: brand,
		async: false,
		name,
		"~run"(dataset) {
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/bytes/bytes.ts
/* @__NO_SIDE_EFFECTS__ */
function bytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "bytes",
		reference: bytes,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 !== this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/check/check.ts
/* @__NO_SIDE_EFFECTS__ */
function check(requirement, message$1) {
	return {
		kind: "validation",
		type: "check",
		reference: check,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/check/checkAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function checkAsync(requirement, message$1) {
	return {
		kind: "validation",
		type: "check",
		reference: checkAsync,
		async: true,
		expects: null,
		requirement,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.typed && !await this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/checkItems/checkItems.ts
/* @__NO_SIDE_EFFECTS__ */
function checkItems(requirement, message$1) {
	return {
		kind: "validation",
		type: "check_items",
		reference: checkItems,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) for (let index = 0; index < dataset.value.length; index++) {
				const item = dataset.value[index];
				if (!this.requirement(item, index, dataset.value)) _addIssue(this, "item", dataset, config$1, {
					input: item,
					path: [{
						type: "array",
						origin: "value",
						input: dataset.value,
						key: index,
						value: item
					}]
				});
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/checkItems/checkItemsAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function checkItemsAsync(requirement, message$1) {
	return {
		kind: "validation",
		type: "check_items",
		reference: checkItemsAsync,
		async: true,
		expects: null,
		requirement,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.typed) {
				const requirementResults = await Promise.all(dataset.value.map(this.requirement));
				for (let index = 0; index < dataset.value.length; index++) if (!requirementResults[index]) {
					const item = dataset.value[index];
					_addIssue(this, "item", dataset, config$1, {
						input: item,
						path: [{
							type: "array",
							origin: "value",
							input: dataset.value,
							key: index,
							value: item
						}]
					});
				}
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/codePoints/codePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function codePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "code_points",
		reference: codePoints,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count !== this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/creditCard/creditCard.ts
/**
* Credit card regex.
*/
const CREDIT_CARD_REGEX = /^(?:\d{13,19}|\d{4}(?: \d{3,6}){2,4}|\d{4}(?:-\d{3,6}){2,4})$/u;
/**
* Sanitize regex.
*/
const SANITIZE_REGEX = /[- ]/gu;
/**
* Provider regex list.
*/
const PROVIDER_REGEX_LIST = (/* unused pure expression or super */ null && ([
	/^3[47]\d{13}$/u,
	/^3(?:0[0-5]|[68]\d)\d{11,13}$/u,
	/^6(?:011|5\d{2})\d{12,15}$/u,
	/^(?:2131|1800|35\d{3})\d{11}$/u,
	/^(?:5[1-5]\d{2}|222\d|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/u,
	/^(?:6[27]\d{14,17}|81\d{14,17})$/u,
	/^4\d{12}(?:\d{3,6})?$/u
]));
/* @__NO_SIDE_EFFECTS__ */
function creditCard(message$1) {
	return {
		kind: "validation",
		type: "credit_card",
		reference: creditCard,
		async: false,
		expects: null,
		requirement(input) {
			let sanitized;
			return CREDIT_CARD_REGEX.test(input) && (sanitized = input.replace(SANITIZE_REGEX, "")) && PROVIDER_REGEX_LIST.some((regex$1) => regex$1.test(sanitized)) && /* @__PURE__ */ _isLuhnAlgo(sanitized);
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "credit card", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/cuid2/cuid2.ts
/* @__NO_SIDE_EFFECTS__ */
function cuid2(message$1) {
	return {
		kind: "validation",
		type: "cuid2",
		reference: cuid2,
		async: false,
		expects: null,
		requirement: CUID2_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Cuid2", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/decimal/decimal.ts
/* @__NO_SIDE_EFFECTS__ */
function decimal(message$1) {
	return {
		kind: "validation",
		type: "decimal",
		reference: decimal,
		async: false,
		expects: null,
		requirement: DECIMAL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "decimal", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/description/description.ts
/**
* Creates a description metadata action.
*
* @param description_ The description text.
*
* @returns A description action.
*/
/* @__NO_SIDE_EFFECTS__ */
function description(description_) {
	return {
		kind: "metadata",
		type: "description",
		reference: description,
		description: description_
	};
}

//#endregion
//#region src/actions/digits/digits.ts
/* @__NO_SIDE_EFFECTS__ */
function digits(message$1) {
	return {
		kind: "validation",
		type: "digits",
		reference: digits,
		async: false,
		expects: null,
		requirement: DIGITS_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "digits", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/domain/domain.ts
/* @__NO_SIDE_EFFECTS__ */
function domain(message$1) {
	return {
		kind: "validation",
		type: "domain",
		reference: domain,
		expects: null,
		async: false,
		requirement: DOMAIN_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "domain", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/email/email.ts
/* @__NO_SIDE_EFFECTS__ */
function email(message$1) {
	return {
		kind: "validation",
		type: "email",
		reference: email,
		expects: null,
		async: false,
		requirement: EMAIL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "email", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/emoji/emoji.ts
/* @__NO_SIDE_EFFECTS__ */
function emoji(message$1) {
	return {
		kind: "validation",
		type: "emoji",
		reference: emoji,
		async: false,
		expects: null,
		requirement: EMOJI_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "emoji", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/empty/empty.ts
/* @__NO_SIDE_EFFECTS__ */
function empty(message$1) {
	return {
		kind: "validation",
		type: "empty",
		reference: empty,
		async: false,
		expects: "0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > 0) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/endsWith/endsWith.ts
/* @__NO_SIDE_EFFECTS__ */
function endsWith(requirement, message$1) {
	return {
		kind: "validation",
		type: "ends_with",
		reference: endsWith,
		async: false,
		expects: `"${requirement}"`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.endsWith(this.requirement)) _addIssue(this, "end", dataset, config$1, { received: `"${dataset.value.slice(-this.requirement.length)}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/entries/entries.ts
/* @__NO_SIDE_EFFECTS__ */
function entries(requirement, message$1) {
	return {
		kind: "validation",
		type: "entries",
		reference: entries,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count !== this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/everyItem/everyItem.ts
/* @__NO_SIDE_EFFECTS__ */
function everyItem(requirement, message$1) {
	return {
		kind: "validation",
		type: "every_item",
		reference: everyItem,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.every(this.requirement)) _addIssue(this, "item", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/examples/examples.ts
/**
* Creates an examples metadata action.
*
* @param examples_ The examples.
*
* @returns An examples action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function examples(examples_) {
	return {
		kind: "metadata",
		type: "examples",
		reference: examples,
		examples: examples_
	};
}

//#endregion
//#region src/actions/excludes/excludes.ts
/* @__NO_SIDE_EFFECTS__ */
function excludes(requirement, message$1) {
	const received = /* @__PURE__ */ _stringify(requirement);
	return {
		kind: "validation",
		type: "excludes",
		reference: excludes,
		async: false,
		expects: `!${received}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.includes(this.requirement)) _addIssue(this, "content", dataset, config$1, { received });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/filterItems/filterItems.ts
/* @__NO_SIDE_EFFECTS__ */
function filterItems(operation) {
	return {
		kind: "transformation",
		type: "filter_items",
		reference: filterItems,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.filter(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/findItem/findItem.ts
/* @__NO_SIDE_EFFECTS__ */
function findItem(operation) {
	return {
		kind: "transformation",
		type: "find_item",
		reference: findItem,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.find(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/finite/finite.ts
/* @__NO_SIDE_EFFECTS__ */
function finite(message$1) {
	return {
		kind: "validation",
		type: "finite",
		reference: finite,
		async: false,
		expects: null,
		requirement: Number.isFinite,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "finite", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/flavor/flavor.ts
/**
* Creates a flavor transformation action.
*
* @param name The flavor name.
*
* @returns A flavor action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function flavor(name) {
	return {
		kind: "transformation",
		type: "flavor",
		reference: flavor,
		async: false,
		name,
		"~run"(dataset) {
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/graphemes/graphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function graphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "graphemes",
		reference: graphemes,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count !== this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/gtValue/gtValue.ts
/* @__NO_SIDE_EFFECTS__ */
function gtValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "gt_value",
		reference: gtValue,
		async: false,
		expects: `>${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value > this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/guard/guard.ts
/* @__NO_SIDE_EFFECTS__ */
function guard(requirement, message$1) {
	return {
		kind: "transformation",
		type: "guard",
		reference: guard,
		async: false,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) {
				_addIssue(this, "input", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hash/hash.ts
/**
* Hash lengths object.
*/
const HASH_LENGTHS = {
	md4: 32,
	md5: 32,
	sha1: 40,
	sha256: 64,
	sha384: 96,
	sha512: 128,
	ripemd128: 32,
	ripemd160: 40,
	tiger128: 32,
	tiger160: 40,
	tiger192: 48,
	crc32: 8,
	crc32b: 8,
	adler32: 8
};
/* @__NO_SIDE_EFFECTS__ */
function hash(types, message$1) {
	return {
		kind: "validation",
		type: "hash",
		reference: hash,
		expects: null,
		async: false,
		requirement: RegExp(types.map((type) => `^[a-fA-F0-9]{${HASH_LENGTHS[type]}}$`).join("|"), "u"),
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "hash", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hexadecimal/hexadecimal.ts
/* @__NO_SIDE_EFFECTS__ */
function hexadecimal(message$1) {
	return {
		kind: "validation",
		type: "hexadecimal",
		reference: hexadecimal,
		async: false,
		expects: null,
		requirement: HEXADECIMAL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "hexadecimal", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hexColor/hexColor.ts
/* @__NO_SIDE_EFFECTS__ */
function hexColor(message$1) {
	return {
		kind: "validation",
		type: "hex_color",
		reference: hexColor,
		async: false,
		expects: null,
		requirement: HEX_COLOR_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "hex color", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/imei/imei.ts
/* @__NO_SIDE_EFFECTS__ */
function imei(message$1) {
	return {
		kind: "validation",
		type: "imei",
		reference: imei,
		async: false,
		expects: null,
		requirement(input) {
			return IMEI_REGEX.test(input) && /* @__PURE__ */ _isLuhnAlgo(input);
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "IMEI", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/includes/includes.ts
/* @__NO_SIDE_EFFECTS__ */
function includes(requirement, message$1) {
	const expects = /* @__PURE__ */ _stringify(requirement);
	return {
		kind: "validation",
		type: "includes",
		reference: includes,
		async: false,
		expects,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.includes(this.requirement)) _addIssue(this, "content", dataset, config$1, { received: `!${expects}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/integer/integer.ts
/* @__NO_SIDE_EFFECTS__ */
function integer(message$1) {
	return {
		kind: "validation",
		type: "integer",
		reference: integer,
		async: false,
		expects: null,
		requirement: Number.isInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ip/ip.ts
/* @__NO_SIDE_EFFECTS__ */
function ip(message$1) {
	return {
		kind: "validation",
		type: "ip",
		reference: ip,
		async: false,
		expects: null,
		requirement: IP_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "IP", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ipv4/ipv4.ts
/* @__NO_SIDE_EFFECTS__ */
function ipv4(message$1) {
	return {
		kind: "validation",
		type: "ipv4",
		reference: ipv4,
		async: false,
		expects: null,
		requirement: IPV4_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "IPv4", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ipv6/ipv6.ts
/* @__NO_SIDE_EFFECTS__ */
function ipv6(message$1) {
	return {
		kind: "validation",
		type: "ipv6",
		reference: ipv6,
		async: false,
		expects: null,
		requirement: IPV6_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "IPv6", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isbn/utils/_isIsbn10.ts
/**
* [Validates an ISBN-10](https://en.wikipedia.org/wiki/ISBN#ISBN-10_check_digits).
*
* @param input The input value.
*
* @returns `true` if the input is a valid ISBN-10, `false` otherwise.
*
* @internal
*/
function _isIsbn10(input) {
	const digits$1 = input.split("").map((c) => c === "X" ? 10 : parseInt(c));
	let sum = 0;
	for (let i = 0; i < 10; i++) sum += digits$1[i] * (10 - i);
	return sum % 11 === 0;
}

//#endregion
//#region src/actions/isbn/utils/_isIsbn13.ts
/**
* [Validates an ISBN-13](https://en.wikipedia.org/wiki/ISBN#ISBN-13_check_digit_calculation).
*
* @param input The input value.
*
* @returns `true` if the input is a valid ISBN-13, `false` otherwise.
*
* @internal
*/
function _isIsbn13(input) {
	const digits$1 = input.split("").map((c) => parseInt(c));
	let sum = 0;
	for (let i = 0; i < 13; i++) sum += digits$1[i] * (i % 2 === 0 ? 1 : 3);
	return sum % 10 === 0;
}

//#endregion
//#region src/actions/isbn/isbn.ts
/**
* ISBN separator regex.
*/
const ISBN_SEPARATOR_REGEX = /[- ]/gu;
/**
* ISBN-10 detection regex.
*/
const ISBN_10_DETECTION_REGEX = /^\d{9}[\dX]$/u;
/**
* ISBN-13 detection regex.
*/
const ISBN_13_DETECTION_REGEX = /^\d{13}$/u;
/* @__NO_SIDE_EFFECTS__ */
function isbn(message$1) {
	return {
		kind: "validation",
		type: "isbn",
		reference: isbn,
		async: false,
		expects: null,
		requirement(input) {
			const replacedInput = input.replace(ISBN_SEPARATOR_REGEX, "");
			if (ISBN_10_DETECTION_REGEX.test(replacedInput)) return _isIsbn10(replacedInput);
			else if (ISBN_13_DETECTION_REGEX.test(replacedInput)) return _isIsbn13(replacedInput);
			return false;
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "ISBN", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isrc/isrc.ts
/* @__NO_SIDE_EFFECTS__ */
function isrc(message$1) {
	return {
		kind: "validation",
		type: "isrc",
		reference: isrc,
		async: false,
		expects: null,
		requirement: ISRC_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "ISRC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoDate/isoDate.ts
/* @__NO_SIDE_EFFECTS__ */
function isoDate(message$1) {
	return {
		kind: "validation",
		type: "iso_date",
		reference: isoDate,
		async: false,
		expects: null,
		requirement: ISO_DATE_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "date", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoDateTime/isoDateTime.ts
/* @__NO_SIDE_EFFECTS__ */
function isoDateTime(message$1) {
	return {
		kind: "validation",
		type: "iso_date_time",
		reference: isoDateTime,
		async: false,
		expects: null,
		requirement: ISO_DATE_TIME_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "date-time", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoDateTimeSecond/isoDateTimeSecond.ts
/* @__NO_SIDE_EFFECTS__ */
function isoDateTimeSecond(message$1) {
	return {
		kind: "validation",
		type: "iso_date_time_second",
		reference: isoDateTimeSecond,
		async: false,
		expects: null,
		requirement: ISO_DATE_TIME_SECOND_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "date-time-second", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoTime/isoTime.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTime(message$1) {
	return {
		kind: "validation",
		type: "iso_time",
		reference: isoTime,
		async: false,
		expects: null,
		requirement: ISO_TIME_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "time", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoTimeSecond/isoTimeSecond.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTimeSecond(message$1) {
	return {
		kind: "validation",
		type: "iso_time_second",
		reference: isoTimeSecond,
		async: false,
		expects: null,
		requirement: ISO_TIME_SECOND_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "time-second", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoTimestamp/isoTimestamp.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTimestamp(message$1) {
	return {
		kind: "validation",
		type: "iso_timestamp",
		reference: isoTimestamp,
		async: false,
		expects: null,
		requirement: ISO_TIMESTAMP_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "timestamp", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoWeek/isoWeek.ts
/* @__NO_SIDE_EFFECTS__ */
function isoWeek(message$1) {
	return {
		kind: "validation",
		type: "iso_week",
		reference: isoWeek,
		async: false,
		expects: null,
		requirement: ISO_WEEK_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "week", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/jwsCompact/jwsCompact.ts
/* @__NO_SIDE_EFFECTS__ */
function jwsCompact(message$1) {
	return {
		kind: "validation",
		type: "jws_compact",
		reference: jwsCompact,
		async: false,
		expects: null,
		requirement: JWS_COMPACT_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "JWS compact", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ksuid/ksuid.ts
/* @__NO_SIDE_EFFECTS__ */
function ksuid(message$1) {
	return {
		kind: "validation",
		type: "ksuid",
		reference: ksuid,
		async: false,
		expects: null,
		requirement: KSUID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "KSUID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/length/length.ts
/* @__NO_SIDE_EFFECTS__ */
function length(requirement, message$1) {
	return {
		kind: "validation",
		type: "length",
		reference: length,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length !== this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ltValue/ltValue.ts
/* @__NO_SIDE_EFFECTS__ */
function ltValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "lt_value",
		reference: ltValue,
		async: false,
		expects: `<${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value < this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mac/mac.ts
/* @__NO_SIDE_EFFECTS__ */
function mac(message$1) {
	return {
		kind: "validation",
		type: "mac",
		reference: mac,
		async: false,
		expects: null,
		requirement: MAC_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "MAC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mac48/mac48.ts
/* @__NO_SIDE_EFFECTS__ */
function mac48(message$1) {
	return {
		kind: "validation",
		type: "mac48",
		reference: mac48,
		async: false,
		expects: null,
		requirement: MAC48_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "48-bit MAC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mac64/mac64.ts
/* @__NO_SIDE_EFFECTS__ */
function mac64(message$1) {
	return {
		kind: "validation",
		type: "mac64",
		reference: mac64,
		async: false,
		expects: null,
		requirement: MAC64_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "64-bit MAC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mapItems/mapItems.ts
/* @__NO_SIDE_EFFECTS__ */
function mapItems(operation) {
	return {
		kind: "transformation",
		type: "map_items",
		reference: mapItems,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.map(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxBytes/maxBytes.ts
/* @__NO_SIDE_EFFECTS__ */
function maxBytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_bytes",
		reference: maxBytes,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 > this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxCodePoints/maxCodePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function maxCodePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_code_points",
		reference: maxCodePoints,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count > this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxEntries/maxEntries.ts
/* @__NO_SIDE_EFFECTS__ */
function maxEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_entries",
		reference: maxEntries,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count > this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxGraphemes/maxGraphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function maxGraphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_graphemes",
		reference: maxGraphemes,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count > this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxLength/maxLength.ts
/* @__NO_SIDE_EFFECTS__ */
function maxLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_length",
		reference: maxLength,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxSize/maxSize.ts
/* @__NO_SIDE_EFFECTS__ */
function maxSize(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_size",
		reference: maxSize,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size > this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxValue/maxValue.ts
/* @__NO_SIDE_EFFECTS__ */
function maxValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_value",
		reference: maxValue,
		async: false,
		expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxWords/maxWords.ts
/* @__NO_SIDE_EFFECTS__ */
function maxWords(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "max_words",
		reference: maxWords,
		async: false,
		expects: `<=${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count > this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/metadata/metadata.ts
/**
* Creates a custom metadata action.
*
* @param metadata_ The metadata object.
*
* @returns A metadata action.
*/
/* @__NO_SIDE_EFFECTS__ */
function metadata(metadata_) {
	return {
		kind: "metadata",
		type: "metadata",
		reference: metadata,
		metadata: metadata_
	};
}

//#endregion
//#region src/actions/mimeType/mimeType.ts
/* @__NO_SIDE_EFFECTS__ */
function mimeType(requirement, message$1) {
	return {
		kind: "validation",
		type: "mime_type",
		reference: mimeType,
		async: false,
		expects: /* @__PURE__ */ _joinExpects(requirement.map((option) => `"${option}"`), "|"),
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.includes(dataset.value.type)) _addIssue(this, "MIME type", dataset, config$1, { received: `"${dataset.value.type}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minBytes/minBytes.ts
/* @__NO_SIDE_EFFECTS__ */
function minBytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_bytes",
		reference: minBytes,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 < this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minCodePoints/minCodePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function minCodePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_code_points",
		reference: minCodePoints,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count < this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minEntries/minEntries.ts
/* @__NO_SIDE_EFFECTS__ */
function minEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_entries",
		reference: minEntries,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count < this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minGraphemes/minGraphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function minGraphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_graphemes",
		reference: minGraphemes,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count < this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minLength/minLength.ts
/* @__NO_SIDE_EFFECTS__ */
function minLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_length",
		reference: minLength,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minSize/minSize.ts
/* @__NO_SIDE_EFFECTS__ */
function minSize(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_size",
		reference: minSize,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size < this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minValue/minValue.ts
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minWords/minWords.ts
/* @__NO_SIDE_EFFECTS__ */
function minWords(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "min_words",
		reference: minWords,
		async: false,
		expects: `>=${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count < this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/multipleOf/multipleOf.ts
/* @__NO_SIDE_EFFECTS__ */
function multipleOf(requirement, message$1) {
	return {
		kind: "validation",
		type: "multiple_of",
		reference: multipleOf,
		async: false,
		expects: `%${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value % this.requirement != 0) _addIssue(this, "multiple", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/nanoid/nanoid.ts
/* @__NO_SIDE_EFFECTS__ */
function nanoid(message$1) {
	return {
		kind: "validation",
		type: "nanoid",
		reference: nanoid,
		async: false,
		expects: null,
		requirement: NANO_ID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Nano ID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/nonEmpty/nonEmpty.ts
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/normalize/normalize.ts
/* @__NO_SIDE_EFFECTS__ */
function normalize(form) {
	return {
		kind: "transformation",
		type: "normalize",
		reference: normalize,
		async: false,
		form,
		"~run"(dataset) {
			dataset.value = dataset.value.normalize(this.form);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notBytes/notBytes.ts
/* @__NO_SIDE_EFFECTS__ */
function notBytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_bytes",
		reference: notBytes,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 === this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notCodePoints/notCodePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function notCodePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_code_points",
		reference: notCodePoints,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count === this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notEntries/notEntries.ts
/* @__NO_SIDE_EFFECTS__ */
function notEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_entries",
		reference: notEntries,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count === this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notGraphemes/notGraphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function notGraphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_graphemes",
		reference: notGraphemes,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count === this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notLength/notLength.ts
/* @__NO_SIDE_EFFECTS__ */
function notLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_length",
		reference: notLength,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notSize/notSize.ts
/* @__NO_SIDE_EFFECTS__ */
function notSize(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_size",
		reference: notSize,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size === this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notValue/notValue.ts
/* @__NO_SIDE_EFFECTS__ */
function notValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_value",
		reference: notValue,
		async: false,
		expects: requirement instanceof Date ? `!${requirement.toJSON()}` : `!${/* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && /* @__PURE__ */ _isValueMatch(this.requirement, dataset.value)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notValues/notValues.ts
/* @__NO_SIDE_EFFECTS__ */
function notValues(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_values",
		reference: notValues,
		async: false,
		expects: `!${/* @__PURE__ */ _joinExpects(requirement.map((value$1) => value$1 instanceof Date ? value$1.toJSON() : /* @__PURE__ */ _stringify(value$1)), "|")}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && this.requirement.some((requirement$1) => /* @__PURE__ */ _isValueMatch(requirement$1, dataset.value))) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notWords/notWords.ts
/* @__NO_SIDE_EFFECTS__ */
function notWords(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "not_words",
		reference: notWords,
		async: false,
		expects: `!${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count === this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/octal/octal.ts
/* @__NO_SIDE_EFFECTS__ */
function octal(message$1) {
	return {
		kind: "validation",
		type: "octal",
		reference: octal,
		async: false,
		expects: null,
		requirement: OCTAL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "octal", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/parseBoolean/parseBoolean.ts
const TRUTHY = (/* unused pure expression or super */ null && ([
	true,
	1,
	"true",
	"1",
	"yes",
	"y",
	"on",
	"enabled"
]));
const FALSY = (/* unused pure expression or super */ null && ([
	false,
	0,
	"false",
	"0",
	"no",
	"n",
	"off",
	"disabled"
]));
/* @__NO_SIDE_EFFECTS__ */
function parseBoolean(config$1, message$1) {
	const normalize$1 = (v) => typeof v === "string" ? v.toLowerCase() : v;
	const truthyRaw = config$1?.truthy ?? TRUTHY;
	const falsyRaw = config$1?.falsy ?? FALSY;
	const truthy = config$1?.truthy ? config$1.truthy.map(normalize$1) : TRUTHY;
	const falsy = config$1?.falsy ? config$1.falsy.map(normalize$1) : FALSY;
	return {
		kind: "transformation",
		type: "parse_boolean",
		reference: parseBoolean,
		expects: /* @__PURE__ */ _joinExpects([...truthyRaw, ...falsyRaw].map(_stringify), "|"),
		config: config$1,
		message: message$1,
		async: false,
		"~run"(dataset, config$2) {
			const input = normalize$1(dataset.value);
			if (truthy.includes(input)) dataset.value = true;
			else if (falsy.includes(input)) dataset.value = false;
			else {
				_addIssue(this, "boolean", dataset, config$2);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/parseJson/parseJson.ts
/* @__NO_SIDE_EFFECTS__ */
function parseJson(config$1, message$1) {
	return {
		kind: "transformation",
		type: "parse_json",
		reference: parseJson,
		config: config$1,
		message: message$1,
		async: false,
		"~run"(dataset, config$2) {
			try {
				dataset.value = JSON.parse(dataset.value, this.config?.reviver);
			} catch (error) {
				if (error instanceof Error) {
					_addIssue(this, "JSON", dataset, config$2, { received: `"${error.message}"` });
					dataset.typed = false;
				} else throw error;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/partialCheck/utils/_isPartiallyTyped/_isPartiallyTyped.ts
/**
* Checks if a dataset is partially typed.
*
* @param dataset The dataset to check.
* @param paths The paths to check.
*
* @returns Whether it is partially typed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isPartiallyTyped(dataset, paths) {
	if (dataset.issues) for (const path of paths) for (const issue of dataset.issues) {
		let typed = false;
		const bound = Math.min(path.length, issue.path?.length ?? 0);
		for (let index = 0; index < bound; index++) if (path[index] !== issue.path[index].key && (path[index] !== "$" || issue.path[index].type !== "array")) {
			typed = true;
			break;
		}
		if (!typed) return false;
	}
	return true;
}

//#endregion
//#region src/actions/partialCheck/partialCheck.ts
/* @__NO_SIDE_EFFECTS__ */
function partialCheck(paths, requirement, message$1) {
	return {
		kind: "validation",
		type: "partial_check",
		reference: partialCheck,
		async: false,
		expects: null,
		paths,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if ((dataset.typed || /* @__PURE__ */ _isPartiallyTyped(dataset, paths)) && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/partialCheck/partialCheckAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function partialCheckAsync(paths, requirement, message$1) {
	return {
		kind: "validation",
		type: "partial_check",
		reference: partialCheckAsync,
		async: true,
		expects: null,
		paths,
		requirement,
		message: message$1,
		async "~run"(dataset, config$1) {
			if ((dataset.typed || /* @__PURE__ */ _isPartiallyTyped(dataset, paths)) && !await this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawCheck/rawCheck.ts
/**
* Creates a raw check validation action.
*
* @param action The validation action.
*
* @returns A raw check action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawCheck(action) {
	return {
		kind: "validation",
		type: "raw_check",
		reference: rawCheck,
		async: false,
		expects: null,
		"~run"(dataset, config$1) {
			action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info)
			});
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawCheck/rawCheckAsync.ts
/**
* Creates a raw check validation action.
*
* @param action The validation action.
*
* @returns A raw check action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawCheckAsync(action) {
	return {
		kind: "validation",
		type: "raw_check",
		reference: rawCheckAsync,
		async: true,
		expects: null,
		async "~run"(dataset, config$1) {
			await action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info)
			});
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawTransform/rawTransform.ts
/**
* Creates a raw transformation action.
*
* @param action The transformation action.
*
* @returns A raw transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawTransform(action) {
	return {
		kind: "transformation",
		type: "raw_transform",
		reference: rawTransform,
		async: false,
		"~run"(dataset, config$1) {
			const output = action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info),
				NEVER: null
			});
			if (dataset.issues) dataset.typed = false;
			else dataset.value = output;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawTransform/rawTransformAsync.ts
/**
* Creates a raw transformation action.
*
* @param action The transformation action.
*
* @returns A raw transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawTransformAsync(action) {
	return {
		kind: "transformation",
		type: "raw_transform",
		reference: rawTransformAsync,
		async: true,
		async "~run"(dataset, config$1) {
			const output = await action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info),
				NEVER: null
			});
			if (dataset.issues) dataset.typed = false;
			else dataset.value = output;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/readonly/readonly.ts
/* @__NO_SIDE_EFFECTS__ */
function readonly() {
	return {
		kind: "transformation",
		type: "readonly",
		reference: readonly,
		async: false,
		"~run"(dataset) {
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/reduceItems/reduceItems.ts
/* @__NO_SIDE_EFFECTS__ */
function reduceItems(operation, initial) {
	return {
		kind: "transformation",
		type: "reduce_items",
		reference: reduceItems,
		async: false,
		operation,
		initial,
		"~run"(dataset) {
			dataset.value = dataset.value.reduce(this.operation, this.initial);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/regex/regex.ts
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/returns/returns.ts
/* @__NO_SIDE_EFFECTS__ */
function returns(schema) {
	return {
		kind: "transformation",
		type: "returns",
		reference: returns,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = (...args_) => {
				const returnsDataset = this.schema["~run"]({ value: func(...args_) }, config$1);
				if (returnsDataset.issues) throw new ValiError(returnsDataset.issues);
				return returnsDataset.value;
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/returns/returnsAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function returnsAsync(schema) {
	return {
		kind: "transformation",
		type: "returns",
		reference: returnsAsync,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = async (...args_) => {
				const returnsDataset = await this.schema["~run"]({ value: await func(...args_) }, config$1);
				if (returnsDataset.issues) throw new ValiError(returnsDataset.issues);
				return returnsDataset.value;
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rfcEmail/rfcEmail.ts
/* @__NO_SIDE_EFFECTS__ */
function rfcEmail(message$1) {
	return {
		kind: "validation",
		type: "rfc_email",
		reference: rfcEmail,
		expects: null,
		async: false,
		requirement: RFC_EMAIL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "email", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/safeInteger/safeInteger.ts
/* @__NO_SIDE_EFFECTS__ */
function safeInteger(message$1) {
	return {
		kind: "validation",
		type: "safe_integer",
		reference: safeInteger,
		async: false,
		expects: null,
		requirement: Number.isSafeInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "safe integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/size/size.ts
/* @__NO_SIDE_EFFECTS__ */
function size(requirement, message$1) {
	return {
		kind: "validation",
		type: "size",
		reference: size,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size !== this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/slug/slug.ts
/* @__NO_SIDE_EFFECTS__ */
function slug(message$1) {
	return {
		kind: "validation",
		type: "slug",
		reference: slug,
		async: false,
		expects: null,
		requirement: SLUG_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "slug", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/someItem/someItem.ts
/* @__NO_SIDE_EFFECTS__ */
function someItem(requirement, message$1) {
	return {
		kind: "validation",
		type: "some_item",
		reference: someItem,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.some(this.requirement)) _addIssue(this, "item", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/sortItems/sortItems.ts
/* @__NO_SIDE_EFFECTS__ */
function sortItems(operation) {
	return {
		kind: "transformation",
		type: "sort_items",
		reference: sortItems,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.sort(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/startsWith/startsWith.ts
/* @__NO_SIDE_EFFECTS__ */
function startsWith(requirement, message$1) {
	return {
		kind: "validation",
		type: "starts_with",
		reference: startsWith,
		async: false,
		expects: `"${requirement}"`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.startsWith(this.requirement)) _addIssue(this, "start", dataset, config$1, { received: `"${dataset.value.slice(0, this.requirement.length)}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/stringifyJson/stringifyJson.ts
/* @__NO_SIDE_EFFECTS__ */
function stringifyJson(config$1, message$1) {
	return {
		kind: "transformation",
		type: "stringify_json",
		reference: stringifyJson,
		message: message$1,
		config: config$1,
		async: false,
		"~run"(dataset, config$2) {
			try {
				const output = JSON.stringify(dataset.value, this.config?.replacer, this.config?.space);
				if (output === void 0) {
					_addIssue(this, "JSON", dataset, config$2);
					dataset.typed = false;
				} else dataset.value = output;
			} catch (error) {
				if (error instanceof Error) {
					_addIssue(this, "JSON", dataset, config$2, { received: `"${error.message}"` });
					dataset.typed = false;
				} else throw error;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/title/title.ts
/**
* Creates a title metadata action.
*
* @param title_ The title text.
*
* @returns A title action.
*/
/* @__NO_SIDE_EFFECTS__ */
function title(title_) {
	return {
		kind: "metadata",
		type: "title",
		reference: title,
		title: title_
	};
}

//#endregion
//#region src/actions/toBigint/toBigint.ts
/* @__NO_SIDE_EFFECTS__ */
function toBigint(message$1) {
	return {
		kind: "transformation",
		type: "to_bigint",
		reference: toBigint,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = BigInt(dataset.value);
			} catch {
				_addIssue(this, "bigint", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toBoolean/toBoolean.ts
/**
* Creates a to boolean transformation action.
*
* @returns A to boolean action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toBoolean() {
	return {
		kind: "transformation",
		type: "to_boolean",
		reference: toBoolean,
		async: false,
		"~run"(dataset) {
			dataset.value = Boolean(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toCamelCase/toCamelCase.ts
/**
* Creates a to camel case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `parseUrlValue`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `item2Name`).
*
* @returns A to camel case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toCamelCase() {
	return {
		kind: "transformation",
		type: "to_camel_case",
		reference: toCamelCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "", false, true);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toDate/toDate.ts
/* @__NO_SIDE_EFFECTS__ */
function toDate(message$1) {
	return {
		kind: "transformation",
		type: "to_date",
		reference: toDate,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = new Date(dataset.value);
				if (isNaN(dataset.value)) {
					_addIssue(this, "date", dataset, config$1, { received: "\"Invalid Date\"" });
					dataset.typed = false;
				}
			} catch {
				_addIssue(this, "date", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toKebabCase/toKebabCase.ts
/**
* Creates a to kebab case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `parse-url-value`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `item2-name`).
*
* @returns A to kebab case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toKebabCase() {
	return {
		kind: "transformation",
		type: "to_kebab_case",
		reference: toKebabCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "-", false, false);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toLowerCase/toLowerCase.ts
/**
* Creates a to lower case transformation action.
*
* @returns A to lower case action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toLowerCase() {
	return {
		kind: "transformation",
		type: "to_lower_case",
		reference: toLowerCase,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.toLowerCase();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toMaxValue/toMaxValue.ts
/**
* Creates a to max value transformation action.
*
* @param requirement The maximum value.
*
* @returns A to max value action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toMaxValue(requirement) {
	return {
		kind: "transformation",
		type: "to_max_value",
		reference: toMaxValue,
		async: false,
		requirement,
		"~run"(dataset) {
			dataset.value = dataset.value > this.requirement ? this.requirement : dataset.value;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toMinValue/toMinValue.ts
/**
* Creates a to min value transformation action.
*
* @param requirement The minimum value.
*
* @returns A to min value action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toMinValue(requirement) {
	return {
		kind: "transformation",
		type: "to_min_value",
		reference: toMinValue,
		async: false,
		requirement,
		"~run"(dataset) {
			dataset.value = dataset.value < this.requirement ? this.requirement : dataset.value;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toNumber/toNumber.ts
/* @__NO_SIDE_EFFECTS__ */
function toNumber(message$1) {
	return {
		kind: "transformation",
		type: "to_number",
		reference: toNumber,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = Number(dataset.value);
				if (isNaN(dataset.value)) {
					_addIssue(this, "number", dataset, config$1);
					dataset.typed = false;
				}
			} catch {
				_addIssue(this, "number", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toPascalCase/toPascalCase.ts
/**
* Creates a to pascal case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `ParseUrlValue`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `Item2Name`).
*
* @returns A to pascal case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toPascalCase() {
	return {
		kind: "transformation",
		type: "to_pascal_case",
		reference: toPascalCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "", true, true);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toSnakeCase/toSnakeCase.ts
/**
* Creates a to snake case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `parse_url_value`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `item2_name`).
*
* @returns A to snake case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toSnakeCase() {
	return {
		kind: "transformation",
		type: "to_snake_case",
		reference: toSnakeCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "_", false, false);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toString/toString.ts
/* @__NO_SIDE_EFFECTS__ */
function toString(message$1) {
	return {
		kind: "transformation",
		type: "to_string",
		reference: toString,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = String(dataset.value);
			} catch {
				_addIssue(this, "string", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toUpperCase/toUpperCase.ts
/**
* Creates a to upper case transformation action.
*
* @returns A to upper case action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toUpperCase() {
	return {
		kind: "transformation",
		type: "to_upper_case",
		reference: toUpperCase,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.toUpperCase();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/transform/transform.ts
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/transform/transformAsync.ts
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transformAsync(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transformAsync,
		async: true,
		operation,
		async "~run"(dataset) {
			dataset.value = await this.operation(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/trim/trim.ts
/**
* Creates a trim transformation action.
*
* @returns A trim action.
*/
/* @__NO_SIDE_EFFECTS__ */
function trim() {
	return {
		kind: "transformation",
		type: "trim",
		reference: trim,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.trim();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/trimEnd/trimEnd.ts
/**
* Creates a trim end transformation action.
*
* @returns A trim end action.
*/
/* @__NO_SIDE_EFFECTS__ */
function trimEnd() {
	return {
		kind: "transformation",
		type: "trim_end",
		reference: trimEnd,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.trimEnd();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/trimStart/trimStart.ts
/**
* Creates a trim start transformation action.
*
* @returns A trim start action.
*/
/* @__NO_SIDE_EFFECTS__ */
function trimStart() {
	return {
		kind: "transformation",
		type: "trim_start",
		reference: trimStart,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.trimStart();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ulid/ulid.ts
/* @__NO_SIDE_EFFECTS__ */
function ulid(message$1) {
	return {
		kind: "validation",
		type: "ulid",
		reference: ulid,
		async: false,
		expects: null,
		requirement: ULID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "ULID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/url/url.ts
/* @__NO_SIDE_EFFECTS__ */
function url(message$1) {
	return {
		kind: "validation",
		type: "url",
		reference: url,
		async: false,
		expects: null,
		requirement(input) {
			try {
				if (URL.canParse) return URL.canParse(input);
				new URL(input);
				return true;
			} catch {
				return false;
			}
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "URL", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/uuid/uuid.ts
/* @__NO_SIDE_EFFECTS__ */
function uuid(message$1) {
	return {
		kind: "validation",
		type: "uuid",
		reference: uuid,
		async: false,
		expects: null,
		requirement: UUID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "UUID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/value/value.ts
/* @__NO_SIDE_EFFECTS__ */
function value(requirement, message$1) {
	return {
		kind: "validation",
		type: "value",
		reference: value,
		async: false,
		expects: requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement),
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !/* @__PURE__ */ _isValueMatch(this.requirement, dataset.value)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/values/values.ts
/* @__NO_SIDE_EFFECTS__ */
function values(requirement, message$1) {
	return {
		kind: "validation",
		type: "values",
		reference: values,
		async: false,
		expects: `${/* @__PURE__ */ _joinExpects(requirement.map((value$1) => value$1 instanceof Date ? value$1.toJSON() : /* @__PURE__ */ _stringify(value$1)), "|")}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.some((requirement$1) => /* @__PURE__ */ _isValueMatch(requirement$1, dataset.value))) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/words/words.ts
/* @__NO_SIDE_EFFECTS__ */
function words(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "words",
		reference: words,
		async: false,
		expects: `${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count !== this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/const.ts
const ABORT_EARLY_CONFIG = { abortEarly: true };

//#endregion
//#region src/methods/assert/assert.ts
/**
* Checks if the input matches the schema. As this is an assertion function, it
* can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*/
function assert(schema, input) {
	const issues = schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
	if (issues) throw new ValiError(issues);
}

//#endregion
//#region src/methods/cache/_LruCache.ts
/**
* Efficient LRU cache using Map iteration order.
*/
var _LruCache = class {
	constructor(config$1) {
		this.refCount = 0;
		this.maxSize = config$1?.maxSize ?? 1e3;
		this.maxAge = config$1?.maxAge ?? Infinity;
		this.hasMaxAge = isFinite(this.maxAge);
	}
	/**
	* Stringifies an unknown input to a cache key component.
	*
	* @param input The unknown input.
	*
	* @returns A cache key component.
	*/
	stringify(input) {
		const type = typeof input;
		if (type === "string") return `"${input}"`;
		if (type === "number" || type === "boolean") return `${input}`;
		if (type === "bigint") return `${input}n`;
		if (type === "object" || type === "function") {
			if (input) {
				this.refIds ?? (this.refIds = /* @__PURE__ */ new WeakMap());
				let id = this.refIds.get(input);
				if (!id) {
					id = ++this.refCount;
					this.refIds.set(input, id);
				}
				return `#${id}`;
			}
			return "null";
		}
		return type;
	}
	/**
	* Creates a cache key from input and config.
	*
	* @param input The input value.
	* @param config The parse configuration.
	*
	* @returns The cache key.
	*/
	key(input, config$1 = {}) {
		return `${this.stringify(input)}|${this.stringify(config$1.lang)}|${this.stringify(config$1.message)}|${this.stringify(config$1.abortEarly)}|${this.stringify(config$1.abortPipeEarly)}`;
	}
	/**
	* Gets a value from the cache by key.
	*
	* @param key The cache key.
	*
	* @returns The cached value.
	*/
	get(key) {
		if (!this.store) return void 0;
		const entry = this.store.get(key);
		if (!entry) return void 0;
		if (this.hasMaxAge && Date.now() - entry[1] > this.maxAge) {
			this.store.delete(key);
			return;
		}
		this.store.delete(key);
		this.store.set(key, entry);
		return entry[0];
	}
	/**
	* Sets a value in the cache by key.
	*
	* @param key The cache key.
	* @param value The cached value.
	*/
	set(key, value$1) {
		this.store ?? (this.store = /* @__PURE__ */ new Map());
		this.store.delete(key);
		const timestamp = this.hasMaxAge ? Date.now() : 0;
		this.store.set(key, [value$1, timestamp]);
		if (this.store.size > this.maxSize) this.store.delete(this.store.keys().next().value);
	}
	/**
	* Clears all entries from the cache.
	*/
	clear() {
		this.store?.clear();
	}
};

//#endregion
//#region src/methods/cache/cache.ts
/* @__NO_SIDE_EFFECTS__ */
function cache(schema, config$1) {
	return _standardSchema({
		...schema,
		cacheConfig: config$1,
		cache: new _LruCache(config$1),
		"~run"(dataset, runConfig) {
			const key = this.cache.key(dataset.value, runConfig);
			let outputDataset = this.cache.get(key);
			if (!outputDataset) this.cache.set(key, outputDataset = schema["~run"](dataset, runConfig));
			return /* @__PURE__ */ _cloneDataset(outputDataset);
		}
	});
}

//#endregion
//#region src/methods/cache/cacheAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function cacheAsync(schema, config$1) {
	let activeRuns;
	return _standardSchema({
		...schema,
		async: true,
		cacheConfig: config$1,
		cache: new _LruCache(config$1),
		async "~run"(dataset, runConfig) {
			const key = this.cache.key(dataset.value, runConfig);
			const cached = this.cache.get(key);
			if (cached) return /* @__PURE__ */ _cloneDataset(cached);
			let promise$1 = activeRuns?.get(key);
			if (!promise$1) {
				activeRuns ?? (activeRuns = /* @__PURE__ */ new Map());
				promise$1 = Promise.resolve(schema["~run"](dataset, runConfig));
				activeRuns.set(key, promise$1);
			}
			try {
				const outputDataset = await promise$1;
				this.cache.set(key, outputDataset);
				return /* @__PURE__ */ _cloneDataset(outputDataset);
			} finally {
				activeRuns?.delete(key);
			}
		}
	});
}

//#endregion
//#region src/methods/config/config.ts
/**
* Changes the local configuration of a schema.
*
* @param schema The schema to configure.
* @param config The parse configuration.
*
* @returns The configured schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function config(schema, config$1) {
	return _standardSchema({
		...schema,
		"~run"(dataset, config_) {
			return schema["~run"](dataset, {
				...config_,
				...config$1
			});
		}
	});
}

//#endregion
//#region src/methods/getFallback/getFallback.ts
/**
* Returns the fallback value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The output dataset if available.
* @param config The config if available.
*
* @returns The fallback value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}

//#endregion
//#region src/methods/fallback/fallback.ts
/**
* Returns a fallback value as output if the input does not match the schema.
*
* @param schema The schema to catch.
* @param fallback The fallback value.
*
* @returns The passed schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function fallback(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		"~run"(dataset, config$1) {
			const outputDataset = schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}

//#endregion
//#region src/methods/fallback/fallbackAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function fallbackAsync(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		async: true,
		async "~run"(dataset, config$1) {
			const outputDataset = await schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: await /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}

//#endregion
//#region src/methods/flatten/flatten.ts
/* @__NO_SIDE_EFFECTS__ */
function flatten(issues) {
	const flatErrors = {};
	for (const issue of issues) if (issue.path) {
		const dotPath = /* @__PURE__ */ getDotPath(issue);
		if (dotPath) {
			if (!flatErrors.nested) flatErrors.nested = {};
			if (Object.prototype.hasOwnProperty.call(flatErrors.nested, dotPath)) flatErrors.nested[dotPath].push(issue.message);
			else flatErrors.nested[dotPath] = [issue.message];
		} else if (flatErrors.other) flatErrors.other.push(issue.message);
		else flatErrors.other = [issue.message];
	} else if (flatErrors.root) flatErrors.root.push(issue.message);
	else flatErrors.root = [issue.message];
	return flatErrors;
}

//#endregion
//#region src/methods/forward/forward.ts
/**
* Forwards the issues of the passed validation action.
*
* @param action The validation action.
* @param path The path to forward the issues to.
*
* @returns The modified action.
*/
/* @__NO_SIDE_EFFECTS__ */
function forward(action, path) {
	return {
		...action,
		"~run"(dataset, config$1) {
			const prevIssues = dataset.issues && [...dataset.issues];
			dataset = action["~run"](dataset, config$1);
			if (dataset.issues) {
				for (const issue of dataset.issues) if (!prevIssues?.includes(issue)) {
					let pathInput = dataset.value;
					for (const key of path) {
						const pathValue = pathInput[key];
						const pathItem = {
							type: "unknown",
							origin: "value",
							input: pathInput,
							key,
							value: pathValue
						};
						if (issue.path) issue.path.push(pathItem);
						else issue.path = [pathItem];
						if (!pathValue) break;
						pathInput = pathValue;
					}
				}
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/methods/forward/forwardAsync.ts
/**
* Forwards the issues of the passed validation action.
*
* @param action The validation action.
* @param path The path to forward the issues to.
*
* @returns The modified action.
*/
/* @__NO_SIDE_EFFECTS__ */
function forwardAsync(action, path) {
	return {
		...action,
		async: true,
		async "~run"(dataset, config$1) {
			const prevIssues = dataset.issues && [...dataset.issues];
			dataset = await action["~run"](dataset, config$1);
			if (dataset.issues) {
				for (const issue of dataset.issues) if (!prevIssues?.includes(issue)) {
					let pathInput = dataset.value;
					for (const key of path) {
						const pathValue = pathInput[key];
						const pathItem = {
							type: "unknown",
							origin: "value",
							input: pathInput,
							key,
							value: pathValue
						};
						if (issue.path) issue.path.push(pathItem);
						else issue.path = [pathItem];
						if (!pathValue) break;
						pathInput = pathValue;
					}
				}
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/methods/getDefault/getDefault.ts
/**
* Returns the default value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The input dataset if available.
* @param config The config if available.
*
* @returns The default value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}

//#endregion
//#region src/methods/getDefaults/getDefaults.ts
/**
* Returns the default values of the schema.
*
* Hint: The difference to `getDefault` is that for object and tuple schemas
* this function recursively returns the default values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The default values.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefaults(schema) {
	if ("entries" in schema) {
		const object$1 = {};
		for (const key in schema.entries) object$1[key] = /* @__PURE__ */ getDefaults(schema.entries[key]);
		return object$1;
	}
	if ("items" in schema) return schema.items.map(getDefaults);
	return /* @__PURE__ */ getDefault(schema);
}

//#endregion
//#region src/methods/getDefaults/getDefaultsAsync.ts
/**
* Returns the default values of the schema.
*
* Hint: The difference to `getDefault` is that for object and tuple schemas
* this function recursively returns the default values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The default values.
*/
/* @__NO_SIDE_EFFECTS__ */
async function getDefaultsAsync(schema) {
	if ("entries" in schema) return Object.fromEntries(await Promise.all(Object.entries(schema.entries).map(async ([key, value$1]) => [key, await /* @__PURE__ */ getDefaultsAsync(value$1)])));
	if ("items" in schema) return Promise.all(schema.items.map(getDefaultsAsync));
	return /* @__PURE__ */ getDefault(schema);
}

//#endregion
//#region src/methods/getDescription/getDescription.ts
/**
* Returns the description of the schema.
*
* If multiple descriptions are defined, the last one of the highest level is
* returned. If no description is defined, `undefined` is returned.
*
* @param schema The schema to get the description from.
*
* @returns The description, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getDescription(schema) {
	return /* @__PURE__ */ _getLastMetadata(schema, "description");
}

//#endregion
//#region src/methods/getExamples/getExamples.ts
/**
* Returns the examples of a schema.
*
* If multiple examples are defined, it concatenates them using depth-first
* search. If no examples are defined, an empty array is returned.
*
* @param schema The schema to get the examples from.
*
* @returns The examples, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getExamples(schema) {
	const examples$1 = [];
	function depthFirstCollect(schema$1) {
		if ("pipe" in schema$1) {
			for (const item of schema$1.pipe) if (item.kind === "schema" && "pipe" in item) depthFirstCollect(item);
			else if (item.kind === "metadata" && item.type === "examples") for (const example of item.examples) examples$1.push(example);
		}
	}
	depthFirstCollect(schema);
	return examples$1;
}

//#endregion
//#region src/methods/getFallbacks/getFallbacks.ts
/**
* Returns the fallback values of the schema.
*
* Hint: The difference to `getFallback` is that for object and tuple schemas
* this function recursively returns the fallback values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The fallback values.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallbacks(schema) {
	if ("entries" in schema) {
		const object$1 = {};
		for (const key in schema.entries) object$1[key] = /* @__PURE__ */ getFallbacks(schema.entries[key]);
		return object$1;
	}
	if ("items" in schema) return schema.items.map(getFallbacks);
	return /* @__PURE__ */ getFallback(schema);
}

//#endregion
//#region src/methods/getFallbacks/getFallbacksAsync.ts
/**
* Returns the fallback values of the schema.
*
* Hint: The difference to `getFallback` is that for object and tuple schemas
* this function recursively returns the fallback values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The fallback values.
*/
/* @__NO_SIDE_EFFECTS__ */
async function getFallbacksAsync(schema) {
	if ("entries" in schema) return Object.fromEntries(await Promise.all(Object.entries(schema.entries).map(async ([key, value$1]) => [key, await /* @__PURE__ */ getFallbacksAsync(value$1)])));
	if ("items" in schema) return Promise.all(schema.items.map(getFallbacksAsync));
	return /* @__PURE__ */ getFallback(schema);
}

//#endregion
//#region src/methods/getMetadata/getMetadata.ts
/**
* Returns the metadata of a schema.
*
* If multiple metadata are defined, it shallowly merges them using depth-first
* search. If no metadata is defined, an empty object is returned.
*
* @param schema Schema to get the metadata from.
*
* @returns The metadata, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getMetadata(schema) {
	const result = {};
	function depthFirstMerge(schema$1) {
		if ("pipe" in schema$1) {
			for (const item of schema$1.pipe) if (item.kind === "schema" && "pipe" in item) depthFirstMerge(item);
			else if (item.kind === "metadata" && item.type === "metadata") Object.assign(result, item.metadata);
		}
	}
	depthFirstMerge(schema);
	return result;
}

//#endregion
//#region src/methods/getTitle/getTitle.ts
/**
* Returns the title of the schema.
*
* If multiple titles are defined, the last one of the highest level is
* returned. If no title is defined, `undefined` is returned.
*
* @param schema The schema to get the title from.
*
* @returns The title, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getTitle(schema) {
	return /* @__PURE__ */ _getLastMetadata(schema, "title");
}

//#endregion
//#region src/methods/is/is.ts
/**
* Checks if the input matches the schema. By using a type predicate, this
* function can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*
* @returns Whether the input matches the schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function is(schema, input) {
	return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}

//#endregion
//#region src/schemas/any/any.ts
/**
* Creates an any schema.
*
* Hint: This schema function exists only for completeness and is not
* recommended in practice. Instead, `unknown` should be used to accept
* unknown data.
*
* @returns An any schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function any() {
	return _standardSchema({
		kind: "schema",
		type: "any",
		reference: any,
		expects: "any",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/array/array.ts
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/array/arrayAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function arrayAsync(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: arrayAsync,
		expects: "Array",
		async: true,
		item,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(input.map((value$1) => this.item["~run"]({ value: value$1 }, config$1)));
				for (let key = 0; key < itemDatasets.length; key++) {
					const itemDataset = itemDatasets[key];
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: input[key]
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/bigint/bigint.ts
/* @__NO_SIDE_EFFECTS__ */
function bigint(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "bigint",
		reference: bigint,
		expects: "bigint",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "bigint") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/blob/blob.ts
/* @__NO_SIDE_EFFECTS__ */
function blob(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "blob",
		reference: blob,
		expects: "Blob",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof Blob) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/boolean/boolean.ts
/* @__NO_SIDE_EFFECTS__ */
function boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/custom/custom.ts
/* @__NO_SIDE_EFFECTS__ */
function custom(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: custom,
		expects: "unknown",
		async: false,
		check: check$1,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/custom/customAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function customAsync(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: customAsync,
		expects: "unknown",
		async: true,
		check: check$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (await this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/date/date.ts
/* @__NO_SIDE_EFFECTS__ */
function date(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "date",
		reference: date,
		expects: "Date",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof Date) if (!isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1, { received: "\"Invalid Date\"" });
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/enum/enum.ts
/* @__NO_SIDE_EFFECTS__ */
function enum_(enum__, message$1) {
	const options = [];
	for (const key in enum__) if (`${+key}` !== key || typeof enum__[key] !== "string" || !Object.is(enum__[enum__[key]], +key)) options.push(enum__[key]);
	return _standardSchema({
		kind: "schema",
		type: "enum",
		reference: enum_,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		enum: enum__,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/exactOptional/exactOptional.ts
/* @__NO_SIDE_EFFECTS__ */
function exactOptional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "exact_optional",
		reference: exactOptional,
		expects: wrapped.expects,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/exactOptional/exactOptionalAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function exactOptionalAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "exact_optional",
		reference: exactOptionalAsync,
		expects: wrapped.expects,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/file/file.ts
/* @__NO_SIDE_EFFECTS__ */
function file(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "file",
		reference: file,
		expects: "File",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof File) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/function/function.ts
/* @__NO_SIDE_EFFECTS__ */
function function_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "function",
		reference: function_,
		expects: "Function",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "function") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/instance/instance.ts
/* @__NO_SIDE_EFFECTS__ */
function instance(class_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "instance",
		reference: instance,
		expects: class_.name,
		async: false,
		class: class_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof this.class) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/intersect/utils/_merge/_merge.ts
/**
* Merges two values into one single output.
*
* @param value1 First value.
* @param value2 Second value.
*
* @returns The merge dataset.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _merge(value1, value2) {
	if (typeof value1 === typeof value2) {
		if (/* @__PURE__ */ _isSameValueZero(value1, value2) || value1 instanceof Date && value2 instanceof Date && /* @__PURE__ */ _isSameValueZero(+value1, +value2)) return { value: value1 };
		if (value1 && value2 && value1.constructor === Object && value2.constructor === Object) {
			const nextValue = {
				...value1,
				...value2
			};
			for (const key in value2) if (Object.prototype.hasOwnProperty.call(value1, key) && Object.prototype.hasOwnProperty.call(value2, key)) {
				const dataset = /* @__PURE__ */ _merge(value1[key], value2[key]);
				if (dataset.issue) return dataset;
				nextValue[key] = dataset.value;
			}
			return { value: nextValue };
		}
		if (Array.isArray(value1) && Array.isArray(value2)) {
			if (value1.length === value2.length) {
				const nextValue = [...value1];
				for (let index = 0; index < value1.length; index++) {
					const dataset = /* @__PURE__ */ _merge(value1[index], value2[index]);
					if (dataset.issue) return dataset;
					nextValue[index] = dataset.value;
				}
				return { value: nextValue };
			}
		}
	}
	return { issue: true };
}

//#endregion
//#region src/schemas/intersect/intersect.ts
/* @__NO_SIDE_EFFECTS__ */
function intersect(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "intersect",
		reference: intersect,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "&"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.length) {
				const input = dataset.value;
				let outputs;
				dataset.typed = true;
				for (const schema of this.options) {
					const optionDataset = schema["~run"]({ value: input }, config$1);
					if (optionDataset.issues) {
						if (dataset.issues) for (const issue of optionDataset.issues) dataset.issues.push(issue);
						else dataset.issues = optionDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!optionDataset.typed) dataset.typed = false;
					if (dataset.typed) if (outputs) outputs.push(optionDataset.value);
					else outputs = [optionDataset.value];
				}
				if (dataset.typed) {
					dataset.value = outputs[0];
					for (let index = 1; index < outputs.length; index++) {
						const mergeDataset = /* @__PURE__ */ _merge(dataset.value, outputs[index]);
						if (mergeDataset.issue) {
							_addIssue(this, "type", dataset, config$1, { received: "unknown" });
							break;
						}
						dataset.value = mergeDataset.value;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/intersect/intersectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function intersectAsync(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "intersect",
		reference: intersectAsync,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "&"),
		async: true,
		options,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (this.options.length) {
				const input = dataset.value;
				let outputs;
				dataset.typed = true;
				const optionDatasets = await Promise.all(this.options.map((schema) => schema["~run"]({ value: input }, config$1)));
				for (const optionDataset of optionDatasets) {
					if (optionDataset.issues) {
						if (dataset.issues) for (const issue of optionDataset.issues) dataset.issues.push(issue);
						else dataset.issues = optionDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!optionDataset.typed) dataset.typed = false;
					if (dataset.typed) if (outputs) outputs.push(optionDataset.value);
					else outputs = [optionDataset.value];
				}
				if (dataset.typed) {
					dataset.value = outputs[0];
					for (let index = 1; index < outputs.length; index++) {
						const mergeDataset = /* @__PURE__ */ _merge(dataset.value, outputs[index]);
						if (mergeDataset.issue) {
							_addIssue(this, "type", dataset, config$1, { received: "unknown" });
							break;
						}
						dataset.value = mergeDataset.value;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/lazy/lazy.ts
/**
* Creates a lazy schema.
*
* @param getter The schema getter.
*
* @returns A lazy schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function lazy(getter) {
	return _standardSchema({
		kind: "schema",
		type: "lazy",
		reference: lazy,
		expects: "unknown",
		async: false,
		getter,
		"~run"(dataset, config$1) {
			return this.getter(dataset.value)["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/lazy/lazyAsync.ts
/**
* Creates a lazy schema.
*
* @param getter The schema getter.
*
* @returns A lazy schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function lazyAsync(getter) {
	return _standardSchema({
		kind: "schema",
		type: "lazy",
		reference: lazyAsync,
		expects: "unknown",
		async: true,
		getter,
		async "~run"(dataset, config$1) {
			return (await this.getter(dataset.value))["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/literal/literal.ts
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseObject/looseObject.ts
/* @__NO_SIDE_EFFECTS__ */
function looseObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseObject/looseObjectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function looseObjectAsync(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObjectAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const valueDatasets = await Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				}));
				for (const [key, value$1, valueSchema, valueDataset] of valueDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseTuple/looseTuple.ts
/* @__NO_SIDE_EFFECTS__ */
function looseTuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_tuple",
		reference: looseTuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (let key = this.items.length; key < input.length; key++) dataset.value.push(input[key]);
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseTuple/looseTupleAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function looseTupleAsync(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_tuple",
		reference: looseTupleAsync,
		expects: "Array",
		async: true,
		items,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				}));
				for (const [key, value$1, itemDataset] of itemDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (let key = this.items.length; key < input.length; key++) dataset.value.push(input[key]);
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/map/map.ts
/* @__NO_SIDE_EFFECTS__ */
function map(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "map",
		reference: map,
		expects: "Map",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Map) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Map();
				for (const [inputKey, inputValue] of input) {
					const keyDataset = this.key["~run"]({ value: inputKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "key",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of keyDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: inputValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "value",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					dataset.value.set(keyDataset.value, valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/map/mapAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function mapAsync(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "map",
		reference: mapAsync,
		expects: "Map",
		async: true,
		key,
		value: value$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Map) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Map();
				const datasets = await Promise.all([...input].map(([inputKey, inputValue]) => Promise.all([
					inputKey,
					inputValue,
					this.key["~run"]({ value: inputKey }, config$1),
					this.value["~run"]({ value: inputValue }, config$1)
				])));
				for (const [inputKey, inputValue, keyDataset, valueDataset] of datasets) {
					if (keyDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "key",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of keyDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (valueDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "value",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					dataset.value.set(keyDataset.value, valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nan/nan.ts
/* @__NO_SIDE_EFFECTS__ */
function nan(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "nan",
		reference: nan,
		expects: "NaN",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (Number.isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/never/never.ts
/* @__NO_SIDE_EFFECTS__ */
function never(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "never",
		reference: never,
		expects: "never",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			_addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullable/nonNullable.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullable(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullable",
		reference: nonNullable,
		expects: "!null",
		async: false,
		wrapped,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value !== null) dataset = this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullable/nonNullableAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullableAsync(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullable",
		reference: nonNullableAsync,
		expects: "!null",
		async: true,
		wrapped,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.value !== null) dataset = await this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullish/nonNullish.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullish(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullish",
		reference: nonNullish,
		expects: "(!null & !undefined)",
		async: false,
		wrapped,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!(dataset.value === null || dataset.value === void 0)) dataset = this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null || dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullish/nonNullishAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullishAsync(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullish",
		reference: nonNullishAsync,
		expects: "(!null & !undefined)",
		async: true,
		wrapped,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (!(dataset.value === null || dataset.value === void 0)) dataset = await this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null || dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonOptional/nonOptional.ts
/* @__NO_SIDE_EFFECTS__ */
function nonOptional(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_optional",
		reference: nonOptional,
		expects: "!undefined",
		async: false,
		wrapped,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value !== void 0) dataset = this.wrapped["~run"](dataset, config$1);
			if (dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonOptional/nonOptionalAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nonOptionalAsync(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_optional",
		reference: nonOptionalAsync,
		expects: "!undefined",
		async: true,
		wrapped,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.value !== void 0) dataset = await this.wrapped["~run"](dataset, config$1);
			if (dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/null/null.ts
/* @__NO_SIDE_EFFECTS__ */
function null_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "null",
		reference: null_,
		expects: "null",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value === null) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nullable/nullable.ts
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/nullable/nullableAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nullableAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullableAsync,
		expects: `(${wrapped.expects} | null)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/nullish/nullish.ts
/* @__NO_SIDE_EFFECTS__ */
function nullish(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullish,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/nullish/nullishAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nullishAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullishAsync,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/number/number.ts
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/object/object.ts
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/object/objectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function objectAsync(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: objectAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const valueDatasets = await Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				}));
				for (const [key, value$1, valueSchema, valueDataset] of valueDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/objectWithRest/objectWithRest.ts
/* @__NO_SIDE_EFFECTS__ */
function objectWithRest(entries$1, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object_with_rest",
		reference: objectWithRest,
		expects: "Object",
		async: false,
		entries: entries$1,
		rest,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) {
						const valueDataset = this.rest["~run"]({ value: input[key] }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: input[key]
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/objectWithRest/objectWithRestAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function objectWithRestAsync(entries$1, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object_with_rest",
		reference: objectWithRestAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		rest,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const [normalDatasets, restDatasets] = await Promise.all([Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				})), Promise.all(Object.entries(input).filter(([key]) => /* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)).map(async ([key, value$1]) => [
					key,
					value$1,
					await this.rest["~run"]({ value: value$1 }, config$1)
				]))]);
				for (const [key, value$1, valueSchema, valueDataset] of normalDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
				if (!dataset.issues || !config$1.abortEarly) for (const [key, value$1, valueDataset] of restDatasets) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/optional/optional.ts
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/optional/optionalAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function optionalAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optionalAsync,
		expects: `(${wrapped.expects} | undefined)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/picklist/picklist.ts
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/promise/promise.ts
/* @__NO_SIDE_EFFECTS__ */
function promise(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "promise",
		reference: promise,
		expects: "Promise",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof Promise) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/record/record.ts
/* @__NO_SIDE_EFFECTS__ */
function record(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: record,
		expects: "Object",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
					const entryValue = input[entryKey];
					const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/record/recordAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function recordAsync(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: recordAsync,
		expects: "Object",
		async: true,
		key,
		value: value$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const datasets = await Promise.all(Object.entries(input).filter(([key$1]) => /* @__PURE__ */ _isValidObjectKey(input, key$1)).map(([entryKey, entryValue]) => Promise.all([
					entryKey,
					entryValue,
					this.key["~run"]({ value: entryKey }, config$1),
					this.value["~run"]({ value: entryValue }, config$1)
				])));
				for (const [entryKey, entryValue, keyDataset, valueDataset] of datasets) {
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/set/set.ts
/* @__NO_SIDE_EFFECTS__ */
function set(value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "set",
		reference: set,
		expects: "Set",
		async: false,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Set) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Set();
				for (const inputValue of input) {
					const valueDataset = this.value["~run"]({ value: inputValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "set",
							origin: "value",
							input,
							key: null,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value.add(valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/set/setAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function setAsync(value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "set",
		reference: setAsync,
		expects: "Set",
		async: true,
		value: value$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Set) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Set();
				const valueDatasets = await Promise.all([...input].map(async (inputValue) => [inputValue, await this.value["~run"]({ value: inputValue }, config$1)]));
				for (const [inputValue, valueDataset] of valueDatasets) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "set",
							origin: "value",
							input,
							key: null,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value.add(valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictObject/strictObject.ts
/* @__NO_SIDE_EFFECTS__ */
function strictObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictObject/strictObjectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function strictObjectAsync(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObjectAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const valueDatasets = await Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				}));
				for (const [key, value$1, valueSchema, valueDataset] of valueDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictTuple/strictTuple.ts
/* @__NO_SIDE_EFFECTS__ */
function strictTuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_tuple",
		reference: strictTuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!(dataset.issues && config$1.abortEarly) && this.items.length < input.length) _addIssue(this, "type", dataset, config$1, {
					input: input[this.items.length],
					expected: "never",
					path: [{
						type: "array",
						origin: "value",
						input,
						key: this.items.length,
						value: input[this.items.length]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictTuple/strictTupleAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function strictTupleAsync(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_tuple",
		reference: strictTupleAsync,
		expects: "Array",
		async: true,
		items,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				}));
				for (const [key, value$1, itemDataset] of itemDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!(dataset.issues && config$1.abortEarly) && this.items.length < input.length) _addIssue(this, "type", dataset, config$1, {
					input: input[this.items.length],
					expected: "never",
					path: [{
						type: "array",
						origin: "value",
						input,
						key: this.items.length,
						value: input[this.items.length]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/string/string.ts
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/symbol/symbol.ts
/* @__NO_SIDE_EFFECTS__ */
function symbol(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "symbol",
		reference: symbol,
		expects: "symbol",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "symbol") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tuple/tuple.ts
/* @__NO_SIDE_EFFECTS__ */
function tuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple",
		reference: tuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tuple/tupleAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function tupleAsync(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple",
		reference: tupleAsync,
		expects: "Array",
		async: true,
		items,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				}));
				for (const [key, value$1, itemDataset] of itemDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tupleWithRest/tupleWithRest.ts
/* @__NO_SIDE_EFFECTS__ */
function tupleWithRest(items, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple_with_rest",
		reference: tupleWithRest,
		expects: "Array",
		async: false,
		items,
		rest,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (let key = this.items.length; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.rest["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tupleWithRest/tupleWithRestAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function tupleWithRestAsync(items, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple_with_rest",
		reference: tupleWithRestAsync,
		expects: "Array",
		async: true,
		items,
		rest,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const [normalDatasets, restDatasets] = await Promise.all([Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				})), Promise.all(input.slice(this.items.length).map(async (value$1, key) => {
					return [
						key + this.items.length,
						value$1,
						await this.rest["~run"]({ value: value$1 }, config$1)
					];
				}))]);
				for (const [key, value$1, itemDataset] of normalDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (const [key, value$1, itemDataset] of restDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/undefined/undefined.ts
/* @__NO_SIDE_EFFECTS__ */
function undefined_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "undefined",
		reference: undefined_,
		expects: "undefined",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/undefinedable/undefinedable.ts
/* @__NO_SIDE_EFFECTS__ */
function undefinedable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "undefinedable",
		reference: undefinedable,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/undefinedable/undefinedableAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function undefinedableAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "undefinedable",
		reference: undefinedableAsync,
		expects: `(${wrapped.expects} | undefined)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/union/utils/_subIssues/_subIssues.ts
/**
* Returns the sub issues of the provided datasets for the union issue.
*
* @param datasets The datasets.
*
* @returns The sub issues.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _subIssues(datasets) {
	let issues;
	if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
	else issues = dataset.issues;
	return issues;
}

//#endregion
//#region src/schemas/union/union.ts
/* @__NO_SIDE_EFFECTS__ */
function union(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: union,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/union/unionAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function unionAsync(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: unionAsync,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: true,
		options,
		message: message$1,
		async "~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = await schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/unknown/unknown.ts
/**
* Creates a unknown schema.
*
* @returns A unknown schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unknown() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/variant/variant.ts
/* @__NO_SIDE_EFFECTS__ */
function variant(key, options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "variant",
		reference: variant,
		expects: "Object",
		async: false,
		key,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				let outputDataset;
				let maxDiscriminatorPriority = 0;
				let invalidDiscriminatorKey = this.key;
				let expectedDiscriminators = [];
				const parseOptions = (variant$1, allKeys) => {
					for (const schema of variant$1.options) {
						if (schema.type === "variant") parseOptions(schema, new Set(allKeys).add(schema.key));
						else {
							let keysAreValid = true;
							let currentPriority = 0;
							for (const currentKey of allKeys) {
								const discriminatorSchema = schema.entries[currentKey];
								if (currentKey in input ? discriminatorSchema["~run"]({
									typed: false,
									value: input[currentKey]
								}, ABORT_EARLY_CONFIG).issues : discriminatorSchema.type !== "exact_optional" && discriminatorSchema.type !== "optional" && discriminatorSchema.type !== "nullish") {
									keysAreValid = false;
									if (invalidDiscriminatorKey !== currentKey && (maxDiscriminatorPriority < currentPriority || maxDiscriminatorPriority === currentPriority && currentKey in input && !(invalidDiscriminatorKey in input))) {
										maxDiscriminatorPriority = currentPriority;
										invalidDiscriminatorKey = currentKey;
										expectedDiscriminators = [];
									}
									if (invalidDiscriminatorKey === currentKey) expectedDiscriminators.push(schema.entries[currentKey].expects);
									break;
								}
								currentPriority++;
							}
							if (keysAreValid) {
								const optionDataset = schema["~run"]({ value: input }, config$1);
								if (!outputDataset || !outputDataset.typed && optionDataset.typed) outputDataset = optionDataset;
							}
						}
						if (outputDataset && !outputDataset.issues) break;
					}
				};
				parseOptions(this, new Set([this.key]));
				if (outputDataset) return outputDataset;
				_addIssue(this, "type", dataset, config$1, {
					input: input[invalidDiscriminatorKey],
					expected: /* @__PURE__ */ _joinExpects(expectedDiscriminators, "|"),
					path: [{
						type: "object",
						origin: "value",
						input,
						key: invalidDiscriminatorKey,
						value: input[invalidDiscriminatorKey]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/variant/variantAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function variantAsync(key, options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "variant",
		reference: variantAsync,
		expects: "Object",
		async: true,
		key,
		options,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				let outputDataset;
				let maxDiscriminatorPriority = 0;
				let invalidDiscriminatorKey = this.key;
				let expectedDiscriminators = [];
				const parseOptions = async (variant$1, allKeys) => {
					for (const schema of variant$1.options) {
						if (schema.type === "variant") await parseOptions(schema, new Set(allKeys).add(schema.key));
						else {
							let keysAreValid = true;
							let currentPriority = 0;
							for (const currentKey of allKeys) {
								const discriminatorSchema = schema.entries[currentKey];
								if (currentKey in input ? (await discriminatorSchema["~run"]({
									typed: false,
									value: input[currentKey]
								}, ABORT_EARLY_CONFIG)).issues : discriminatorSchema.type !== "exact_optional" && discriminatorSchema.type !== "optional" && discriminatorSchema.type !== "nullish") {
									keysAreValid = false;
									if (invalidDiscriminatorKey !== currentKey && (maxDiscriminatorPriority < currentPriority || maxDiscriminatorPriority === currentPriority && currentKey in input && !(invalidDiscriminatorKey in input))) {
										maxDiscriminatorPriority = currentPriority;
										invalidDiscriminatorKey = currentKey;
										expectedDiscriminators = [];
									}
									if (invalidDiscriminatorKey === currentKey) expectedDiscriminators.push(schema.entries[currentKey].expects);
									break;
								}
								currentPriority++;
							}
							if (keysAreValid) {
								const optionDataset = await schema["~run"]({ value: input }, config$1);
								if (!outputDataset || !outputDataset.typed && optionDataset.typed) outputDataset = optionDataset;
							}
						}
						if (outputDataset && !outputDataset.issues) break;
					}
				};
				await parseOptions(this, new Set([this.key]));
				if (outputDataset) return outputDataset;
				_addIssue(this, "type", dataset, config$1, {
					input: input[invalidDiscriminatorKey],
					expected: /* @__PURE__ */ _joinExpects(expectedDiscriminators, "|"),
					path: [{
						type: "object",
						origin: "value",
						input,
						key: invalidDiscriminatorKey,
						value: input[invalidDiscriminatorKey]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/void/void.ts
/* @__NO_SIDE_EFFECTS__ */
function void_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "void",
		reference: void_,
		expects: "void",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/keyof/keyof.ts
/* @__NO_SIDE_EFFECTS__ */
function keyof(schema, message$1) {
	return /* @__PURE__ */ picklist(Object.keys(schema.entries), message$1);
}

//#endregion
//#region src/methods/message/message.ts
/**
* Changes the local message configuration of a schema.
*
* @param schema The schema to configure.
* @param message_ The error message.
*
* @returns The configured schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function message(schema, message_) {
	return _standardSchema({
		...schema,
		"~run"(dataset, config$1) {
			return schema["~run"](dataset, {
				...config$1,
				message: message_
			});
		}
	});
}

//#endregion
//#region src/methods/omit/omit.ts
/**
* Creates a modified copy of an object schema that does not contain the
* selected entries.
*
* @param schema The schema to omit from.
* @param keys The selected entries.
*
* @returns An object schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function omit(schema, keys) {
	const entries$1 = { ...schema.entries };
	for (const key of keys) delete entries$1[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/parse/parse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
function parse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}

//#endregion
//#region src/methods/parse/parseAsync.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
async function parseAsync(schema, input, config$1) {
	const dataset = await schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}

//#endregion
//#region src/methods/parser/parser.ts
/* @__NO_SIDE_EFFECTS__ */
function parser(schema, config$1) {
	const func = (input) => parse(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/parser/parserAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function parserAsync(schema, config$1) {
	const func = (input) => parseAsync(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/partial/partial.ts
/* @__NO_SIDE_EFFECTS__ */
function partial(schema, keys) {
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ optional(schema.entries[key]) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/partial/partialAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function partialAsync(schema, keys) {
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ optionalAsync(schema.entries[key]) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/pick/pick.ts
/**
* Creates a modified copy of an object schema that contains only the selected
* entries.
*
* @param schema The schema to pick from.
* @param keys The selected entries.
*
* @returns An object schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function pick(schema, keys) {
	const entries$1 = {};
	for (const key of keys) entries$1[key] = schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/pipe/pipe.ts
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/pipe/pipeAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function pipeAsync(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		async: true,
		async "~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = await item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/required/required.ts
/* @__NO_SIDE_EFFECTS__ */
function required(schema, arg2, arg3) {
	const keys = Array.isArray(arg2) ? arg2 : void 0;
	const message$1 = Array.isArray(arg2) ? arg3 : arg2;
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ nonOptional(schema.entries[key], message$1) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/required/requiredAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function requiredAsync(schema, arg2, arg3) {
	const keys = Array.isArray(arg2) ? arg2 : void 0;
	const message$1 = Array.isArray(arg2) ? arg3 : arg2;
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ nonOptionalAsync(schema.entries[key], message$1) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/safeParse/safeParse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

//#endregion
//#region src/methods/safeParse/safeParseAsync.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
async function safeParseAsync(schema, input, config$1) {
	const dataset = await schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

//#endregion
//#region src/methods/safeParser/safeParser.ts
/* @__NO_SIDE_EFFECTS__ */
function safeParser(schema, config$1) {
	const func = (input) => /* @__PURE__ */ safeParse(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/safeParser/safeParserAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function safeParserAsync(schema, config$1) {
	const func = (input) => /* @__PURE__ */ safeParseAsync(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/summarize/summarize.ts
/**
* Summarize the error messages of issues in a pretty-printable multi-line string.
*
* @param issues The list of issues.
*
* @returns A summary of the issues.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function summarize(issues) {
	let summary = "";
	for (const issue of issues) {
		if (summary) summary += "\n";
		summary += `× ${issue.message}`;
		const dotPath = /* @__PURE__ */ getDotPath(issue);
		if (dotPath) summary += `\n  → at ${dotPath}`;
	}
	return summary;
}

//#endregion
//#region src/methods/unwrap/unwrap.ts
/**
* Unwraps the wrapped schema.
*
* @param schema The schema to be unwrapped.
*
* @returns The unwrapped schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unwrap(schema) {
	return schema.wrapped;
}

//#endregion


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(8829);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
=======
import { step } from './doors.js'
await step()
>>>>>>> cli
