#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 5183:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.req = exports.json = exports.toBuffer = void 0;
const http = __importStar(__nccwpck_require__(8611));
const https = __importStar(__nccwpck_require__(5692));
async function toBuffer(stream) {
    let length = 0;
    const chunks = [];
    for await (const chunk of stream) {
        length += chunk.length;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
}
exports.toBuffer = toBuffer;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function json(stream) {
    const buf = await toBuffer(stream);
    const str = buf.toString('utf8');
    try {
        return JSON.parse(str);
    }
    catch (_err) {
        const err = _err;
        err.message += ` (input: ${str})`;
        throw err;
    }
}
exports.json = json;
function req(url, opts = {}) {
    const href = typeof url === 'string' ? url : url.href;
    const req = (href.startsWith('https:') ? https : http).request(url, opts);
    const promise = new Promise((resolve, reject) => {
        req
            .once('response', resolve)
            .once('error', reject)
            .end();
    });
    req.then = promise.then.bind(promise);
    return req;
}
exports.req = req;
//# sourceMappingURL=helpers.js.map

/***/ }),

/***/ 8894:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
var __exportStar = (this && this.__exportStar) || function(m, exports) {
    for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.Agent = void 0;
const net = __importStar(__nccwpck_require__(9278));
const http = __importStar(__nccwpck_require__(8611));
const https_1 = __nccwpck_require__(5692);
__exportStar(__nccwpck_require__(5183), exports);
const INTERNAL = Symbol('AgentBaseInternalState');
class Agent extends http.Agent {
    constructor(opts) {
        super(opts);
        this[INTERNAL] = {};
    }
    /**
     * Determine whether this is an `http` or `https` request.
     */
    isSecureEndpoint(options) {
        if (options) {
            // First check the `secureEndpoint` property explicitly, since this
            // means that a parent `Agent` is "passing through" to this instance.
            // eslint-disable-next-line @typescript-eslint/no-explicit-any
            if (typeof options.secureEndpoint === 'boolean') {
                return options.secureEndpoint;
            }
            // If no explicit `secure` endpoint, check if `protocol` property is
            // set. This will usually be the case since using a full string URL
            // or `URL` instance should be the most common usage.
            if (typeof options.protocol === 'string') {
                return options.protocol === 'https:';
            }
        }
        // Finally, if no `protocol` property was set, then fall back to
        // checking the stack trace of the current call stack, and try to
        // detect the "https" module.
        const { stack } = new Error();
        if (typeof stack !== 'string')
            return false;
        return stack
            .split('\n')
            .some((l) => l.indexOf('(https.js:') !== -1 ||
            l.indexOf('node:https:') !== -1);
    }
    // In order to support async signatures in `connect()` and Node's native
    // connection pooling in `http.Agent`, the array of sockets for each origin
    // has to be updated synchronously. This is so the length of the array is
    // accurate when `addRequest()` is next called. We achieve this by creating a
    // fake socket and adding it to `sockets[origin]` and incrementing
    // `totalSocketCount`.
    incrementSockets(name) {
        // If `maxSockets` and `maxTotalSockets` are both Infinity then there is no
        // need to create a fake socket because Node.js native connection pooling
        // will never be invoked.
        if (this.maxSockets === Infinity && this.maxTotalSockets === Infinity) {
            return null;
        }
        // All instances of `sockets` are expected TypeScript errors. The
        // alternative is to add it as a private property of this class but that
        // will break TypeScript subclassing.
        if (!this.sockets[name]) {
            // @ts-expect-error `sockets` is readonly in `@types/node`
            this.sockets[name] = [];
        }
        const fakeSocket = new net.Socket({ writable: false });
        this.sockets[name].push(fakeSocket);
        // @ts-expect-error `totalSocketCount` isn't defined in `@types/node`
        this.totalSocketCount++;
        return fakeSocket;
    }
    decrementSockets(name, socket) {
        if (!this.sockets[name] || socket === null) {
            return;
        }
        const sockets = this.sockets[name];
        const index = sockets.indexOf(socket);
        if (index !== -1) {
            sockets.splice(index, 1);
            // @ts-expect-error  `totalSocketCount` isn't defined in `@types/node`
            this.totalSocketCount--;
            if (sockets.length === 0) {
                // @ts-expect-error `sockets` is readonly in `@types/node`
                delete this.sockets[name];
            }
        }
    }
    // In order to properly update the socket pool, we need to call `getName()` on
    // the core `https.Agent` if it is a secureEndpoint.
    getName(options) {
        const secureEndpoint = this.isSecureEndpoint(options);
        if (secureEndpoint) {
            // @ts-expect-error `getName()` isn't defined in `@types/node`
            return https_1.Agent.prototype.getName.call(this, options);
        }
        // @ts-expect-error `getName()` isn't defined in `@types/node`
        return super.getName(options);
    }
    createSocket(req, options, cb) {
        const connectOpts = {
            ...options,
            secureEndpoint: this.isSecureEndpoint(options),
        };
        const name = this.getName(connectOpts);
        const fakeSocket = this.incrementSockets(name);
        Promise.resolve()
            .then(() => this.connect(req, connectOpts))
            .then((socket) => {
            this.decrementSockets(name, fakeSocket);
            if (socket instanceof http.Agent) {
                try {
                    // @ts-expect-error `addRequest()` isn't defined in `@types/node`
                    return socket.addRequest(req, connectOpts);
                }
                catch (err) {
                    return cb(err);
                }
            }
            this[INTERNAL].currentSocket = socket;
            // @ts-expect-error `createSocket()` isn't defined in `@types/node`
            super.createSocket(req, options, cb);
        }, (err) => {
            this.decrementSockets(name, fakeSocket);
            cb(err);
        });
    }
    createConnection() {
        const socket = this[INTERNAL].currentSocket;
        this[INTERNAL].currentSocket = undefined;
        if (!socket) {
            throw new Error('No socket was returned in the `connect()` function');
        }
        return socket;
    }
    get defaultPort() {
        return (this[INTERNAL].defaultPort ??
            (this.protocol === 'https:' ? 443 : 80));
    }
    set defaultPort(v) {
        if (this[INTERNAL]) {
            this[INTERNAL].defaultPort = v;
        }
    }
    get protocol() {
        return (this[INTERNAL].protocol ??
            (this.isSecureEndpoint() ? 'https:' : 'http:'));
    }
    set protocol(v) {
        if (this[INTERNAL]) {
            this[INTERNAL].protocol = v;
        }
    }
}
exports.Agent = Agent;
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 6110:
/***/ ((module, exports, __nccwpck_require__) => {

/* eslint-env browser */

/**
 * This is the web browser implementation of `debug()`.
 */

exports.formatArgs = formatArgs;
exports.save = save;
exports.load = load;
exports.useColors = useColors;
exports.storage = localstorage();
exports.destroy = (() => {
	let warned = false;

	return () => {
		if (!warned) {
			warned = true;
			console.warn('Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.');
		}
	};
})();

/**
 * Colors.
 */

exports.colors = [
	'#0000CC',
	'#0000FF',
	'#0033CC',
	'#0033FF',
	'#0066CC',
	'#0066FF',
	'#0099CC',
	'#0099FF',
	'#00CC00',
	'#00CC33',
	'#00CC66',
	'#00CC99',
	'#00CCCC',
	'#00CCFF',
	'#3300CC',
	'#3300FF',
	'#3333CC',
	'#3333FF',
	'#3366CC',
	'#3366FF',
	'#3399CC',
	'#3399FF',
	'#33CC00',
	'#33CC33',
	'#33CC66',
	'#33CC99',
	'#33CCCC',
	'#33CCFF',
	'#6600CC',
	'#6600FF',
	'#6633CC',
	'#6633FF',
	'#66CC00',
	'#66CC33',
	'#9900CC',
	'#9900FF',
	'#9933CC',
	'#9933FF',
	'#99CC00',
	'#99CC33',
	'#CC0000',
	'#CC0033',
	'#CC0066',
	'#CC0099',
	'#CC00CC',
	'#CC00FF',
	'#CC3300',
	'#CC3333',
	'#CC3366',
	'#CC3399',
	'#CC33CC',
	'#CC33FF',
	'#CC6600',
	'#CC6633',
	'#CC9900',
	'#CC9933',
	'#CCCC00',
	'#CCCC33',
	'#FF0000',
	'#FF0033',
	'#FF0066',
	'#FF0099',
	'#FF00CC',
	'#FF00FF',
	'#FF3300',
	'#FF3333',
	'#FF3366',
	'#FF3399',
	'#FF33CC',
	'#FF33FF',
	'#FF6600',
	'#FF6633',
	'#FF9900',
	'#FF9933',
	'#FFCC00',
	'#FFCC33'
];

/**
 * Currently only WebKit-based Web Inspectors, Firefox >= v31,
 * and the Firebug extension (any Firefox version) are known
 * to support "%c" CSS customizations.
 *
 * TODO: add a `localStorage` variable to explicitly enable/disable colors
 */

// eslint-disable-next-line complexity
function useColors() {
	// NB: In an Electron preload script, document will be defined but not fully
	// initialized. Since we know we're in Chrome, we'll just detect this case
	// explicitly
	if (typeof window !== 'undefined' && window.process && (window.process.type === 'renderer' || window.process.__nwjs)) {
		return true;
	}

	// Internet Explorer and Edge do not support colors.
	if (typeof navigator !== 'undefined' && navigator.userAgent && navigator.userAgent.toLowerCase().match(/(edge|trident)\/(\d+)/)) {
		return false;
	}

	let m;

	// Is webkit? http://stackoverflow.com/a/16459606/376773
	// document is undefined in react-native: https://github.com/facebook/react-native/pull/1632
	// eslint-disable-next-line no-return-assign
	return (typeof document !== 'undefined' && document.documentElement && document.documentElement.style && document.documentElement.style.WebkitAppearance) ||
		// Is firebug? http://stackoverflow.com/a/398120/376773
		(typeof window !== 'undefined' && window.console && (window.console.firebug || (window.console.exception && window.console.table))) ||
		// Is firefox >= v31?
		// https://developer.mozilla.org/en-US/docs/Tools/Web_Console#Styling_messages
		(typeof navigator !== 'undefined' && navigator.userAgent && (m = navigator.userAgent.toLowerCase().match(/firefox\/(\d+)/)) && parseInt(m[1], 10) >= 31) ||
		// Double check webkit in userAgent just in case we are in a worker
		(typeof navigator !== 'undefined' && navigator.userAgent && navigator.userAgent.toLowerCase().match(/applewebkit\/(\d+)/));
}

/**
 * Colorize log arguments if enabled.
 *
 * @api public
 */

function formatArgs(args) {
	args[0] = (this.useColors ? '%c' : '') +
		this.namespace +
		(this.useColors ? ' %c' : ' ') +
		args[0] +
		(this.useColors ? '%c ' : ' ') +
		'+' + module.exports.humanize(this.diff);

	if (!this.useColors) {
		return;
	}

	const c = 'color: ' + this.color;
	args.splice(1, 0, c, 'color: inherit');

	// The final "%c" is somewhat tricky, because there could be other
	// arguments passed either before or after the %c, so we need to
	// figure out the correct index to insert the CSS into
	let index = 0;
	let lastC = 0;
	args[0].replace(/%[a-zA-Z%]/g, match => {
		if (match === '%%') {
			return;
		}
		index++;
		if (match === '%c') {
			// We only are interested in the *last* %c
			// (the user may have provided their own)
			lastC = index;
		}
	});

	args.splice(lastC, 0, c);
}

/**
 * Invokes `console.debug()` when available.
 * No-op when `console.debug` is not a "function".
 * If `console.debug` is not available, falls back
 * to `console.log`.
 *
 * @api public
 */
exports.log = console.debug || console.log || (() => {});

/**
 * Save `namespaces`.
 *
 * @param {String} namespaces
 * @api private
 */
function save(namespaces) {
	try {
		if (namespaces) {
			exports.storage.setItem('debug', namespaces);
		} else {
			exports.storage.removeItem('debug');
		}
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}
}

/**
 * Load `namespaces`.
 *
 * @return {String} returns the previously persisted debug modes
 * @api private
 */
function load() {
	let r;
	try {
		r = exports.storage.getItem('debug') || exports.storage.getItem('DEBUG') ;
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}

	// If debug isn't set in LS, and we're in Electron, try to load $DEBUG
	if (!r && typeof process !== 'undefined' && 'env' in process) {
		r = process.env.DEBUG;
	}

	return r;
}

/**
 * Localstorage attempts to return the localstorage.
 *
 * This is necessary because safari throws
 * when a user disables cookies/localstorage
 * and you attempt to access it.
 *
 * @return {LocalStorage}
 * @api private
 */

function localstorage() {
	try {
		// TVMLKit (Apple TV JS Runtime) does not have a window object, just localStorage in the global context
		// The Browser also has localStorage in the global context.
		return localStorage;
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}
}

module.exports = __nccwpck_require__(897)(exports);

const {formatters} = module.exports;

/**
 * Map %j to `JSON.stringify()`, since no Web Inspectors do that by default.
 */

formatters.j = function (v) {
	try {
		return JSON.stringify(v);
	} catch (error) {
		return '[UnexpectedJSONParseError]: ' + error.message;
	}
};


/***/ }),

/***/ 897:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {


/**
 * This is the common logic for both the Node.js and web browser
 * implementations of `debug()`.
 */

function setup(env) {
	createDebug.debug = createDebug;
	createDebug.default = createDebug;
	createDebug.coerce = coerce;
	createDebug.disable = disable;
	createDebug.enable = enable;
	createDebug.enabled = enabled;
	createDebug.humanize = __nccwpck_require__(744);
	createDebug.destroy = destroy;

	Object.keys(env).forEach(key => {
		createDebug[key] = env[key];
	});

	/**
	* The currently active debug mode names, and names to skip.
	*/

	createDebug.names = [];
	createDebug.skips = [];

	/**
	* Map of special "%n" handling functions, for the debug "format" argument.
	*
	* Valid key names are a single, lower or upper-case letter, i.e. "n" and "N".
	*/
	createDebug.formatters = {};

	/**
	* Selects a color for a debug namespace
	* @param {String} namespace The namespace string for the debug instance to be colored
	* @return {Number|String} An ANSI color code for the given namespace
	* @api private
	*/
	function selectColor(namespace) {
		let hash = 0;

		for (let i = 0; i < namespace.length; i++) {
			hash = ((hash << 5) - hash) + namespace.charCodeAt(i);
			hash |= 0; // Convert to 32bit integer
		}

		return createDebug.colors[Math.abs(hash) % createDebug.colors.length];
	}
	createDebug.selectColor = selectColor;

	/**
	* Create a debugger with the given `namespace`.
	*
	* @param {String} namespace
	* @return {Function}
	* @api public
	*/
	function createDebug(namespace) {
		let prevTime;
		let enableOverride = null;
		let namespacesCache;
		let enabledCache;

		function debug(...args) {
			// Disabled?
			if (!debug.enabled) {
				return;
			}

			const self = debug;

			// Set `diff` timestamp
			const curr = Number(new Date());
			const ms = curr - (prevTime || curr);
			self.diff = ms;
			self.prev = prevTime;
			self.curr = curr;
			prevTime = curr;

			args[0] = createDebug.coerce(args[0]);

			if (typeof args[0] !== 'string') {
				// Anything else let's inspect with %O
				args.unshift('%O');
			}

			// Apply any `formatters` transformations
			let index = 0;
			args[0] = args[0].replace(/%([a-zA-Z%])/g, (match, format) => {
				// If we encounter an escaped % then don't increase the array index
				if (match === '%%') {
					return '%';
				}
				index++;
				const formatter = createDebug.formatters[format];
				if (typeof formatter === 'function') {
					const val = args[index];
					match = formatter.call(self, val);

					// Now we need to remove `args[index]` since it's inlined in the `format`
					args.splice(index, 1);
					index--;
				}
				return match;
			});

			// Apply env-specific formatting (colors, etc.)
			createDebug.formatArgs.call(self, args);

			const logFn = self.log || createDebug.log;
			logFn.apply(self, args);
		}

		debug.namespace = namespace;
		debug.useColors = createDebug.useColors();
		debug.color = createDebug.selectColor(namespace);
		debug.extend = extend;
		debug.destroy = createDebug.destroy; // XXX Temporary. Will be removed in the next major release.

		Object.defineProperty(debug, 'enabled', {
			enumerable: true,
			configurable: false,
			get: () => {
				if (enableOverride !== null) {
					return enableOverride;
				}
				if (namespacesCache !== createDebug.namespaces) {
					namespacesCache = createDebug.namespaces;
					enabledCache = createDebug.enabled(namespace);
				}

				return enabledCache;
			},
			set: v => {
				enableOverride = v;
			}
		});

		// Env-specific initialization logic for debug instances
		if (typeof createDebug.init === 'function') {
			createDebug.init(debug);
		}

		return debug;
	}

	function extend(namespace, delimiter) {
		const newDebug = createDebug(this.namespace + (typeof delimiter === 'undefined' ? ':' : delimiter) + namespace);
		newDebug.log = this.log;
		return newDebug;
	}

	/**
	* Enables a debug mode by namespaces. This can include modes
	* separated by a colon and wildcards.
	*
	* @param {String} namespaces
	* @api public
	*/
	function enable(namespaces) {
		createDebug.save(namespaces);
		createDebug.namespaces = namespaces;

		createDebug.names = [];
		createDebug.skips = [];

		const split = (typeof namespaces === 'string' ? namespaces : '')
			.trim()
			.replace(/\s+/g, ',')
			.split(',')
			.filter(Boolean);

		for (const ns of split) {
			if (ns[0] === '-') {
				createDebug.skips.push(ns.slice(1));
			} else {
				createDebug.names.push(ns);
			}
		}
	}

	/**
	 * Checks if the given string matches a namespace template, honoring
	 * asterisks as wildcards.
	 *
	 * @param {String} search
	 * @param {String} template
	 * @return {Boolean}
	 */
	function matchesTemplate(search, template) {
		let searchIndex = 0;
		let templateIndex = 0;
		let starIndex = -1;
		let matchIndex = 0;

		while (searchIndex < search.length) {
			if (templateIndex < template.length && (template[templateIndex] === search[searchIndex] || template[templateIndex] === '*')) {
				// Match character or proceed with wildcard
				if (template[templateIndex] === '*') {
					starIndex = templateIndex;
					matchIndex = searchIndex;
					templateIndex++; // Skip the '*'
				} else {
					searchIndex++;
					templateIndex++;
				}
			} else if (starIndex !== -1) { // eslint-disable-line no-negated-condition
				// Backtrack to the last '*' and try to match more characters
				templateIndex = starIndex + 1;
				matchIndex++;
				searchIndex = matchIndex;
			} else {
				return false; // No match
			}
		}

		// Handle trailing '*' in template
		while (templateIndex < template.length && template[templateIndex] === '*') {
			templateIndex++;
		}

		return templateIndex === template.length;
	}

	/**
	* Disable debug output.
	*
	* @return {String} namespaces
	* @api public
	*/
	function disable() {
		const namespaces = [
			...createDebug.names,
			...createDebug.skips.map(namespace => '-' + namespace)
		].join(',');
		createDebug.enable('');
		return namespaces;
	}

	/**
	* Returns true if the given mode name is enabled, false otherwise.
	*
	* @param {String} name
	* @return {Boolean}
	* @api public
	*/
	function enabled(name) {
		for (const skip of createDebug.skips) {
			if (matchesTemplate(name, skip)) {
				return false;
			}
		}

		for (const ns of createDebug.names) {
			if (matchesTemplate(name, ns)) {
				return true;
			}
		}

		return false;
	}

	/**
	* Coerce `val`.
	*
	* @param {Mixed} val
	* @return {Mixed}
	* @api private
	*/
	function coerce(val) {
		if (val instanceof Error) {
			return val.stack || val.message;
		}
		return val;
	}

	/**
	* XXX DO NOT USE. This is a temporary stub function.
	* XXX It WILL be removed in the next major release.
	*/
	function destroy() {
		console.warn('Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.');
	}

	createDebug.enable(createDebug.load());

	return createDebug;
}

module.exports = setup;


/***/ }),

/***/ 2830:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/**
 * Detect Electron renderer / nwjs process, which is node, but we should
 * treat as a browser.
 */

if (typeof process === 'undefined' || process.type === 'renderer' || process.browser === true || process.__nwjs) {
	module.exports = __nccwpck_require__(6110);
} else {
	module.exports = __nccwpck_require__(5108);
}


/***/ }),

/***/ 5108:
/***/ ((module, exports, __nccwpck_require__) => {

/**
 * Module dependencies.
 */

const tty = __nccwpck_require__(2018);
const util = __nccwpck_require__(9023);

/**
 * This is the Node.js implementation of `debug()`.
 */

exports.init = init;
exports.log = log;
exports.formatArgs = formatArgs;
exports.save = save;
exports.load = load;
exports.useColors = useColors;
exports.destroy = util.deprecate(
	() => {},
	'Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.'
);

/**
 * Colors.
 */

exports.colors = [6, 2, 3, 4, 5, 1];

try {
	// Optional dependency (as in, doesn't need to be installed, NOT like optionalDependencies in package.json)
	// eslint-disable-next-line import/no-extraneous-dependencies
	const supportsColor = __nccwpck_require__(195);

	if (supportsColor && (supportsColor.stderr || supportsColor).level >= 2) {
		exports.colors = [
			20,
			21,
			26,
			27,
			32,
			33,
			38,
			39,
			40,
			41,
			42,
			43,
			44,
			45,
			56,
			57,
			62,
			63,
			68,
			69,
			74,
			75,
			76,
			77,
			78,
			79,
			80,
			81,
			92,
			93,
			98,
			99,
			112,
			113,
			128,
			129,
			134,
			135,
			148,
			149,
			160,
			161,
			162,
			163,
			164,
			165,
			166,
			167,
			168,
			169,
			170,
			171,
			172,
			173,
			178,
			179,
			184,
			185,
			196,
			197,
			198,
			199,
			200,
			201,
			202,
			203,
			204,
			205,
			206,
			207,
			208,
			209,
			214,
			215,
			220,
			221
		];
	}
} catch (error) {
	// Swallow - we only care if `supports-color` is available; it doesn't have to be.
}

/**
 * Build up the default `inspectOpts` object from the environment variables.
 *
 *   $ DEBUG_COLORS=no DEBUG_DEPTH=10 DEBUG_SHOW_HIDDEN=enabled node script.js
 */

exports.inspectOpts = Object.keys(process.env).filter(key => {
	return /^debug_/i.test(key);
}).reduce((obj, key) => {
	// Camel-case
	const prop = key
		.substring(6)
		.toLowerCase()
		.replace(/_([a-z])/g, (_, k) => {
			return k.toUpperCase();
		});

	// Coerce string value into JS value
	let val = process.env[key];
	if (/^(yes|on|true|enabled)$/i.test(val)) {
		val = true;
	} else if (/^(no|off|false|disabled)$/i.test(val)) {
		val = false;
	} else if (val === 'null') {
		val = null;
	} else {
		val = Number(val);
	}

	obj[prop] = val;
	return obj;
}, {});

/**
 * Is stdout a TTY? Colored output is enabled when `true`.
 */

function useColors() {
	return 'colors' in exports.inspectOpts ?
		Boolean(exports.inspectOpts.colors) :
		tty.isatty(process.stderr.fd);
}

/**
 * Adds ANSI color escape codes if enabled.
 *
 * @api public
 */

function formatArgs(args) {
	const {namespace: name, useColors} = this;

	if (useColors) {
		const c = this.color;
		const colorCode = '\u001B[3' + (c < 8 ? c : '8;5;' + c);
		const prefix = `  ${colorCode};1m${name} \u001B[0m`;

		args[0] = prefix + args[0].split('\n').join('\n' + prefix);
		args.push(colorCode + 'm+' + module.exports.humanize(this.diff) + '\u001B[0m');
	} else {
		args[0] = getDate() + name + ' ' + args[0];
	}
}

function getDate() {
	if (exports.inspectOpts.hideDate) {
		return '';
	}
	return new Date().toISOString() + ' ';
}

/**
 * Invokes `util.formatWithOptions()` with the specified arguments and writes to stderr.
 */

function log(...args) {
	return process.stderr.write(util.formatWithOptions(exports.inspectOpts, ...args) + '\n');
}

/**
 * Save `namespaces`.
 *
 * @param {String} namespaces
 * @api private
 */
function save(namespaces) {
	if (namespaces) {
		process.env.DEBUG = namespaces;
	} else {
		// If you set a process.env field to null or undefined, it gets cast to the
		// string 'null' or 'undefined'. Just delete instead.
		delete process.env.DEBUG;
	}
}

/**
 * Load `namespaces`.
 *
 * @return {String} returns the previously persisted debug modes
 * @api private
 */

function load() {
	return process.env.DEBUG;
}

/**
 * Init logic for `debug` instances.
 *
 * Create a new `inspectOpts` object in case `useColors` is set
 * differently for a particular `debug` instance.
 */

function init(debug) {
	debug.inspectOpts = {};

	const keys = Object.keys(exports.inspectOpts);
	for (let i = 0; i < keys.length; i++) {
		debug.inspectOpts[keys[i]] = exports.inspectOpts[keys[i]];
	}
}

module.exports = __nccwpck_require__(897)(exports);

const {formatters} = module.exports;

/**
 * Map %o to `util.inspect()`, all on a single line.
 */

formatters.o = function (v) {
	this.inspectOpts.colors = this.useColors;
	return util.inspect(v, this.inspectOpts)
		.split('\n')
		.map(str => str.trim())
		.join(' ');
};

/**
 * Map %O to `util.inspect()`, allowing multiple lines if needed.
 */

formatters.O = function (v) {
	this.inspectOpts.colors = this.useColors;
	return util.inspect(v, this.inspectOpts);
};


/***/ }),

/***/ 3669:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) __createBinding(result, mod, k);
    __setModuleDefault(result, mod);
    return result;
};
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.HttpsProxyAgent = void 0;
const net = __importStar(__nccwpck_require__(9278));
const tls = __importStar(__nccwpck_require__(4756));
const assert_1 = __importDefault(__nccwpck_require__(2613));
const debug_1 = __importDefault(__nccwpck_require__(2830));
const agent_base_1 = __nccwpck_require__(8894);
const url_1 = __nccwpck_require__(7016);
const parse_proxy_response_1 = __nccwpck_require__(7943);
const debug = (0, debug_1.default)('https-proxy-agent');
const setServernameFromNonIpHost = (options) => {
    if (options.servername === undefined &&
        options.host &&
        !net.isIP(options.host)) {
        return {
            ...options,
            servername: options.host,
        };
    }
    return options;
};
/**
 * The `HttpsProxyAgent` implements an HTTP Agent subclass that connects to
 * the specified "HTTP(s) proxy server" in order to proxy HTTPS requests.
 *
 * Outgoing HTTP requests are first tunneled through the proxy server using the
 * `CONNECT` HTTP request method to establish a connection to the proxy server,
 * and then the proxy server connects to the destination target and issues the
 * HTTP request from the proxy server.
 *
 * `https:` requests have their socket connection upgraded to TLS once
 * the connection to the proxy server has been established.
 */
class HttpsProxyAgent extends agent_base_1.Agent {
    constructor(proxy, opts) {
        super(opts);
        this.options = { path: undefined };
        this.proxy = typeof proxy === 'string' ? new url_1.URL(proxy) : proxy;
        this.proxyHeaders = opts?.headers ?? {};
        debug('Creating new HttpsProxyAgent instance: %o', this.proxy.href);
        // Trim off the brackets from IPv6 addresses
        const host = (this.proxy.hostname || this.proxy.host).replace(/^\[|\]$/g, '');
        const port = this.proxy.port
            ? parseInt(this.proxy.port, 10)
            : this.proxy.protocol === 'https:'
                ? 443
                : 80;
        this.connectOpts = {
            // Attempt to negotiate http/1.1 for proxy servers that support http/2
            ALPNProtocols: ['http/1.1'],
            ...(opts ? omit(opts, 'headers') : null),
            host,
            port,
        };
    }
    /**
     * Called when the node-core HTTP client library is creating a
     * new HTTP request.
     */
    async connect(req, opts) {
        const { proxy } = this;
        if (!opts.host) {
            throw new TypeError('No "host" provided');
        }
        // Create a socket connection to the proxy server.
        let socket;
        if (proxy.protocol === 'https:') {
            debug('Creating `tls.Socket`: %o', this.connectOpts);
            socket = tls.connect(setServernameFromNonIpHost(this.connectOpts));
        }
        else {
            debug('Creating `net.Socket`: %o', this.connectOpts);
            socket = net.connect(this.connectOpts);
        }
        const headers = typeof this.proxyHeaders === 'function'
            ? this.proxyHeaders()
            : { ...this.proxyHeaders };
        const host = net.isIPv6(opts.host) ? `[${opts.host}]` : opts.host;
        let payload = `CONNECT ${host}:${opts.port} HTTP/1.1\r\n`;
        // Inject the `Proxy-Authorization` header if necessary.
        if (proxy.username || proxy.password) {
            const auth = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
            headers['Proxy-Authorization'] = `Basic ${Buffer.from(auth).toString('base64')}`;
        }
        headers.Host = `${host}:${opts.port}`;
        if (!headers['Proxy-Connection']) {
            headers['Proxy-Connection'] = this.keepAlive
                ? 'Keep-Alive'
                : 'close';
        }
        for (const name of Object.keys(headers)) {
            payload += `${name}: ${headers[name]}\r\n`;
        }
        const proxyResponsePromise = (0, parse_proxy_response_1.parseProxyResponse)(socket);
        socket.write(`${payload}\r\n`);
        const { connect, buffered } = await proxyResponsePromise;
        req.emit('proxyConnect', connect);
        this.emit('proxyConnect', connect, req);
        if (connect.statusCode === 200) {
            req.once('socket', resume);
            if (opts.secureEndpoint) {
                // The proxy is connecting to a TLS server, so upgrade
                // this socket connection to a TLS connection.
                debug('Upgrading socket connection to TLS');
                return tls.connect({
                    ...omit(setServernameFromNonIpHost(opts), 'host', 'path', 'port'),
                    socket,
                });
            }
            return socket;
        }
        // Some other status code that's not 200... need to re-play the HTTP
        // header "data" events onto the socket once the HTTP machinery is
        // attached so that the node core `http` can parse and handle the
        // error status code.
        // Close the original socket, and a new "fake" socket is returned
        // instead, so that the proxy doesn't get the HTTP request
        // written to it (which may contain `Authorization` headers or other
        // sensitive data).
        //
        // See: https://hackerone.com/reports/541502
        socket.destroy();
        const fakeSocket = new net.Socket({ writable: false });
        fakeSocket.readable = true;
        // Need to wait for the "socket" event to re-play the "data" events.
        req.once('socket', (s) => {
            debug('Replaying proxy buffer for failed request');
            (0, assert_1.default)(s.listenerCount('data') > 0);
            // Replay the "buffered" Buffer onto the fake `socket`, since at
            // this point the HTTP module machinery has been hooked up for
            // the user.
            s.push(buffered);
            s.push(null);
        });
        return fakeSocket;
    }
}
HttpsProxyAgent.protocols = ['http', 'https'];
exports.HttpsProxyAgent = HttpsProxyAgent;
function resume(socket) {
    socket.resume();
}
function omit(obj, ...keys) {
    const ret = {};
    let key;
    for (key in obj) {
        if (!keys.includes(key)) {
            ret[key] = obj[key];
        }
    }
    return ret;
}
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 7943:
/***/ (function(__unused_webpack_module, exports, __nccwpck_require__) {


var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", ({ value: true }));
exports.parseProxyResponse = void 0;
const debug_1 = __importDefault(__nccwpck_require__(2830));
const debug = (0, debug_1.default)('https-proxy-agent:parse-proxy-response');
function parseProxyResponse(socket) {
    return new Promise((resolve, reject) => {
        // we need to buffer any HTTP traffic that happens with the proxy before we get
        // the CONNECT response, so that if the response is anything other than an "200"
        // response code, then we can re-play the "data" events on the socket once the
        // HTTP parser is hooked up...
        let buffersLength = 0;
        const buffers = [];
        function read() {
            const b = socket.read();
            if (b)
                ondata(b);
            else
                socket.once('readable', read);
        }
        function cleanup() {
            socket.removeListener('end', onend);
            socket.removeListener('error', onerror);
            socket.removeListener('readable', read);
        }
        function onend() {
            cleanup();
            debug('onend');
            reject(new Error('Proxy connection ended before receiving CONNECT response'));
        }
        function onerror(err) {
            cleanup();
            debug('onerror %o', err);
            reject(err);
        }
        function ondata(b) {
            buffers.push(b);
            buffersLength += b.length;
            const buffered = Buffer.concat(buffers, buffersLength);
            const endOfHeaders = buffered.indexOf('\r\n\r\n');
            if (endOfHeaders === -1) {
                // keep buffering
                debug('have not received end of HTTP headers yet...');
                read();
                return;
            }
            const headerParts = buffered
                .slice(0, endOfHeaders)
                .toString('ascii')
                .split('\r\n');
            const firstLine = headerParts.shift();
            if (!firstLine) {
                socket.destroy();
                return reject(new Error('No header received from proxy CONNECT response'));
            }
            const firstLineParts = firstLine.split(' ');
            const statusCode = +firstLineParts[1];
            const statusText = firstLineParts.slice(2).join(' ');
            const headers = {};
            for (const header of headerParts) {
                if (!header)
                    continue;
                const firstColon = header.indexOf(':');
                if (firstColon === -1) {
                    socket.destroy();
                    return reject(new Error(`Invalid header from proxy CONNECT response: "${header}"`));
                }
                const key = header.slice(0, firstColon).toLowerCase();
                const value = header.slice(firstColon + 1).trimStart();
                const current = headers[key];
                if (typeof current === 'string') {
                    headers[key] = [current, value];
                }
                else if (Array.isArray(current)) {
                    current.push(value);
                }
                else {
                    headers[key] = value;
                }
            }
            debug('got proxy server response: %o %o', firstLine, headers);
            cleanup();
            resolve({
                connect: {
                    statusCode,
                    statusText,
                    headers,
                },
                buffered,
            });
        }
        socket.on('error', onerror);
        socket.on('end', onend);
        read();
    });
}
exports.parseProxyResponse = parseProxyResponse;
//# sourceMappingURL=parse-proxy-response.js.map

/***/ }),

/***/ 744:
/***/ ((module) => {

/**
 * Helpers.
 */

var s = 1000;
var m = s * 60;
var h = m * 60;
var d = h * 24;
var w = d * 7;
var y = d * 365.25;

/**
 * Parse or format the given `val`.
 *
 * Options:
 *
 *  - `long` verbose formatting [false]
 *
 * @param {String|Number} val
 * @param {Object} [options]
 * @throws {Error} throw an error if val is not a non-empty string or a number
 * @return {String|Number}
 * @api public
 */

module.exports = function (val, options) {
  options = options || {};
  var type = typeof val;
  if (type === 'string' && val.length > 0) {
    return parse(val);
  } else if (type === 'number' && isFinite(val)) {
    return options.long ? fmtLong(val) : fmtShort(val);
  }
  throw new Error(
    'val is not a non-empty string or a valid number. val=' +
      JSON.stringify(val)
  );
};

/**
 * Parse the given `str` and return milliseconds.
 *
 * @param {String} str
 * @return {Number}
 * @api private
 */

function parse(str) {
  str = String(str);
  if (str.length > 100) {
    return;
  }
  var match = /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i.exec(
    str
  );
  if (!match) {
    return;
  }
  var n = parseFloat(match[1]);
  var type = (match[2] || 'ms').toLowerCase();
  switch (type) {
    case 'years':
    case 'year':
    case 'yrs':
    case 'yr':
    case 'y':
      return n * y;
    case 'weeks':
    case 'week':
    case 'w':
      return n * w;
    case 'days':
    case 'day':
    case 'd':
      return n * d;
    case 'hours':
    case 'hour':
    case 'hrs':
    case 'hr':
    case 'h':
      return n * h;
    case 'minutes':
    case 'minute':
    case 'mins':
    case 'min':
    case 'm':
      return n * m;
    case 'seconds':
    case 'second':
    case 'secs':
    case 'sec':
    case 's':
      return n * s;
    case 'milliseconds':
    case 'millisecond':
    case 'msecs':
    case 'msec':
    case 'ms':
      return n;
    default:
      return undefined;
  }
}

/**
 * Short format for `ms`.
 *
 * @param {Number} ms
 * @return {String}
 * @api private
 */

function fmtShort(ms) {
  var msAbs = Math.abs(ms);
  if (msAbs >= d) {
    return Math.round(ms / d) + 'd';
  }
  if (msAbs >= h) {
    return Math.round(ms / h) + 'h';
  }
  if (msAbs >= m) {
    return Math.round(ms / m) + 'm';
  }
  if (msAbs >= s) {
    return Math.round(ms / s) + 's';
  }
  return ms + 'ms';
}

/**
 * Long format for `ms`.
 *
 * @param {Number} ms
 * @return {String}
 * @api private
 */

function fmtLong(ms) {
  var msAbs = Math.abs(ms);
  if (msAbs >= d) {
    return plural(ms, msAbs, d, 'day');
  }
  if (msAbs >= h) {
    return plural(ms, msAbs, h, 'hour');
  }
  if (msAbs >= m) {
    return plural(ms, msAbs, m, 'minute');
  }
  if (msAbs >= s) {
    return plural(ms, msAbs, s, 'second');
  }
  return ms + ' ms';
}

/**
 * Pluralization helper.
 */

function plural(ms, msAbs, n, name) {
  var isPlural = msAbs >= n * 1.5;
  return Math.round(ms / n) + ' ' + name + (isPlural ? 's' : '');
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

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

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

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

/***/ 4300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $K: () => (/* binding */ resolveEndpoints),
/* harmony export */   JA: () => (/* binding */ findDomainIssue),
/* harmony export */   ej: () => (/* binding */ formatServerUrl),
/* harmony export */   gu: () => (/* binding */ toPlatformId)
/* harmony export */ });
/**
 * The origins of a domain, as in ntcli 0.4.4: HTTPS to `api.<domain>` and `mcp.<domain>`; for `localhost` and `127.0.0.1`
 * plain HTTP to that host and port.
 */
function resolveEndpoints(domain) {
    const host = domain.replace(/:\d+$/, '');
    if (host === 'localhost' || host === '127.0.0.1') {
        const origin = `http://${domain}`;
        return { domain, api: origin, mcp: origin, registry: origin };
    }
    return {
        domain,
        api: `https://api.${domain}`,
        mcp: `https://mcp.${domain}`,
        registry: `https://registry.${domain}`,
    };
}
/** The absolute MCP URL of a server. */
function formatServerUrl(endpoints, workspaceId, serverId) {
    return `${endpoints.mcp}/${encodeURIComponent(workspaceId)}/${encodeURIComponent(serverId)}/mcp`;
}
/** Id of a server on the platform: the last part of its registry id (read in the control plane's source). */
function toPlatformId(registryId) {
    return registryId.slice(registryId.lastIndexOf('/') + 1);
}
/**
 * Why a domain is rejected, or undefined. One that merely contains `localhost` or `127.0.0.1` is rejected because
 * ntcli 0.4.4 would send the token to it over plain HTTP.
 */
function findDomainIssue(domain) {
    const { api } = resolveEndpoints(domain);
    if (api.startsWith('https:') && /localhost|127\.0\.0\.1/.test(domain)) {
        return 'contains localhost or 127.0.0.1 but is another host, so ntcli would send the token to it over plain HTTP';
    }
    const [, prefix, rest] = /^(api|mcp|registry)\.(.+\..+)$/.exec(domain) ?? [];
    if (prefix !== undefined)
        return `names the host of one service; use the domain alone: ${rest}`;
    return URL.canParse(api) ? undefined : 'not a valid host name';
}


/***/ }),

/***/ 4402:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FZ: () => (/* binding */ listField),
/* harmony export */   KX: () => (/* binding */ MAX_JSON_DEPTH),
/* harmony export */   Lv: () => (/* binding */ toRecord),
/* harmony export */   M8: () => (/* binding */ textField),
/* harmony export */   Qb: () => (/* binding */ recordField),
/* harmony export */   Yn: () => (/* binding */ getPath),
/* harmony export */   _P: () => (/* binding */ platformList),
/* harmony export */   og: () => (/* binding */ formatIssues),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   sJ: () => (/* binding */ numberField),
/* harmony export */   u4: () => (/* binding */ isRecord)
/* harmony export */ });
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6518);

/** Faults that are listed at most. */
const MAX_ISSUES_SHOWN = 20;
/** Faults of a JSON file in one line. */
function formatIssues(issues) {
    const list = issues.map(({ path, problem }) => `${path} ${problem}`);
    return (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFirst */ .FS)(list, MAX_ISSUES_SHOWN, '; ');
}
/** Levels of nesting that are read. Functions over JSON are recursive, and a million levels would end the process. */
const MAX_JSON_DEPTH = 500;
/** @returns undefined for a text that is not JSON, or deeper than {@link MAX_JSON_DEPTH} levels */
function parseJson(text) {
    if (isTooDeep(text))
        return undefined;
    try {
        const value = JSON.parse(text);
        return value;
    }
    catch {
        return undefined;
    }
}
function isTooDeep(text) {
    if (text.length <= MAX_JSON_DEPTH)
        return false;
    let depth = 0;
    for (let at = 0; at < text.length; at++) {
        const letter = text[at];
        if (letter === '"') {
            do
                at += text[at] === '\\' ? 2 : 1;
            while (at < text.length && text[at] !== '"');
        }
        else if (letter === '[' || letter === '{') {
            depth += 1;
            if (depth > MAX_JSON_DEPTH)
                return true;
        }
        else if (letter === ']' || letter === '}')
            depth -= 1;
    }
    return false;
}
/** True for a JSON object. */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The field of a JSON object as text; undefined if it is absent, empty or not a string. */
function textField(value, name) {
    const field = isRecord(value) ? value[name] : undefined;
    return typeof field === 'string' && field !== '' ? field : undefined;
}
/** The field of a JSON object as a list; undefined if it is absent or not a list. */
function listField(value, name) {
    const field = isRecord(value) ? value[name] : undefined;
    return Array.isArray(field) ? field : undefined;
}
/** The field of a JSON object as a list with its `total` (or `count`); undefined if it is absent or not a list. */
function platformList(value, name) {
    const entries = listField(value, name);
    if (entries === undefined)
        return undefined;
    const total = numberField(value, 'total') ?? numberField(value, 'count') ?? entries.length;
    return { entries, total, isComplete: total <= entries.length };
}
/** The field of a JSON object as a number; undefined if it is absent or not a number. */
function numberField(value, name) {
    const field = isRecord(value) ? value[name] : undefined;
    return typeof field === 'number' ? field : undefined;
}
/** The field of a JSON object as an object; empty if it is absent or not an object. */
function recordField(value, name) {
    return toRecord(getPath(value, name));
}
/** The value itself if it is a JSON object; otherwise an empty one. */
function toRecord(value) {
    return isRecord(value) ? value : {};
}
/** What a path of field names leads to; undefined if a field is absent. A field of the prototype is none. */
function getPath(value, ...path) {
    return path.reduce((at, name) => (isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
}


/***/ }),

/***/ 4339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ findLimitConflict)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4402);
/* harmony import */ var _server_shape_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2879);


/**
 * Finds a limit of the user that contradicts the other limit of the entry, which is deployed with it: an entry with at
 * most 3 replicas, and `min-replicas: 5`. The user decides which one is meant.
 *
 * @param id names the entry
 */
function findLimitConflict({ minReplicas, maxReplicas }, id, spec) {
    const scaling = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .getPath */ .Yn)(spec, '_meta', _server_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .RUNTIME_META_KEY */ .R, 'scaling');
    const [min, max] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberField */ .sJ)(scaling, 'minReplicas'), (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberField */ .sJ)(scaling, 'maxReplicas')];
    if (minReplicas !== undefined && maxReplicas === undefined && max !== undefined && minReplicas > max)
        return {
            input: 'min-replicas',
            problem: `${minReplicas} is more than the ${max} of \`maxReplicas\` in ${id}; set \`max-replicas\` as well`,
        };
    if (maxReplicas !== undefined && minReplicas === undefined && min !== undefined && maxReplicas < min)
        return {
            input: 'max-replicas',
            problem: `${maxReplicas} is less than the ${min} of \`minReplicas\` in ${id}; set \`min-replicas\` as well`,
        };
    return undefined;
}


/***/ }),

/***/ 2879:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ RUNTIME_META_KEY),
/* harmony export */   z: () => (/* binding */ serverShape)
/* harmony export */ });
/** The key of `_meta` under which the control plane reads runtime settings (nimbletools-core, mcp_server_models.py). */
const RUNTIME_META_KEY = 'ai.nimbletools.mcp/v1';
const text = { kind: 'text' };
const boolean = { kind: 'boolean' };
const url = { kind: 'url' };
const nullable = (shape) => ({ kind: 'nullable', shape });
const required = (shape) => ({ kind: 'required', shape });
const list = (items, max) => ({
    kind: 'list',
    items,
    ...(max !== undefined && { max }),
});
const object = (fields) => ({ kind: 'object', fields });
const choice = (...values) => ({ kind: 'choice', values });
const atLeast = (min) => ({ kind: 'integer', min });
const texts = { kind: 'map', values: text };
const port = nullable({ kind: 'integer', min: 1, max: 65535 });
const path = { kind: 'text', pattern: /^\//, expected: 'a path that starts with /' };
const color = nullable({
    kind: 'text',
    pattern: /^#[0-9A-Fa-f]{6}$/,
    expected: 'a color such as #1a2b3c',
});
const quantities = object({
    cpu: { kind: 'text', pattern: /^[0-9]+m?$/, expected: 'whole cores or millicores, such as 1 or 500m' },
    memory: { kind: 'text', pattern: /^[0-9]+(Mi|Gi)$/, expected: 'whole Mi or Gi, such as 512Mi' },
});
const variable = object({
    name: required(text),
    value: nullable(text),
    default: nullable(text),
    isSecret: boolean,
    isRequired: boolean,
    description: nullable(text),
    placeholder: nullable(text),
});
/** The values are those of the schema of MCPService (chart/templates/crd.yaml). It ignores null. */
const argument = object({
    type: nullable(choice('positional', 'named')),
    name: nullable(text),
    value: nullable(text),
});
const packageShape = object({
    registryType: required(text),
    identifier: required(text),
    version: required(text),
    transport: required(object({ type: required(choice('streamable-http')) })),
    registryBaseUrl: nullable(text),
    runtimeHint: nullable(text),
    runtimeArguments: nullable(list(argument)),
    environmentVariables: list(variable),
    fileSha256: nullable(text),
});
const container = object({
    healthCheck: nullable(object({
        enabled: boolean,
        path,
        port,
        interval: atLeast(1),
        timeout: atLeast(1),
        retries: atLeast(1),
    })),
    startupProbe: nullable(object({
        initialDelaySeconds: atLeast(0),
        periodSeconds: atLeast(1),
        failureThreshold: atLeast(1),
    })),
});
const observability = object({
    metrics: object({ enabled: boolean, path, port }),
    tracing: object({ enabled: boolean, endpoint: nullable(url) }),
});
const networking = object({
    ingress: object({ enabled: boolean, hosts: list(text), tls: boolean, annotations: texts }),
    service: object({ type: choice('ClusterIP', 'NodePort', 'LoadBalancer'), annotations: texts }),
});
/** Kubernetes' rule for the value of a label; the control plane makes one of each category. */
const category = {
    kind: 'text',
    max: 63,
    pattern: /^(?:[a-zA-Z0-9](?:[-\w.]*[a-zA-Z0-9])?)?$/,
    expected: 'letters, digits, hyphens, dots and underscores, as Kubernetes requires of labels',
};
const screenshot = object({
    url: required(url),
    caption: nullable({ kind: 'text', max: 200 }),
    thumbnail: nullable(url),
});
const registry = object({
    categories: list(category, 3),
    tags: list(text, 10),
    branding: nullable(object({
        logoUrl: nullable(url),
        iconUrl: nullable(url),
        primaryColor: color,
        accentColor: color,
    })),
    documentation: nullable(object({
        readmeUrl: nullable(url),
        changelogUrl: nullable(url),
        licenseUrl: nullable(url),
        examplesUrl: nullable(url),
    })),
    showcase: nullable(object({ featured: boolean, screenshots: list(screenshot, 5), videoUrl: nullable(url) })),
});
const runtime = object({
    runtime: nullable(text),
    container: nullable(container),
    resources: object({ limits: quantities, requests: quantities }),
    scaling: object({
        enabled: boolean,
        minReplicas: atLeast(0),
        maxReplicas: atLeast(1),
        targetCPUUtilizationPercentage: { kind: 'integer', min: 10, max: 100 },
    }),
    observability,
    security: object({
        runAsNonRoot: boolean,
        runAsUser: atLeast(1),
        readOnlyRootFilesystem: boolean,
        allowPrivilegeEscalation: boolean,
    }),
    networking,
    deployment: nullable(object({ protocol: choice('http', 'stdio'), port, mcpPath: text })),
    registry: nullable(registry),
    status: nullable(choice('active', 'deprecated', 'deleted')),
    repository: nullable(object({ branch: nullable(text) })),
});
/** A server.json as the control plane validates it: nimbletools-core 0add62c, mcp_server_models.py, field by field. */
const serverShape = object({
    name: required(text),
    description: required({ kind: 'text', max: 100 }),
    version: required({ kind: 'text', max: 255 }),
    title: nullable(text),
    icons: list(object({ src: required(url), sizes: list(text) })),
    repository: nullable(object({ url: required(url), source: required(text), id: nullable(text), subfolder: nullable(text) })),
    websiteUrl: nullable(url),
    packages: list(packageShape),
    _meta: nullable(object({ [RUNTIME_META_KEY]: nullable(runtime) })),
});


/***/ }),

/***/ 8871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  T: () => (/* binding */ findSpecIssues)
});

// EXTERNAL MODULE: ./build/src/api/json.js
var json = __nccwpck_require__(4402);
// EXTERNAL MODULE: ./build/src/api/server-shape.js
var server_shape = __nccwpck_require__(2879);
;// CONCATENATED MODULE: ./build/src/api/shape.js

/** Characters of a URL that pydantic accepts at most. */
const MAX_URL_LENGTH = 2083;
/** Finds everything in a value that does not have a shape. */
function findShapeIssues(shape, value, path) {
    switch (shape.kind) {
        case 'nullable':
            return value === null ? [] : findShapeIssues(shape.shape, value, path);
        case 'required':
            return value === undefined
                ? [{ path, problem: 'is missing' }]
                : findShapeIssues(shape.shape, value, path);
        case 'list':
            return checkList(shape, value, path);
        case 'object':
            return checkObject(shape.fields, value, path);
        default: {
            const problem = value === undefined ? undefined : describeProblem(shape, value);
            return problem === undefined ? [] : [{ path, problem }];
        }
    }
}
function checkObject(fields, value, path) {
    if (value === undefined)
        return [];
    if (!(0,json/* isRecord */.u4)(value))
        return [{ path: path || '$', problem: 'must be a JSON object' }];
    return Object.entries(fields).flatMap(([name, shape]) => {
        const field = Object.hasOwn(value, name) ? value[name] : undefined;
        return findShapeIssues(shape, field, formatPath(path, name));
    });
}
function formatPath(path, name) {
    return /^\w+$/.test(name) ? `${path}${path && '.'}${name}` : `${path}["${name}"]`;
}
function checkList({ items, max = Number.POSITIVE_INFINITY }, value, path) {
    if (value === undefined)
        return [];
    if (!Array.isArray(value))
        return [{ path, problem: 'must be a list' }];
    const issues = value.flatMap((item, index) => findShapeIssues(items, item, `${path}[${index}]`));
    const excess = { path, problem: `has ${value.length} entries; ${max} are allowed` };
    return value.length > max ? [excess, ...issues] : issues;
}
/** Completes the sentence that starts with the path; undefined if the value has the shape. */
function describeProblem(shape, value) {
    switch (shape.kind) {
        case 'text':
            return describeText(shape, value);
        case 'choice':
            return typeof value === 'string' && shape.values.includes(value)
                ? undefined
                : `must be ${shape.values.join(' or ')}`;
        case 'integer':
            return describeInteger(shape, value);
        case 'boolean':
            return isBoolean(value) ? undefined : 'must be true or false';
        case 'url':
            return isUrl(value) ? undefined : 'must be an http or https URL';
        case 'map':
            return describeMap(shape.values, value);
    }
}
function describeText({ max = Number.POSITIVE_INFINITY, pattern, expected }, value) {
    if (typeof value !== 'string')
        return expected ? `must be ${expected}` : 'must be a text in quotes';
    const { length } = [...value];
    if (length > max)
        return `has ${length} characters; ${max} are allowed`;
    return pattern === undefined || pattern.test(value) ? undefined : `must be ${expected}`;
}
function describeInteger({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }, value) {
    const number = parseInteger(value);
    if (number === undefined)
        return 'must be a whole number';
    if (number >= min && number <= max)
        return undefined;
    return max === Number.POSITIVE_INFINITY ? `must be ${min} or more` : `must be ${min} to ${max}`;
}
function parseInteger(value) {
    if (typeof value === 'boolean')
        return Number(value);
    if (typeof value === 'number')
        return Number.isInteger(value) ? value : undefined;
    const isInteger = typeof value === 'string' && /^\s*[+-]?\d+(?:_\d+)*(?:\.0+)?\s*$/.test(value);
    return isInteger ? Number(value.replaceAll('_', '')) : undefined;
}
function isBoolean(value) {
    if (typeof value === 'string')
        return /^(?:true|false|yes|no|on|off|[tfyn01])$/i.test(value);
    return typeof value === 'boolean' || value === 0 || value === 1;
}
/** The URL parsers of Node.js and of pydantic follow the same standard. */
function isUrl(value) {
    if (typeof value !== 'string' || value.length > MAX_URL_LENGTH || !URL.canParse(value))
        return false;
    return /^https?:$/.test(new URL(value).protocol);
}
/** The names of the fields are the user's, so they are not part of a path. */
function describeMap(values, value) {
    if (!(0,json/* isRecord */.u4)(value))
        return 'must be a JSON object';
    const [issue] = Object.values(value).flatMap((one) => findShapeIssues(values, one, ''));
    return issue && `has a value that ${issue.problem}`;
}

;// CONCATENATED MODULE: ./build/src/api/server-spec.js



/** The architecture of the platform's nodes: bundles for others are refused with 422. */
const PLATFORM_ARCH = 'linux-amd64';
/** Characters of the value of a label in Kubernetes. */
const MAX_LABEL_LENGTH = 63;
/**
 * Finds everything that the platform would refuse in a server.json, a registry entry, or an overridden copy of one.
 * The rules are those of the control plane (nimbletools-core: mcp_server_models.py, routes/servers.py) and of
 * Kubernetes, which names the Deployment after the last part of the server name.
 *
 * @returns one issue for each path
 */
function findSpecIssues(spec) {
    if (!(0,json/* isRecord */.u4)(spec))
        return [{ path: '$', problem: 'must be a JSON object' }];
    const rules = [
        ...checkName(spec.name),
        ...checkVersion(spec.version),
        ...checkDescription(spec.description),
        ...checkStatus(spec),
        ...checkPackages(spec.packages),
    ];
    const known = new Set(rules.map(({ path }) => path));
    return [...rules, ...findShapeIssues(server_shape/* serverShape */.z, spec, '').filter(({ path }) => !known.has(path))];
}
function checkName(name) {
    const path = 'name';
    if (typeof name !== 'string')
        return [{ path, problem: 'is missing' }];
    if (!/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/.test(name)) {
        return [{ path, problem: 'must be `namespace/name`, such as ai.nimbletools/echo' }];
    }
    const last = name.slice(name.indexOf('/') + 1);
    // The control plane makes a label of the whole name.
    if (name.length > MAX_LABEL_LENGTH || /^[.-]/.test(name))
        return [
            {
                path,
                problem: `must start with a letter or digit, and have ${MAX_LABEL_LENGTH} characters at most, as Kubernetes requires of labels`,
            },
        ];
    if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(last))
        return [];
    return [
        {
            path,
            problem: 'must end with lowercase letters, digits and hyphens only, as Kubernetes requires',
        },
    ];
}
/** The platform takes any text; one with a space or a line break is a mistake, and would break log lines. */
function checkVersion(version) {
    const path = 'version';
    if (typeof version !== 'string' || version === '')
        return [{ path, problem: 'is missing' }];
    return /^[\x21-\x7e]+$/.test(version)
        ? []
        : [{ path, problem: 'must be letters, digits and punctuation only' }];
}
function checkDescription(description) {
    return description === '' ? [{ path: 'description', problem: 'is missing' }] : [];
}
function checkStatus(spec) {
    const status = (0,json/* getPath */.Yn)(spec, '_meta', server_shape/* RUNTIME_META_KEY */.R, 'status') ?? 'active';
    if (status === 'active')
        return [];
    const path = `_meta["${server_shape/* RUNTIME_META_KEY */.R}"].status`;
    const isKnown = status === 'deprecated' || status === 'deleted';
    return [{ path, problem: isKnown ? `is ${status}; only active servers are deployed` : 'must be active' }];
}
function checkPackages(packages) {
    if (!Array.isArray(packages) || packages.length === 0) {
        return [
            {
                path: 'packages',
                problem: 'is missing; a server with `remotes` only runs elsewhere and cannot be deployed',
            },
        ];
    }
    const issues = packages.flatMap((entry, index) => checkPackage(`packages[${index}]`, entry));
    const bundles = packages.flatMap((entry) => (0,json/* isRecord */.u4)(entry) && entry.registryType === 'mcpb' ? [`${entry.identifier}`] : []);
    const fits = bundles.length === 0 || bundles.some((url) => url.endsWith(`${PLATFORM_ARCH}.mcpb`));
    return fits ? issues : [...issues, { path: 'packages', problem: `has no bundle for ${PLATFORM_ARCH}` }];
}
function checkPackage(path, entry) {
    if (!(0,json/* isRecord */.u4)(entry))
        return [{ path, problem: 'must be a JSON object' }];
    const missing = ['registryType', 'identifier', 'version']
        .filter((name) => typeof entry[name] !== 'string' || entry[name] === '')
        .map((name) => ({ path: `${path}.${name}`, problem: 'is missing' }));
    const { identifier, fileSha256 } = entry;
    const isBundle = entry.registryType === 'mcpb';
    const isBundleUrl = typeof identifier === 'string' && /^https:\/\/.+\.mcpb(\?.*)?$/.test(identifier);
    const isHash = fileSha256 === undefined || fileSha256 === null || isSha256(fileSha256);
    return [
        ...missing,
        ...(isBundle && typeof identifier === 'string' && !isBundleUrl
            ? [{ path: `${path}.identifier`, problem: 'must be the https URL of a .mcpb file' }]
            : []),
        ...(isHash ? [] : [{ path: `${path}.fileSha256`, problem: 'must be 64 hexadecimal digits' }]),
        ...checkTransport(path, entry.transport),
        ...checkVariables(path, entry.environmentVariables),
    ];
}
function checkTransport(path, transport) {
    const type = (0,json/* getPath */.Yn)(transport, 'type');
    if (type === 'streamable-http')
        return [];
    const problem = type === undefined ? 'is missing' : 'must be streamable-http; the platform runs no other transport';
    return [{ path: `${path}.transport.type`, problem }];
}
/** Kubernetes' rule for the name of a variable. */
function checkVariables(path, variables) {
    if (!Array.isArray(variables))
        return [];
    return variables.flatMap((variable, index) => {
        const name = (0,json/* getPath */.Yn)(variable, 'name');
        const isName = typeof name !== 'string' || /^[-._A-Za-z][-._A-Za-z0-9]*$/.test(name);
        const at = `${path}.environmentVariables[${index}].name`;
        return isName ? [] : [{ path: at, problem: 'must be the name of a variable' }];
    });
}
function isSha256(value) {
    return typeof value !== 'string' || /^[0-9a-fA-F]{64}$/.test(value);
}


/***/ }),

/***/ 724:
/***/ ((__unused_webpack___webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var _schema_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2543);


// The first import of every entry. An older Node.js would fail somewhere with an error that names nothing. The syntax of
// the bundle is therefore that of Node.js 14, see tsconfig.build.json.
if (Number.parseInt(process.versions.node, 10) < 20) {
    const { exit, title, cause, hint } = _schema_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCatalogue */ .OP['node-too-old'];
    const text = `This is Node.js ${process.versions.node}. ${cause} ${hint}`;
    // Not console.log: what it has not written when the process exits is lost.
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(1, process.env.GITHUB_ACTIONS ? `::error title=${title}::${text}\n` : `Error: ${title}: ${text}\n`);
    process.exit(exit);
}


/***/ }),

/***/ 3008:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ createCircleciProvider)
/* harmony export */ });
/* unused harmony export formatShellAssignments */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _lib_fs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7911);
/* harmony import */ var _lib_shell_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(2507);
/* harmony import */ var _schema_constants_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5260);
/* harmony import */ var _schema_inputs_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(20);
/* harmony import */ var _schema_outputs_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7827);
/* harmony import */ var _console_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(7061);
/* harmony import */ var _fit_outputs_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(2302);
/* harmony import */ var _provider_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(3533);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(7201);











/**
 * Size limit of all outputs. Linux starts no program with a variable of 128 KiB or more ("Argument list too long"), and
 * later steps pass these variables to every program.
 */
const MAX_EXPORTED_BYTES = 65536;
/** Pipeline values that correspond to variables of a job. */
const pipelineValues = {
    CIRCLE_BRANCH: 'pipeline.git.branch',
    CIRCLE_TAG: 'pipeline.git.tag',
    CIRCLE_SHA1: 'pipeline.git.revision',
};
/**
 * CircleCI. Outputs and PATH reach later steps through the file that BASH_ENV names. That file stays on disk, so the
 * token is never written to it; later steps get the token from their context.
 */
function createCircleciProvider(env, flag) {
    const print = (line) => console.log(line);
    const plain = (0,_console_js__WEBPACK_IMPORTED_MODULE_6__/* .createConsoleProvider */ .xb)(env, flag, print, env.CIRCLE_WORKING_DIRECTORY);
    const exportIssue = findExportIssue(env);
    const reportOmitted = (0,_report_js__WEBPACK_IMPORTED_MODULE_9__/* .createNameReporter */ .FB)(plain, 'outputs-omitted', (names) => (0,_fit_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .describeOmitted */ .Q)(names, 'the environment of later steps'));
    let isExportIssueReported = false;
    let known = {};
    let isFirst = true;
    const redactOutputs = (0,_provider_js__WEBPACK_IMPORTED_MODULE_8__/* .createOutputRedactor */ .q)(plain);
    const exportToSteps = (assignments) => {
        const file = env.BASH_ENV;
        if (exportIssue === undefined && file) {
            const lines = assignments.map((assignment) => `export ${assignment}\n`).join('');
            return (0,_lib_fs_js__WEBPACK_IMPORTED_MODULE_2__/* .writeAllOrNothing */ .PQ)(file, () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, lines));
        }
        if (isExportIssueReported)
            return;
        isExportIssueReported = true;
        (0,_report_js__WEBPACK_IMPORTED_MODULE_9__/* .reportNotice */ .tX)(plain, 'exports-unavailable', exportIssue ?? '');
    };
    return {
        ...plain,
        rawInputs: { ...(0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .systemDefaults */ .W7)('circleci'), ...plain.rawInputs },
        paths: { ...plain.paths, packageCache: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(plain.paths.workDir, _schema_constants_js__WEBPACK_IMPORTED_MODULE_3__/* .product */ .qM.files.cache) },
        // CircleCI folds only whole steps.
        group(title, body) {
            print(`== ${plain.sanitize(title)}`);
            return body();
        },
        setOutputs(outputs) {
            known = { ...known, ...redactOutputs(outputs) };
            const format = (all) => formatShellAssignments(all).join('\n');
            const { outputs: fitting, omitted } = (0,_fit_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .fitOutputs */ .g)(known, format, MAX_EXPORTED_BYTES);
            // The first time all of them, so that later steps do not read a value of an earlier step as one of this run.
            const changed = _schema_outputs_js__WEBPACK_IMPORTED_MODULE_5__/* .outputNames */ .gr.filter((name) => isFirst || name in outputs || omitted.includes(name));
            const values = changed.map((name) => [name, fitting[name] ?? '']);
            exportToSteps(formatShellAssignments(Object.fromEntries(values)));
            isFirst = false;
            reportOmitted(omitted);
        },
        writeSummary: (markdown) => (0,_lib_fs_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .fR)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(process.cwd(), _schema_constants_js__WEBPACK_IMPORTED_MODULE_3__/* .product */ .qM.files.report), plain.redact(markdown)),
        missingTokenHint: 'On CircleCI, set it in a context that the job uses, or in the project settings.',
        variableHint(name) {
            const value = pipelineValues[name] ?? `pipeline.parameters.${name.toLowerCase()}`;
            return `CircleCI does not expand $${name} in a parameter. Write << ${value} >> in its place${name in pipelineValues ? '' : ', and declare that pipeline parameter'}.`;
        },
        exports: {
            afterDeploy: false,
            exportSession(_token, bin) {
                exportToSteps([`PATH=${(0,_lib_shell_js__WEBPACK_IMPORTED_MODULE_10__/* .shellQuote */ .Z)(bin)}:"$PATH"`]);
                return exportIssue ? (0,_console_js__WEBPACK_IMPORTED_MODULE_6__/* .describeSession */ ._0)(bin) : 'Added signed-in `ntcli` to PATH for later steps';
            },
        },
    };
}
/**
 * Why later steps do not get what is written to BASH_ENV, in one sentence; undefined if they do. Only bash reads that
 * file, and not in POSIX mode, as when it is started as sh. The template passes the name and options of its shell.
 */
function findExportIssue({ BASH_ENV: file, NTCLI_DEPLOY_SHELL: shell, }) {
    if (!file)
        return 'BASH_ENV is not set in this step.';
    if (shell !== undefined && !shell.startsWith('bash:'))
        return 'The shell of this step is not bash, and only bash reads BASH_ENV.';
    if (shell?.split(':').includes('posix'))
        return 'Bash runs in POSIX mode in this step, and then does not read BASH_ENV.';
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, '');
        return undefined;
    }
    catch {
        return 'The file that BASH_ENV names cannot be written.';
    }
}
/** Outputs as assignments that a POSIX shell parses to exactly the same values. */
function formatShellAssignments(outputs) {
    return _schema_outputs_js__WEBPACK_IMPORTED_MODULE_5__/* .outputNames */ .gr.flatMap((name) => {
        const value = outputs[name];
        return value === undefined ? [] : [`${(0,_schema_outputs_js__WEBPACK_IMPORTED_MODULE_5__/* .outputVariable */ .Qh)(name)}=${(0,_lib_shell_js__WEBPACK_IMPORTED_MODULE_10__/* .shellQuote */ .Z)(value)}`];
    });
}


/***/ }),

/***/ 7061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  xb: () => (/* binding */ createConsoleProvider),
  _0: () => (/* binding */ describeSession),
  Vh: () => (/* binding */ isDebugging),
  bE: () => (/* binding */ userCacheDir)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./build/src/lib/fs.js + 1 modules
var fs = __nccwpck_require__(7911);
;// CONCATENATED MODULE: ./build/src/lib/checkout.js




/**
 * The checkout: whoever sends a pull request can put any file in it, so no program and no cache in it is trusted.
 *
 * @param workDir the working directory, absolute
 * @param declared the value of the variable in which the CI system names the checkout; ignored if it is not a directory.
 *   CircleCI writes `~` for the home directory
 * @returns the declared directory; else the outermost directory from the working directory up that has `.git` (an inner
 *   one may be a submodule); else the working directory, unless that is the root of the file system
 */
function findCheckout(workDir, declared = '') {
    const path = declared.replace(/^~(?=$|[\\/])/, () => (0,external_node_os_.homedir)());
    if (path !== '' && (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isDirectory())
        return (0,external_node_path_.resolve)(path);
    const repositories = withAncestors(workDir).filter((directory) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, '.git')));
    return repositories.at(-1) ?? (workDir === (0,external_node_path_.dirname)(workDir) ? '' : workDir);
}
/** A directory and all above it, from the inside out. */
function withAncestors(directory) {
    const above = (0,external_node_path_.dirname)(directory);
    return above === directory ? [directory] : [directory, ...withAncestors(above)];
}
/**
 * Chooses the directory for the session, which holds the token: never inside the checkout, where its files could be
 * uploaded with the rest, and a `node_modules` above could be committed. If possible, not where another user could replace the
 * session right after it was created.
 *
 * @param preferred of the CI system
 */
function chooseTemp(preferred, checkout, env) {
    const ofSystem = process.platform === 'win32' ? (0,external_node_path_.join)(env.SystemRoot ?? 'C:\\Windows', 'Temp') : '/tmp';
    const candidates = [preferred || (0,external_node_os_.tmpdir)(), (0,external_node_os_.tmpdir)(), ofSystem].map((directory) => (0,external_node_path_.resolve)(directory));
    const checked = [...new Set(candidates)].map((path) => ({ path, ...findTempProblem(path, checkout) }));
    const chosen = checked.find(({ problem }) => problem === undefined) ?? checked.find(({ isUsable }) => isUsable);
    const before = chosen === undefined ? checked : checked.slice(0, checked.indexOf(chosen));
    const rejected = before.flatMap(({ path, problem }) => (problem === undefined ? [] : [{ path, problem }]));
    return { path: chosen?.path, rejected };
}
function findTempProblem(directory, checkout) {
    if ((0,fs/* isInside */.FK)(directory, checkout))
        return { problem: `is inside the checkout ${checkout}`, isUsable: false };
    // In a sticky directory such as /tmp, others cannot move what they do not own. Windows has no such modes.
    const { mode = 0 } = (0,external_node_fs_.statSync)(directory, { throwIfNoEntry: false }) ?? {};
    const isOpen = process.platform !== 'win32' && (mode & 0o1002) === 0o002;
    return isOpen ? { problem: 'is writable by every user', isUsable: true } : { isUsable: true };
}

// EXTERNAL MODULE: ./build/src/lib/redact.js + 3 modules
var redact = __nccwpck_require__(4644);
// EXTERNAL MODULE: ./build/src/lib/sanitize.js
var sanitize = __nccwpck_require__(6518);
// EXTERNAL MODULE: ./build/src/ci/provider.js
var provider = __nccwpck_require__(3533);
;// CONCATENATED MODULE: ./build/src/ci/console.js






/**
 * @param flag the value of a command line flag; empty if not set
 * @param declaredCheckout the checkout as the CI system names it
 */
function createConsoleProvider(env, flag, print, declaredCheckout) {
    const sanitizer = (0,redact/* createLogSanitizer */.M)();
    const checkout = findCheckout(process.cwd(), declaredCheckout);
    const isDebug = isDebugging(env);
    // Only the named variable is read: another variable would contain another token.
    const { token: _, ...raw } = (0,provider/* collectInputs */.C)(env, flag);
    const token = env[raw['token-variable'] || 'NTCLI_TOKEN'];
    return {
        ...sanitizer,
        rawInputs: { ...raw, ...(token?.trim() ? { token } : {}) },
        paths: { temp: chooseTemp(undefined, checkout, env), workDir: process.cwd(), checkout },
        mask: sanitizer.addSecret,
        info: (text) => print(sanitizer.sanitize(text)),
        debug(text) {
            if (isDebug)
                print(`Debug: ${sanitizer.sanitize(text)}`);
        },
        childOutput(text) {
            const lines = (0,sanitize/* prefixLines */.mg)(sanitizer.sanitizeOutput(text), '\u2502 ');
            if (lines.length > 0)
                print(lines.join('\n'));
        },
        error: (title, text) => print(`Error: ${sanitizer.sanitize(title)}: ${sanitizer.sanitize(text)}`),
        annotate: (level, title, text) => print(`${level === 'warning' ? 'Warning' : 'Note'}: ${sanitizer.sanitize(title)}: ${sanitizer.sanitize(text)}`),
        registerCleanup() { },
    };
}
/** True with debug logging. */
function isDebugging(env) {
    return /^(1|true)$/i.test(env.NTCLI_DEPLOY_DEBUG ?? '');
}
/** The user's cache directory. */
function userCacheDir(env) {
    return (0,external_node_path_.join)(env.XDG_CACHE_HOME || env.LOCALAPPDATA || (0,external_node_path_.join)((0,external_node_os_.homedir)(), '.cache'), 'ntcli-deploy');
}
/** The log line for a session that later steps do not have on PATH. */
function describeSession(bin) {
    return `Created a signed-in ntcli at ${(0,external_node_path_.join)(bin, 'ntcli')}. Remove ${(0,external_node_path_.join)(bin, '..')} when you are done; a later run removes it after one day`;
}


/***/ }),

/***/ 2302:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ describeOmitted),
/* harmony export */   g: () => (/* binding */ fitOutputs)
/* harmony export */ });
/* harmony import */ var _schema_outputs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7827);

/**
 * Makes outputs fit into what a CI system can pass on: the longest values are emptied until the rest fits.
 *
 * @param format the text that the CI system reads
 * @param maxBytes of that text
 */
function fitOutputs(given, format, maxBytes) {
    let outputs = given;
    const omitted = [];
    while (Buffer.byteLength(format(outputs)) > maxBytes) {
        const getLength = (name) => outputs[name]?.length ?? 0;
        const longest = _schema_outputs_js__WEBPACK_IMPORTED_MODULE_0__/* .outputNames */ .gr.reduce((a, b) => (getLength(b) > getLength(a) ? b : a));
        if (getLength(longest) === 0)
            break;
        outputs = { ...outputs, [longest]: '' };
        omitted.push(longest);
    }
    return { outputs, omitted };
}
/** One sentence that names what was left out. */
function describeOmitted(names, limit) {
    return `${names.map(_schema_outputs_js__WEBPACK_IMPORTED_MODULE_0__/* .outputVariable */ .Qh).join(' and ')} would not fit into ${limit}.`;
}


/***/ }),

/***/ 3071:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ createGitlabProvider)
/* harmony export */ });
/* unused harmony export formatDotenv */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _lib_fs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7911);
/* harmony import */ var _schema_constants_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5260);
/* harmony import */ var _schema_outputs_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7827);
/* harmony import */ var _console_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7061);
/* harmony import */ var _fit_outputs_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(2302);
/* harmony import */ var _provider_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(3533);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(7201);









/** Size limit of a dotenv report: fewer than 5 KiB (parse_dotenv_artifact_service.rb of GitLab). */
const MAX_DOTENV_BYTES = 5119;
/**
 * GitLab CI/CD. Outputs are a dotenv report, and the link to the server is a `reports:annotations` file. Both are in the
 * project directory, because artifacts cannot be elsewhere.
 */
function createGitlabProvider(env, flag) {
    const print = (line) => console.log(line);
    const plain = (0,_console_js__WEBPACK_IMPORTED_MODULE_5__/* .createConsoleProvider */ .xb)(env, flag, print, env.CI_PROJECT_DIR);
    // Some runners name a directory that does not exist.
    const workDir = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(env.CI_PROJECT_DIR ?? '') ? (env.CI_PROJECT_DIR ?? '') : process.cwd();
    const files = {
        outputs: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workDir, _schema_constants_js__WEBPACK_IMPORTED_MODULE_3__/* .product */ .qM.files.outputs),
        annotations: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workDir, _schema_constants_js__WEBPACK_IMPORTED_MODULE_3__/* .product */ .qM.files.annotations),
        report: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workDir, _schema_constants_js__WEBPACK_IMPORTED_MODULE_3__/* .product */ .qM.files.report),
    };
    let known = {};
    const redactOutputs = (0,_provider_js__WEBPACK_IMPORTED_MODULE_7__/* .createOutputRedactor */ .q)(plain);
    const reportOmitted = (0,_report_js__WEBPACK_IMPORTED_MODULE_8__/* .createNameReporter */ .FB)(plain, 'outputs-omitted', (names) => (0,_fit_outputs_js__WEBPACK_IMPORTED_MODULE_6__/* .describeOmitted */ .Q)(names, 'the 5 KB of a dotenv report'));
    let sections = 0;
    const writeOutputs = () => {
        const { outputs, omitted } = (0,_fit_outputs_js__WEBPACK_IMPORTED_MODULE_6__/* .fitOutputs */ .g)(known, formatDotenv, MAX_DOTENV_BYTES);
        (0,_lib_fs_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .fR)(files.outputs, formatDotenv(outputs));
        const url = known['server-url'];
        const links = url ? [{ external_link: { label: `MCP server ${known['server-id'] ?? ''}`, url } }] : [];
        (0,_lib_fs_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .fR)(files.annotations, JSON.stringify({ 'ntcli-deploy': links }));
        reportOmitted(omitted);
    };
    // A project directory that stays from job to job has the files of an earlier run, and GitLab would upload them.
    tryTo(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(files.report, { force: true }));
    tryTo(writeOutputs);
    return {
        ...plain,
        paths: { ...plain.paths, workDir, packageCache: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workDir, _schema_constants_js__WEBPACK_IMPORTED_MODULE_3__/* .product */ .qM.files.cache) },
        async group(title, body) {
            sections += 1;
            const name = `ntcli_deploy_${sections}`;
            const mark = (what) => `\u001b[0Ksection_${what}`;
            const now = () => Math.floor(Date.now() / 1000);
            print(`${mark('start')}:${now()}:${name}[collapsed=true]\r\u001b[0K${plain.sanitize(title)}`);
            try {
                return await body();
            }
            finally {
                print(`${mark('end')}:${now()}:${name}\r\u001b[0K`);
            }
        },
        setOutputs(outputs) {
            known = { ...known, ...redactOutputs(outputs) };
            writeOutputs();
        },
        writeSummary: (markdown) => (0,_lib_fs_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .fR)(files.report, plain.redact(markdown)),
        ...(env.CI_COMMIT_REF_PROTECTED === 'false'
            ? {
                missingTokenHint: 'This branch or tag is not protected, so it gets no protected variables.',
            }
            : {}),
        exports: {
            afterDeploy: false,
            exportSession: (_token, bin) => (0,_console_js__WEBPACK_IMPORTED_MODULE_5__/* .describeSession */ ._0)(bin),
        },
    };
}
/** A failure is reported by the code that writes the file later. */
function tryTo(write) {
    try {
        write();
    }
    catch { }
}
/**
 * A dotenv report: no blank lines, no quotes. Every output is in it, empty if unknown, so that a later job does not
 * read the value of another job.
 */
function formatDotenv(outputs) {
    return _schema_outputs_js__WEBPACK_IMPORTED_MODULE_4__/* .outputNames */ .gr
        .map((name) => `${(0,_schema_outputs_js__WEBPACK_IMPORTED_MODULE_4__/* .outputVariable */ .Qh)(name)}=${escapeDotenvValue(outputs[name] ?? '')}\n`)
        .join('');
}
/** GitLab expands `$NAME` in these values. Names that others choose, such as those of tools, are in JSON, which has an escape. */
function escapeDotenvValue(value) {
    return value.replace(/[\r\n]+/g, ' ').replaceAll('$', '\\u0024');
}


/***/ }),

/***/ 2252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   openLiveLines: () => (/* binding */ openLiveLines)
/* harmony export */ });
/* unused harmony export formatLiveLines */
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6518);

const MAX_LINES = 12;
/** Milliseconds between two redraws, so that the seconds go on. */
const REDRAW_MS = 1000;
/** What is shown first if not everything fits. */
const order = ['running', 'queued', 'done'];
/**
 * The lines for all servers: fewer than the window has, and none as wide, so that nothing scrolls or wraps.
 *
 * @param rows printable texts, in the order of the input
 */
function formatLiveLines(rows, { columns, rows: height }, now) {
    const width = (columns || 80) - 1;
    const most = Math.min(MAX_LINES, Math.max(1, (height || MAX_LINES + 1) - 1));
    const sorted = [...rows].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    const shown = rows.length <= most ? rows : sorted.slice(0, Math.max(1, most - 1));
    const nameWidth = Math.min(Math.max(...shown.map(({ server }) => (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .columnsOf */ .PL)(server))), Math.floor(width / 2));
    const lines = shown.map((row) => {
        const name = (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .cutToColumns */ .b9)(row.server, nameWidth);
        const seconds = row.kind === 'queued' ? '' : `${formatSeconds(row, now)} s`;
        return `  ${name}${' '.repeat(nameWidth - (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .columnsOf */ .PL)(name))}  ${seconds.padStart(5)}  ${row.step || 'queued'}`;
    });
    const more = rows.length - shown.length;
    if (more > 0 && most > 1)
        lines.push(`  + ${more} more`);
    return lines.map((line) => (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .cutToColumns */ .b9)(line, width));
}
function formatSeconds(row, now) {
    return Math.floor(((row.kind === 'done' ? row.endedAt : now) - row.startedAt) / 1000);
}
/** Removes the lines from the screen: everything from the cursor on. */
const CLEAR = '\r\u001b[J';
/** Lines for a window that has just become smaller are cut by the terminal: wrapped, they would be more lines than known. */
const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';
/**
 * Shows the lines below the log, and redraws them every second and at every change. Between two draws the cursor is at the
 * start of the first line: whatever writes next, or a terminal that wraps lines again in a smaller window, leaves the lines
 * where {@link CLEAR} removes them. The cursor is never hidden, so that nothing has to be restored if the process is killed.
 *
 * @param servers printable texts
 * @param out the terminal
 */
function openLiveLines(servers, out) {
    const rows = new Map(servers.map((server) => [server, { kind: 'queued', server, step: '' }]));
    const draw = () => {
        const size = { columns: out.columns, rows: out.rows };
        const lines = formatLiveLines([...rows.values()], size, performance.now());
        const up = lines.length > 1 ? `\u001b[${lines.length - 1}A` : '';
        out.write(`${CLEAR}${NO_WRAP}${lines.join('\n')}${WRAP}${up}\r`);
    };
    const timer = setInterval(draw, REDRAW_MS);
    timer.unref();
    out.on('resize', draw);
    draw();
    return {
        draw,
        show(server, step, isDone = false) {
            const before = rows.get(server);
            const now = performance.now();
            const startedAt = before === undefined || before.kind === 'queued' ? now : before.startedAt;
            const row = { server, step, startedAt };
            rows.set(server, isDone ? { ...row, kind: 'done', endedAt: now } : { ...row, kind: 'running' });
            draw();
        },
        close() {
            clearInterval(timer);
            out.off('resize', draw);
            out.write(CLEAR);
        },
    };
}


/***/ }),

/***/ 3533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ collectInputs),
/* harmony export */   q: () => (/* binding */ createOutputRedactor)
/* harmony export */ });
/* harmony import */ var _schema_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(20);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7201);


/**
 * Returns a function that removes secrets from outputs: a name on the platform may be one, or be made like one. It reports
 * each output that has `***` because of that, here or where the name was read, once.
 */
function createOutputRedactor({ redact, annotate, }) {
    const reportRedacted = (0,_report_js__WEBPACK_IMPORTED_MODULE_1__/* .createNameReporter */ .FB)({ annotate }, 'outputs-redacted');
    return (outputs) => {
        const redacted = Object.entries(outputs).map(([name, value]) => [name, redact(value)]);
        reportRedacted(redacted.flatMap(([name, value]) => (value.includes('***') ? [name] : [])));
        return Object.fromEntries(redacted);
    };
}
/**
 * Collects the value of each input. An input overrides its environment variable; an empty value counts as not set, so it
 * never overrides a variable.
 *
 * @param given reads an input of the CI system; empty if not set
 */
function collectInputs(env, given) {
    const found = _schema_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .inputNames */ .vj.map((name) => {
        const { variable } = (0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .inputRow */ .bd)(name);
        const candidates = [given(name), (variable && env[variable]) || ''];
        return [name, candidates.find((text) => text.trim() !== '')];
    });
    return Object.fromEntries(found.filter(([, text]) => text !== undefined));
}


/***/ }),

/***/ 7201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  FB: () => (/* binding */ createNameReporter),
  N7: () => (/* binding */ reportError),
  tX: () => (/* binding */ reportNotice),
  FA: () => (/* binding */ tryWrite)
});

// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
;// CONCATENATED MODULE: ./build/src/schema/notices.js

/** Everything that is reported without failing the run. The code that reports it adds what happened. */
const noticeCatalogue = {
    'token-expiring': { level: 'warning', title: 'The token expires soon', hint: constants/* RENEWAL_STEPS */.Ff },
    'token-old': {
        level: 'notice',
        title: 'The token is due for rotation',
        hint: 'Create a new one, update the secret, deploy, then revoke the old one. `rotation-days` sets the age.',
    },
    'token-never-expires': {
        level: 'notice',
        title: 'The token does not expire',
        hint: 'Rotate it every 90 days: create a new one, update the secret, deploy, then revoke the old one.',
    },
    'token-expiry-unknown': {
        level: 'notice',
        title: 'The expiry of the token is unknown',
        hint: `Set \`token-expires-at\` to the date shown in ${constants/* product */.qM.studio} to get a warning in time.`,
    },
    'token-accepted': {
        level: 'warning',
        title: 'Expired token still accepted',
        hint: `No immediate action is needed. Check the token in ${constants/* product */.qM.studio}, and replace it if it was not refreshed.`,
    },
    'token-trimmed': {
        level: 'notice',
        title: 'Token had surrounding whitespace',
        hint: 'Store the bare token again on one line, so that other tools accept it as well.',
    },
    'tls-verified': {
        level: 'warning',
        title: 'TLS certificates are still verified',
        hint: 'Without verification the token could reach any server. Remove the variable, and name the certificate authority in NODE_EXTRA_CA_CERTS.',
    },
    'token-of-earlier-step': {
        level: 'notice',
        title: 'Token of an earlier step used',
        hint: 'If that is not intended, check the secret in `token`. Set `export-token: false` in steps whose token no later step needs.',
    },
    'value-empty': {
        level: 'notice',
        title: 'A variable of the server is empty',
        hint: 'If that is not intended, check the name of the secret or variable that its value comes from.',
    },
    'value-quoted': {
        level: 'notice',
        title: 'Quotes are part of the value',
        hint: 'Values are literal: quotes and ` #` are not removed. Remove the quotes if the server should not get them.',
    },
    'token-skipped': {
        level: 'notice',
        title: 'Skipped, because there is no token',
        hint: 'No action is needed. With `on-missing-token: fail` this would be an error.',
    },
    'outputs-masked': {
        level: 'warning',
        title: 'Outputs contain a masked value',
        hint: 'GitHub does not pass such an output to other jobs, and shows it as `***`. Do not store that value as a secret, or use the output in a step of the same job.',
    },
    'outputs-redacted': {
        level: 'warning',
        title: 'Outputs were redacted',
        hint: 'They contain part of a secret, which is `***` in the output. Use another name on the platform, or do not store this value as a secret.',
    },
    'not-exported': {
        level: 'warning',
        title: 'Token and ntcli not exported to later steps',
        hint: 'If no later step needs them, set `export-token: false`. Otherwise run the job container with the user that owns the command files (`options: --user`).',
    },
    'secret-short': {
        level: 'notice',
        title: 'Short secret not masked',
        hint: 'Masking a value of fewer than 8 characters would make the log unreadable. Use a longer value.',
    },
    'report-not-kept': {
        level: 'warning',
        title: 'Could not write the report',
        hint: 'Check whether the disk is full, or another file or directory in the working directory has the same name. Everything else was done.',
    },
    'outputs-cut': {
        level: 'warning',
        title: 'Outputs were truncated',
        hint: 'A longer value would not fit into an environment variable. The log has a line for each server. `tools-snapshot` writes all tools of a server to a file.',
    },
    'outputs-omitted': {
        level: 'notice',
        title: 'Outputs too large for later jobs and steps',
        hint: `They are empty there. ${constants/* product */.qM.files.report} lists servers and tools.`,
    },
    'exports-unavailable': {
        level: 'warning',
        title: 'Later steps get no outputs',
        hint: 'Run this step with bash, in an image that has it, such as cimg/node. Everything else was done.',
    },
    'clean-up-failed': {
        level: 'warning',
        title: 'Could not remove the session directory',
        hint: 'Remove it by hand if other jobs use this machine.',
    },
    'session-not-restricted': {
        level: 'warning',
        title: 'Other users may be able to read the session',
        hint: 'Use a machine without other users, or set RUNNER_TEMP to a directory that only this user can read.',
    },
    'clock-off': {
        level: 'warning',
        title: 'System clock is out of sync',
        hint: 'Synchronize it, for example with NTP. Until then, the expiry of the token is computed with the time of the platform.',
    },
    'mcp-unsupported': {
        level: 'warning',
        title: 'The server could not be verified',
        hint: 'Use a newer release of ntcli-deploy. The deploy itself is done.',
    },
    'rollout-unproven': {
        level: 'warning',
        title: 'No new process was seen after the update',
        hint: 'The old version may still be running. Set `replace: true` to remove the server and deploy it again, or `verify: true` to compare the version that the server reports.',
    },
    'secrets-not-delivered': {
        level: 'warning',
        title: 'The server may still have its old secrets',
        hint: 'The new ones are set, and reach its process when it restarts: `ntcli server restart <server>`.',
    },
    'secret-undeclared': {
        level: 'warning',
        title: 'No server declares a secret',
        hint: 'The platform passes a workspace secret only to a server whose registry entry declares a variable of that name. Correct the name, or remove it from `secrets`.',
    },
    'variable-missing': {
        level: 'warning',
        title: 'A required variable has no value',
        hint: 'Set it in `secrets` or `env`, or in the workspace (`ntcli secrets set <NAME>`). The server may not start without it.',
    },
    'ntcli-not-installed': {
        level: 'warning',
        title: 'Deployed without ntcli',
        hint: 'The API sends the deploys instead, which needs no ntcli. To avoid this warning, set `deploy-with: api`, or set `ntcli-package` or `npm-registry` to a source of ntcli.',
    },
    'registry-ignored': {
        level: 'notice',
        title: '`npm-registry` is not used',
        hint: 'Remove one of the two inputs.',
    },
    'auto-refresh-missing': {
        level: 'warning',
        title: 'This ntcli cannot refresh the token',
        hint: `Remove \`auto-refresh\`, and refresh a Standard token in ${constants/* product */.qM.studio}.`,
    },
    'setting-not-applied': {
        level: 'warning',
        title: 'A setting was not applied',
        hint: 'The server runs without it. ntcli 0.4 does not deliver settings to the open control plane: remove `deploy-with: ntcli`. If the API sent the deploy, the platform does not support the setting.',
    },
    'package-not-shown': {
        level: 'warning',
        title: 'The platform shows another package',
        hint: 'The server may still run the package from before. Set `replace: true` to remove the server and deploy it again.',
    },
    'nothing-to-remove': {
        level: 'notice',
        title: 'The workspace does not exist',
        hint: 'There is nothing to remove. If that is not what you expected, check the name.',
    },
    'runtime-missing': {
        level: 'warning',
        title: 'A bundle has no runtime',
        hint: 'The open control plane then runs it with `python:3.14`. Set `runtime`, such as `python:3.13`, `node:24` or `binary`.',
    },
    'tools-added': {
        level: 'notice',
        title: 'The server has more tools than the snapshot',
        hint: 'No client breaks. Write the file again with `update-tools-snapshot: true` to protect the additions as well.',
    },
    'smoke-test-skipped': {
        level: 'notice',
        title: 'Smoke test skipped',
        hint: 'Remove `skip` from the file to run it.',
    },
    'smoke-test-environment': {
        level: 'notice',
        title: 'Smoke test environment not used',
        hint: 'Set the variables with `env` and `secrets`.',
    },
};

;// CONCATENATED MODULE: ./build/src/ci/report.js


/** Reports an error in one line: what happened, why, and what to do next. */
function reportError(ci, { code, message }) {
    const { title, cause, hint } = errors/* errorCatalogue */.OP[code];
    ci.error(title, `${message} ${cause} ${hint}`);
}
/** Reports a notice in one line: what happened, and what to do about it. */
function reportNotice(ci, code, message) {
    const { level, title, hint } = noticeCatalogue[code];
    ci.annotate(level, title, `${message} ${hint}`);
}
/**
 * Returns a function that reports names in one notice, each name once.
 *
 * @param describe makes the message of the notice
 */
function createNameReporter(ci, code, describe = (names) => `Affected: ${names.join(', ')}.`) {
    const reported = new Set();
    return (names) => {
        const added = names.filter((name) => !reported.has(name));
        for (const name of added)
            reported.add(name);
        if (added.length > 0)
            reportNotice(ci, code, describe(added));
    };
}
/** A failure to write a report does not fail the run, but is reported. */
function tryWrite(ci, write) {
    try {
        write();
    }
    catch {
        reportNotice(ci, 'report-not-kept', 'The file could not be written.');
    }
}


/***/ }),

/***/ 6764:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ createTerminalProvider)
/* harmony export */ });
/* harmony import */ var _lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6518);
/* harmony import */ var _lib_tool_cache_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1860);
/* harmony import */ var _console_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7061);



/** Lines of other programs that are kept in case they explain a failure. */
const MAX_KEPT_LINES = 100;
/** Variables of CI systems, some of which give their jobs a terminal. */
const ciVariables = ['CI', 'JENKINS_URL', 'TEAMCITY_VERSION', 'TF_BUILD'];
/**
 * A terminal, or any CI system without a provider. On a TTY, the output of other programs is shown in one live line, and
 * printed only if a step fails; so is what each server does (`live-lines.ts`). Colors only on a TTY, and never with NO_COLOR.
 */
function createTerminalProvider(env, flag) {
    const isTerminal = process.stdout.isTTY && env.TERM !== 'dumb';
    const isWatched = isTerminal && !(0,_console_js__WEBPACK_IMPORTED_MODULE_2__/* .isDebugging */ .Vh)(env) && !ciVariables.some((name) => isSet(env[name]));
    const paint = (code, text) => isTerminal && !env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text;
    const clear = isTerminal ? '\r\u001b[J' : '';
    let live;
    const print = (line) => {
        process.stdout.write(`${clear}${line}\n`);
        live?.draw();
    };
    const plain = (0,_console_js__WEBPACK_IMPORTED_MODULE_2__/* .createConsoleProvider */ .xb)(env, flag, print);
    const toLine = (text) => plain.sanitize(text).replace(/\s+/g, ' ');
    let kept = [];
    return {
        ...plain,
        paths: { ...plain.paths, toolCache: (0,_lib_tool_cache_js__WEBPACK_IMPORTED_MODULE_1__/* .createToolCache */ .j)((0,_console_js__WEBPACK_IMPORTED_MODULE_2__/* .userCacheDir */ .bE)(env)) },
        info(text) {
            kept = [];
            print(plain.sanitize(text).replace(/^\u2713/, paint(32, '\u2713')));
        },
        childOutput(text) {
            const lines = (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .prefixLines */ .mg)(plain.sanitizeOutput(text), '  \u2502 ');
            const last = lines.at(-1);
            if (last === undefined)
                return;
            if (!isTerminal)
                return void print(lines.join('\n'));
            kept = [...kept, ...lines].slice(-MAX_KEPT_LINES - 1);
            if (live)
                return;
            const line = (0,_lib_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .cutToColumns */ .b9)(last.replace(/\s+/g, ' '), (process.stdout.columns || 80) - 1);
            process.stdout.write(clear + paint(2, line));
        },
        async group(title, body) {
            kept = [];
            print(paint(1, plain.sanitize(title)));
            return body().finally(() => {
                if (!live)
                    process.stdout.write(clear);
            });
        },
        ...(isWatched && {
            async openLiveLines(servers) {
                // Loaded late: most runs have no terminal.
                const { openLiveLines } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 2252));
                const lines = openLiveLines(servers.map(toLine), process.stdout);
                live = lines;
                return {
                    show: (server, step, isDone) => lines.show(toLine(server), toLine(step), isDone),
                    close() {
                        live = undefined;
                        lines.close();
                    },
                };
            },
        }),
        error(title, text) {
            for (const line of kept)
                print(line);
            kept = [];
            print(`${paint(31, `Error: ${plain.sanitize(title)}:`)} ${plain.sanitize(text)}`);
        },
        // Users read the log; files and variables would be useless.
        setOutputs() { },
        writeSummary() { },
        exports: {
            afterDeploy: false,
            exportSession: (_token, bin) => (0,_console_js__WEBPACK_IMPORTED_MODULE_2__/* .describeSession */ ._0)(bin),
        },
    };
}
function isSet(variable) {
    return variable !== undefined && !/^(?:|0|false)$/i.test(variable);
}


/***/ }),

/***/ 5035:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _assert_node_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(724);
/* harmony import */ var _ci_circleci_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3008);
/* harmony import */ var _ci_gitlab_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3071);
/* harmony import */ var _ci_terminal_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6764);
/* harmony import */ var _inputs_cli_args_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6307);
/* harmony import */ var _lib_abort_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2323);
/* harmony import */ var _lib_exit_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(3773);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(5994);
/* harmony import */ var _schema_constants_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(5260);
/* harmony import */ var _schema_errors_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(2543);










const parsed = (0,_inputs_cli_args_js__WEBPACK_IMPORTED_MODULE_4__/* .parseArgs */ .Z)(process.argv.slice(2));
if (parsed.kind === 'help') {
    console.log(parsed.text);
}
else if (parsed.kind === 'version') {
    console.log(_schema_constants_js__WEBPACK_IMPORTED_MODULE_7__/* .product */ .qM.version);
}
else if (parsed.kind === 'error') {
    const { exit, title } = _schema_errors_js__WEBPACK_IMPORTED_MODULE_8__/* .errorCatalogue */ .OP['bad-input'];
    console.error(`Error: ${title}: ${parsed.text}`);
    process.exitCode = exit;
}
else {
    const env = parsed.debug ? { ...process.env, NTCLI_DEPLOY_DEBUG: 'true' } : process.env;
    // gitlab-ci-local sets GITLAB_CI to false, so only its existence matters.
    const createProvider = env.GITLAB_CI
        ? _ci_gitlab_js__WEBPACK_IMPORTED_MODULE_2__/* .createGitlabProvider */ .d
        : env.CIRCLECI
            ? _ci_circleci_js__WEBPACK_IMPORTED_MODULE_1__/* .createCircleciProvider */ .G
            : _ci_terminal_js__WEBPACK_IMPORTED_MODULE_3__/* .createTerminalProvider */ .A;
    const exitCode = await (0,_run_js__WEBPACK_IMPORTED_MODULE_6__/* .run */ .e)(createProvider(env, (name) => parsed.flags.get(name) ?? ''), { env, node: process.execPath, signal: (0,_lib_abort_js__WEBPACK_IMPORTED_MODULE_5__/* .abortOnTermination */ .U)() }, () => Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 7494)));
    (0,_lib_exit_js__WEBPACK_IMPORTED_MODULE_9__/* .exitWhenWritten */ .u)(exitCode);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 7494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  runRequestedCommand: () => (/* binding */ runRequestedCommand)
});

// EXTERNAL MODULE: ./build/src/api/endpoints.js
var api_endpoints = __nccwpck_require__(4300);
// EXTERNAL MODULE: ./build/src/ci/report.js + 1 modules
var report = __nccwpck_require__(7201);
// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
// EXTERNAL MODULE: ./build/src/schema/exit-codes.js
var exit_codes = __nccwpck_require__(6634);
;// CONCATENATED MODULE: ./build/src/deploy/progress.js
/** Interval in milliseconds of the progress line, so that no CI system considers the job stalled. */
const heartbeatMs = 25000;
/**
 * Runs a step in a group of the log, with a progress line unless live lines show the time, and measures its duration for
 * the summary.
 */
function withProgress({ ci, timings, live }, title, body) {
    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 1000);
    const beat = () => live ? undefined : setInterval(() => ci.info(`Still running (${seconds()} s)`), heartbeatMs);
    return timings.measure(title, () => ci.group(title, async () => {
        const timer = beat();
        try {
            return await body();
        }
        finally {
            clearInterval(timer);
        }
    }));
}
/** Runs the body with lines that show what each server does, if the CI provider has them. */
async function withLiveLines(context, body) {
    const { ci, inputs } = context;
    if (inputs.dryRun || inputs.servers.length === 0)
        return body(context);
    const live = await ci.openLiveLines?.(inputs.servers.map(({ label }) => label));
    try {
        return await body({ ...context, ...(live && { live }) });
    }
    finally {
        live?.close();
    }
}

// EXTERNAL MODULE: ./build/src/schema/outputs.js
var schema_outputs = __nccwpck_require__(7827);
;// CONCATENATED MODULE: ./build/src/deploy/results.js



/**
 * Bytes of a list in an output. Linux starts no program with a variable of 128 KiB (MAX_ARG_STRLEN, with its name), and a
 * step gets an output as a variable. GitHub takes 1 MB of outputs from a job, with two bytes for each character.
 */
const MAX_LIST_BYTES = 122880;
/** Sets the outputs of all servers, and reports a list that was too long. */
function setServerOutputs(ci, results) {
    const { outputs, cuts } = formatServerOutputs(results);
    if (cuts.length > 0)
        (0,report/* reportNotice */.tX)(ci, 'outputs-cut', `${cuts.join(', ')}.`);
    ci.setOutputs(outputs);
}
/**
 * The results of all servers, as outputs. `server-id` and `server-url` are those of the first. A list that is too long is
 * cut between two entries.
 */
function formatServerOutputs(results) {
    const [first] = results;
    const deploys = results.map(({ deployStatus }) => deployStatus);
    const healths = results.map(({ healthStatus }) => healthStatus);
    const listed = results.map(({ server, url, deployStatus, healthStatus, error }) => ({
        server: server.label,
        id: server.platformId,
        url,
        deployStatus,
        healthStatus,
        ...(error && { failure: error.code }),
    }));
    const servers = formatList(listed);
    const tools = first?.tools && formatList(first.tools);
    const outputs = {
        ...(first && { 'server-id': first.server.platformId, 'server-url': first.url }),
        'deploy-status': findWorstDeployStatus(deploys) ?? 'skipped',
        'health-status': schema_outputs/* healthStatuses */.vN.findLast((status) => healths.includes(status)) ?? 'skipped',
        servers: servers.text,
        ...(tools && { tools: tools.text }),
    };
    return { outputs, cuts: describeCuts({ servers, tools }) };
}
/** The first entries of a list as JSON, as many as {@link MAX_LIST_BYTES} takes. */
function formatList(entries) {
    const texts = entries.map((entry) => JSON.stringify(entry));
    let bytes = 1;
    // A comma or the closing bracket follows each entry.
    const end = texts.findIndex((text) => {
        bytes += Buffer.byteLength(text) + 1;
        return bytes > MAX_LIST_BYTES;
    });
    const shown = end < 0 ? texts.length : end;
    return { text: `[${texts.slice(0, shown).join(',')}]`, shown, total: texts.length };
}
function describeCuts(lists) {
    return Object.entries(lists).flatMap(([name, list]) => list && list.shown < list.total ? [`\`${name}\` has the first ${list.shown} of ${list.total}`] : []);
}
/** The worst of several; undefined for none. */
function findWorstDeployStatus(statuses) {
    return schema_outputs/* deployStatuses */.e0.findLast((status) => statuses.includes(status));
}
/**
 * The error of a run. There is only one exit code, so an expiring token is a notice beside another error.
 *
 * @param worst already reported
 * @param expiring the error of `fail-on-expiring`; it is reported here
 */
function concludeWithExpiry(ci, worst, expiring) {
    if (worst && expiring)
        (0,report/* reportNotice */.tX)(ci, 'token-expiring', expiring.message);
    if (!worst && expiring)
        (0,report/* reportError */.N7)(ci, expiring);
    return worst ?? expiring;
}
/** The error with the highest exit code; undefined if there is none. */
function findWorstError(results) {
    return results
        .flatMap(({ error }) => error ?? [])
        .sort((a, b) => errors/* errorCatalogue */.OP[b.code].exit - errors/* errorCatalogue */.OP[a.code].exit)[0];
}

// EXTERNAL MODULE: ./build/src/api/json.js
var api_json = __nccwpck_require__(4402);
;// CONCATENATED MODULE: ./build/src/api/tokens.js


/**
 * Finds a token in the list of its workspace; undefined if the platform has no such list or entry.
 *
 * @throws DeployError api-unexpected if it is missing from an incomplete list; or as {@link Api.read}
 */
async function findToken(api, workspaceId, id) {
    const listed = (0,api_json/* platformList */._P)(await api.read(`/v1/workspaces/${workspaceId}/tokens`), 'tokens');
    const entry = listed?.entries.find((one) => (0,api_json/* isRecord */.u4)(one) && one.jti === id);
    if (listed && !entry && !listed.isComplete)
        throw (0,errors/* createError */.$5)('api-unexpected', `The API listed ${listed.entries.length} of ${listed.total} tokens.`);
    return (0,api_json/* isRecord */.u4)(entry) ? { createdAt: entry.created_at, expiresAt: entry.expires_at } : undefined;
}

// EXTERNAL MODULE: ./build/src/lib/sanitize.js
var sanitize = __nccwpck_require__(6518);
;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
// EXTERNAL MODULE: ./build/src/lib/abort.js + 1 modules
var abort = __nccwpck_require__(2323);
;// CONCATENATED MODULE: ./build/src/lib/byte-buffer.js
/** Smallest block of memory, in bytes. */
const MIN_BLOCK_BYTES = 4096;
/**
 * Collects bytes in one block of memory, which doubles when it is full. (A list of chunks takes 300 bytes for each: 2.4 GB for
 * 8 MB that arrive byte by byte.)
 */
function createByteBuffer() {
    let block = Buffer.alloc(0);
    let size = 0;
    return {
        get size() {
            return size;
        },
        add(chunk) {
            if (size + chunk.length > block.length) {
                const larger = Buffer.allocUnsafe(Math.max(MIN_BLOCK_BYTES, 2 * block.length, size + chunk.length));
                block.copy(larger, 0, 0, size);
                block = larger;
            }
            block.set(chunk, size);
            size += chunk.length;
        },
        bytes: () => block.subarray(0, size),
        clear() {
            size = 0;
        },
    };
}

// EXTERNAL MODULE: ./build/src/lib/network.js
var lib_network = __nccwpck_require__(2527);
;// CONCATENATED MODULE: ./build/src/lib/http.js






/** Redirects that a caller follows at most. */
const MAX_REDIRECTS = 5;
/** Milliseconds in which a response that is no longer needed may end by itself, so that its connection can be used again. */
const DRAIN_MS = 500;
/** LF and CR, one of which ends an event of a stream. */
const lineEnds = [10, 13];
/** More than any response of an API needs: a long log is far smaller. */
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;
/**
 * Sends a request and reads the response. HTTPS goes through the proxy of `network`. Plain HTTP, which is only
 * for a platform on this machine, never does. Node.js itself honors NODE_EXTRA_CA_CERTS. (Not `fetch`: before Node 24 it
 * has no proxy support.)
 *
 * @returns a response of any status, or why there is none; never throws, and always returns within `timeout`
 */
async function sendRequest(request) {
    const { timeout, signal, body } = request;
    const bound = (0,abort/* anySignal */.JG)([signal], timeout);
    try {
        const agent = await chooseAgent(request, bound.signal);
        return await new Promise((resolve) => {
            const giveUp = (reason, retryable = true) => resolve({ ok: false, reason, retryable });
            // The end must not depend on the request: one that waits for the proxy ignores `destroy`.
            const stop = () => giveUp(bound.signal.reason === abort/* TIMED_OUT */.VP ? 'timed out' : 'cancelled');
            if (bound.signal.aborted)
                return stop();
            bound.signal.addEventListener('abort', stop, { once: true });
            const outgoing = openRequest(request, agent, bound.signal, (response) => readResponse(response, request, resolve, giveUp));
            outgoing.once('proxyConnect', ({ statusCode }) => {
                if (statusCode !== 200)
                    giveUp(`the proxy returned ${statusCode}`, statusCode >= 500);
            });
            outgoing.once('error', (error) => giveUp(describeNetworkError(error)));
            outgoing.end(body);
        });
    }
    catch (error) {
        // An invalid proxy URL and an invalid header are thrown.
        return { ok: false, reason: describeNetworkError(error), retryable: true };
    }
    finally {
        bound.dispose();
    }
}
/**
 * The line of the debug log for a request.
 *
 * @param started the moment of `performance.now()` at which it was sent
 * @param purpose what it was sent for
 */
function formatExchange({ method, url }, result, started, purpose = '') {
    const status = result.ok ? result.status : result.reason;
    const duration = Math.round(performance.now() - started);
    return `${method} ${url.host}${url.pathname}${purpose && ` ${purpose}`}: ${status} after ${duration} ms`;
}
/** True for a status of success, 2xx. */
function isOkStatus(status) {
    return status >= 200 && status < 300;
}
/** Not left to the default, which NODE_TLS_REJECT_UNAUTHORIZED=0 of the job changes: then any server would get the token. */
const verified = { rejectUnauthorized: true };
// With NODE_USE_ENV_PROXY=1, as in the template for GitLab, the global agents of Node.js choose a proxy themselves.
const keepAlive = { keepAlive: true, timeout: 5000 };
const directHttp = new external_node_http_namespaceObject.Agent(keepAlive);
const directHttps = new external_node_https_namespaceObject.Agent(keepAlive);
/** The agent for a request. That for a proxy is loaded on demand: it takes 8 ms. */
async function chooseAgent({ url, network }, signal) {
    if (url.protocol === 'http:')
        return directHttp;
    const proxy = (0,lib_network/* findProxy */.EE)(network, url);
    if (proxy === undefined)
        return directHttps;
    // The library would print the address of the proxy with its password.
    delete process.env.DEBUG;
    const { HttpsProxyAgent } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 3669, 19));
    return new HttpsProxyAgent(proxy, { signal, ...verified });
}
function openRequest({ method, url, headers }, agent, signal, onResponse) {
    const options = {
        method,
        headers: { accept: 'application/json', 'user-agent': 'ntcli-deploy', ...headers },
        agent,
        signal,
    };
    if (url.protocol === 'http:')
        return (0,external_node_http_namespaceObject.request)(url, options, onResponse);
    return (0,external_node_https_namespaceObject.request)(url, { ...options, ...verified }, onResponse);
}
function readResponse(response, { stream, maxBytes = MAX_RESPONSE_BYTES }, resolve, giveUp) {
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, value === undefined ? value : `${value}`]));
    const status = response.statusCode ?? 0;
    const onPiece = stream?.({ status, headers });
    const collected = createByteBuffer();
    const decoder = new TextDecoder();
    let size = 0;
    const finish = () => {
        const bytes = onPiece ? Buffer.alloc(0) : collected.bytes();
        // A byte order mark before JSON text is tolerated (RFC 8259, 8.1), but not by JSON.parse.
        const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
        resolve({ ok: true, status, headers, text, bytes });
    };
    const read = (chunk) => {
        size += chunk.length;
        if (size > maxBytes) {
            giveUp('response too large', false);
            response.destroy();
            return;
        }
        collected.add(chunk);
        // The head itself is worth a piece. After it, only the end of a line is: pieces of one byte take too much memory.
        if (onPiece === undefined || !(size === 0 || lineEnds.some((end) => chunk.includes(end))))
            return;
        const isEnd = onPiece(decoder.decode(collected.bytes(), { stream: true }));
        collected.clear();
        if (!isEnd)
            return;
        finish();
        response.off('data', read).resume();
        setTimeout(() => response.destroy(), DRAIN_MS).unref();
    };
    response.once('error', (error) => giveUp(describeNetworkError(error)));
    response.once('end', finish);
    response.on('data', read);
    if (onPiece)
        read(Buffer.alloc(0));
}
/** Only codes and names: the message may quote a URL with credentials. */
function describeNetworkError(error) {
    return (0,errors/* getErrorCode */.E2)(error) ?? (error instanceof Error ? error.name : 'unknown error');
}

;// CONCATENATED MODULE: ./build/src/api/error-detail.js


/**
 * True for an error body in a shape of the platform: `{detail}` (control plane) or `{error: {...}}` (hosted edition). False
 * for a proxy's page, for a gateway's `{message}`, for JSON-RPC, and for what OAuth servers return
 * (`{error: "invalid_token"}`).
 */
function isPlatformError(json) {
    if (!(0,api_json/* isRecord */.u4)(json) || json.jsonrpc !== undefined)
        return false;
    const { detail, error } = json;
    return typeof detail === 'string' || (typeof detail === 'object' && detail !== null) || (0,api_json/* isRecord */.u4)(error);
}
/** Statuses by which the API rejects the token, or says that something is absent. */
const decisiveStatuses = [401, 403, 404];
/** True for a status that only the API itself may decide by, in a response of a proxy, CDN or ingress in front of it. */
function isForeignStatus(status, body) {
    return decisiveStatuses.includes(status) && !isPlatformError(body);
}
/** True for an error of {@link tokenRefusalCode}: every further request with the token would end the same. */
function isTokenRefusal(code) {
    return code === 'token-rejected' || code === 'token-not-allowed';
}
/**
 * What the platform's response to a request says about its token; undefined if nothing. 401 and 403 of a proxy or CDN in
 * front of the platform, or of a server on it, have other reasons.
 */
function tokenRefusalCode(status, body) {
    if ((status !== 401 && status !== 403) || !isPlatformError(body))
        return undefined;
    return status === 401 ? 'token-rejected' : 'token-not-allowed';
}
/**
 * The reason in an error body, on one line: `{detail}` as text, object or list (FastAPI), `{error: {code, message}}`
 * (hosted edition, JSON-RPC), `{error: "text"}` (registry), `{error, error_description}` (OAuth), `{message}`. If the
 * text quotes another JSON body, as the control plane does with the responses of Kubernetes, the message of that body.
 *
 * @param redact hides secrets; it runs before the text is cut
 * @returns an empty text if the body gives no reason, such as a proxy's HTML page
 */
function errorDetail(body, redact) {
    const json = (0,api_json/* parseJson */.qF)(body);
    const { message, code } = parseDetail((0,api_json/* isRecord */.u4)(json) ? (json.detail ?? json.error ?? json) : undefined);
    const description = (0,api_json/* textField */.M8)(json, 'error_description');
    const reason = [message && innermostMessage(message), code && `(${code})`, description];
    // It is quoted within a sentence that has a period of its own.
    return sanitizeDetail(reason.filter(Boolean).join(' '), redact).replace(/\.$/, '');
}
/**
 * Text of the other side in a form that is safe to quote: on one line, printable, cut to length.
 *
 * @param redact hides secrets; it runs before the text is cut
 * @param maxLength as of {@link quoteLine}
 */
function sanitizeDetail(text, redact, maxLength) {
    return (0,sanitize/* quoteLine */.tQ)(redact((0,sanitize/* stripControlChars */.BF)((0,sanitize/* cutLine */.Hh)(text))), maxLength);
}
function parseDetail(detail) {
    if (typeof detail === 'string')
        return { message: detail };
    // FastAPI lists everything that it could not validate. The first entry is enough to act on.
    if (Array.isArray(detail)) {
        const place = ((0,api_json/* listField */.FZ)(detail[0], 'loc') ?? []).filter((part) => part !== 'body').join('.');
        return { message: [place, (0,api_json/* textField */.M8)(detail[0], 'msg')].filter(Boolean).join(': ') };
    }
    return {
        message: (0,api_json/* textField */.M8)(detail, 'message'),
        code: (0,api_json/* textField */.M8)(detail, 'error_code') ?? (0,api_json/* textField */.M8)(detail, 'code'),
    };
}
/**
 * The message of the JSON body that a text quotes, or the text without what only its authors need.
 * (Kubernetes: `Deployment error: (422)\nReason: ...\nHTTP response body: {"message": "..."}`.)
 */
function innermostMessage(text) {
    const quoted = (0,api_json/* parseJson */.qF)(text.slice(text.indexOf('{"'), text.lastIndexOf('}') + 1));
    const inner = (0,api_json/* textField */.M8)(quoted, 'message');
    return inner === undefined ? withoutPydanticNoise(text) : innermostMessage(inner);
}
/** `field: message` of each error in a pydantic report; any other text as it is. */
function withoutPydanticNoise(text) {
    const errors = [...text.matchAll(/^(\S+)\n {2}(.+?) \[type=\w+, .*\]$/gm)];
    return errors.length === 0 ? text : errors.map(([, field, message]) => `${field}: ${message}`).join('; ');
}

;// CONCATENATED MODULE: ./build/src/api/change.js


/**
 * A 5xx leaves open what was done: the open control plane answers 500 to a removal of what is gone (recorded). What another
 * run removed a moment ago is gone as well.
 */
function parseRemoval({ status, message, body }) {
    if (status !== undefined && isForeignStatus(status, body))
        return { kind: 'refused', code: 'api-unexpected', message };
    if (status === undefined || status < 400 || status === 404 || status >= 500)
        return { kind: 'sent', message };
    return { kind: 'refused', code: tokenRefusalCode(status, body) ?? 'removal-refused', message };
}
/** A success has a JSON body, or none at all (204); a page of a proxy is not one, whatever its status. */
function parseRestart({ status = 0, message, body }) {
    if (isOkStatus(status) && (body !== undefined || status === 204))
        return { kind: 'restarted', message };
    return { kind: status >= 400 && status < 500 ? 'refused' : 'unclear', message };
}

;// CONCATENATED MODULE: ./build/src/api/workspaces.js





/** Creates a workspace. Sent once. */
async function createWorkspace(api, name) {
    const { status, message, body } = await api.post('/v1/workspaces', { name });
    const created = status !== undefined && status < 300 ? parseWorkspace(body) : undefined;
    if (created)
        return { kind: 'created', workspace: created };
    if (status === undefined || status < 400 || status >= 500)
        return { kind: 'unclear', message };
    if (status === 409)
        return { kind: 'exists', message };
    if (isForeignStatus(status, body))
        return { kind: 'refused', code: 'api-unexpected', message };
    const refusal = tokenRefusalCode(status, body);
    const code = refusal === 'token-not-allowed' ? 'workspace-not-allowed' : refusal;
    return { kind: 'refused', code: code ?? 'workspace-not-created', message };
}
/**
 * A workspace by its id; undefined if there is none.
 *
 * @throws DeployError api-unexpected for a workspace that cannot be used, or as {@link Api.read}
 */
async function readWorkspace(api, id) {
    const body = await api.read(workspacePath(id));
    if (body === undefined)
        return undefined;
    const workspace = parseWorkspace(body);
    if (workspace?.id.toLowerCase() === id)
        return workspace;
    throw (0,errors/* createError */.$5)('api-unexpected', `The API returned workspace ${id} without a usable id and name.`);
}
/**
 * True as long as the platform has a workspace: only a 404 of it is proof that it is gone. One that is being removed may
 * show anything.
 *
 * @param deadline moment of `performance.now()` until which transient faults are retried
 * @throws DeployError as {@link Api.read}
 */
async function workspaceExists(api, id, deadline) {
    return (await api.read(workspacePath(id), deadline)) !== undefined;
}
/** Removes a workspace with everything in it. Sent once; the platform may do it later. */
async function removeWorkspace(api, id) {
    const outcome = parseRemoval(await api.delete(workspacePath(id)));
    const isForbidden = outcome.kind === 'refused' && outcome.code === 'token-not-allowed';
    return isForbidden ? { ...outcome, code: 'workspace-not-allowed' } : outcome;
}
/** Maximum number of workspaces listed in an error. */
const MAX_CANDIDATES = 10;
/**
 * Finds the requested workspace.
 *
 * @throws DeployError workspace-not-found, which is certain; workspace-ambiguous with the candidates;
 *   workspace-list-incomplete if it may be among those that were not listed; or as {@link Api.read}
 */
async function findWorkspace(api, request) {
    if (request.kind === 'id') {
        const found = await readWorkspace(api, request.id);
        if (found)
            return found;
        throw (0,errors/* createError */.$5)('workspace-not-found', `No workspace with id ${request.id}.`);
    }
    const listed = (0,api_json/* platformList */._P)(await api.read('/v1/workspaces'), 'workspaces');
    if (!listed)
        throw (0,errors/* createError */.$5)('api-unexpected', 'The API did not return a list of workspaces.');
    return request.kind === 'name' ? findNamed(listed, request.name) : findOnly(listed);
}
function findNamed(listed, name) {
    const all = parseWorkspaces(listed);
    const fitting = all.filter((one) => one.name === name);
    const [first] = fitting;
    if (first && fitting.length === 1)
        return first;
    if (first) {
        const candidates = formatCandidates(fitting);
        const message = `This token can access ${fitting.length} workspaces named ${name}: ${candidates}.`;
        throw (0,errors/* createError */.$5)('workspace-ambiguous', `${message}${describeRest(listed)}`);
    }
    const names = listed.entries.map((entry) => (0,api_json/* textField */.M8)(entry, 'workspace_name'));
    if (names.some((one) => one === undefined || one === name))
        throw (0,errors/* createError */.$5)('api-unexpected', 'The API listed a workspace without a usable id and name.');
    const others = all.length > 0 ? ` This token can access: ${formatCandidates(all)}.` : '';
    const code = listed.isComplete ? 'workspace-not-found' : 'workspace-list-incomplete';
    throw (0,errors/* createError */.$5)(code, `No workspace named ${name}.${others}${describeRest(listed)}`);
}
/** The only one that is listed may not be the only one, and one whose name cannot be read counts as well. */
function findOnly(listed) {
    const { entries, total, isComplete } = listed;
    const all = parseWorkspaces(listed);
    const [first] = all;
    if (first && entries.length === 1 && isComplete)
        return first;
    if (entries.length > 1 || first) {
        const count = Math.max(entries.length, total);
        const candidates = first ? `: ${formatCandidates(all)}` : '';
        throw (0,errors/* createError */.$5)('workspace-ambiguous', `This token can access ${count} workspaces${candidates}.${describeRest(listed)}`);
    }
    if (entries.length === 1)
        throw (0,errors/* createError */.$5)('workspace-not-found', 'The API listed one workspace, without a usable id and name.');
    if (!isComplete)
        throw (0,errors/* createError */.$5)('workspace-list-incomplete', `No workspace was named.${describeRest(listed)}`);
    throw (0,errors/* createError */.$5)('workspace-not-found', 'This token cannot access any workspace.');
}
/** What a list leaves out, in a sentence; empty if it is complete. */
function describeRest({ entries, total, isComplete }) {
    return isComplete ? '' : ` The API listed ${entries.length} of ${total}; name the workspace by its UUID.`;
}
function formatCandidates(workspaces) {
    const named = workspaces.map(({ name, id }) => `${name} (${id})`);
    return (0,sanitize/* joinFirst */.FS)(named, MAX_CANDIDATES);
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
function parseWorkspaces({ entries }) {
    return entries.flatMap((entry) => parseWorkspace(entry) ?? []);
}
function workspacePath(id) {
    return `/v1/workspaces/${id}`;
}
/** Only UUIDs are accepted as ids, because they are used in paths and in ntcli's configuration. */
function parseWorkspace(entry) {
    const id = (0,api_json/* textField */.M8)(entry, 'workspace_id');
    const name = (0,api_json/* textField */.M8)(entry, 'workspace_name');
    if (!id || !uuid.test(id) || !name || !/^[\w.-]{1,64}$/.test(name))
        return undefined;
    return { id, name };
}

;// CONCATENATED MODULE: ./build/src/token/expiry.js
const DAY_MS = 86400000;
/**
 * @param at when the token expires; undefined if unknown
 * @param now the current time
 * @param warningDays the token counts as expiring with this many days left or fewer
 */
function computeExpiry(at, now, warningDays) {
    if (at === undefined)
        return { kind: 'unknown' };
    if (at === 'never')
        return { kind: 'never' };
    const left = at - now;
    const kind = left <= 0 ? 'expired' : left <= warningDays * DAY_MS ? 'expiring' : 'valid';
    return { kind, at, daysLeft: Math.floor(left / DAY_MS) };
}
/** Formats a time as an ISO date (UTC). */
function formatDate(at) {
    return new Date(at).toISOString().slice(0, 10);
}
/** Formats the time left in days, or in hours if it is less than one day. */
function formatTimeLeft(at, now) {
    const left = Math.abs(at - now);
    if (left < 3600000)
        return at > now ? 'in less than an hour' : 'less than an hour ago';
    const [count, unit] = left >= DAY_MS ? [Math.floor(left / DAY_MS), 'day'] : [Math.floor(left / 3600000), 'hour'];
    const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
    return at > now ? `in ${text}` : `${text} ago`;
}

// EXTERNAL MODULE: ./build/src/token/jwt.js
var jwt = __nccwpck_require__(1278);
;// CONCATENATED MODULE: ./build/src/deploy/token-expiry.js







/** The dates of the token that are known without a request. */
function readTokenAge({ inputs }) {
    return mergeTokenAge(inputs.token.claims, undefined, inputs.expiry.expiresAt);
}
/** True if the token's own expiry has passed, by the clock of this machine. */
function isLocallyExpired(context) {
    const { expiresAt } = readTokenAge(context);
    return typeof expiresAt === 'number' && expiresAt <= Date.now();
}
/**
 * Looks up the workspace, and the dates of the token if the token does not contain them or is about to expire. Changes
 * nothing by itself.
 *
 * @param find finds the workspace in another way
 * @throws DeployError token-expired instead of token-rejected if the token has expired; otherwise as {@link findWorkspace}
 */
async function lookUpWorkspace(context, signal, find = (api) => findWorkspace(api, context.inputs.workspace)) {
    const { inputs, clock } = context;
    const api = context.apiFor(signal);
    const claims = inputs.token.claims;
    try {
        const workspace = await find(api);
        context.ci.addPublicTexts(listPublicTexts(inputs, workspace));
        context.ci.setOutputs({ 'workspace-id': workspace.id, 'workspace-name': workspace.name });
        // Some editions have no such list, or this token has no access to it: use the dates of the token.
        const listed = claims?.id === undefined || !isListUseful(context, claims)
            ? undefined
            : await findToken(api, workspace.id, claims.id).catch((error) => {
                context.ci.debug(`list of tokens: ${(0,errors/* toErrorInfo */.K$)(error).message}`);
                return undefined;
            });
        const age = mergeTokenAge(claims, listed && { expiresAt: listed.expiresAt, createdAt: listed.createdAt }, inputs.expiry.expiresAt);
        return { workspace, age };
    }
    catch (error) {
        const { expiresAt } = readTokenAge(context);
        const { code } = (0,errors/* toErrorInfo */.K$)(error);
        // Without a response, trust the token's own expiry, but not the date set by the user.
        const isSilent = code === 'api-unreachable' || code === 'api-unexpected';
        const fits = code === 'token-rejected' || (isSilent && claims?.expiresAt !== undefined);
        if (!fits || typeof expiresAt !== 'number' || expiresAt > clock.now() || signal.aborted)
            throw error;
        context.ci.setOutputs(formatExpiryOutputs(computeExpiry(expiresAt, clock.now(), inputs.expiry.warningDays)));
        throw (0,errors/* createError */.$5)('token-expired', `It expired on ${formatDate(expiresAt)} (${formatTimeLeft(expiresAt, clock.now())}).`);
    }
}
/** Texts that outputs and messages contain from now on, which a secret, such as the URL of another server, may have too. */
function listPublicTexts({ endpoints, servers }, { id, name }) {
    const urls = servers.map(({ platformId }) => (0,api_endpoints/* formatServerUrl */.ej)(endpoints, id, platformId));
    return [id, name, `/v1/workspaces/${id}/servers/`, ...urls];
}
/**
 * True if the list of tokens may know more than the token: a date that it does not contain, or a later expiry. A refresh
 * extends the same token, whose own expiry stays (the vendor's page "API Tokens").
 */
function isListUseful({ inputs, clock }, { expiresAt, issuedAt }) {
    if (expiresAt === undefined || issuedAt === undefined)
        return true;
    return computeExpiry(expiresAt, clock.now(), inputs.expiry.warningDays).kind !== 'valid';
}
/**
 * Merges the dates of the token, the platform and the user, in this order of precedence. The expiry is the later one of
 * token and platform.
 */
function mergeTokenAge(claims, listed, given) {
    const known = [claims?.expiresAt, (0,jwt/* parseTimestamp */.E)(listed?.expiresAt)].filter((at) => at !== undefined);
    const expiresAt = known.length > 0 ? Math.max(...known) : given;
    return {
        expiresAt: expiresAt ?? (claims?.neverExpires ? 'never' : undefined),
        createdAt: claims?.issuedAt ?? (0,jwt/* parseTimestamp */.E)(listed?.createdAt),
    };
}
/** Step: report the expiry of the token, and what to do about it. */
function reportExpiry({ ci, inputs, clock }, age) {
    const { warningDays, rotationDays, failOnExpiring } = inputs.expiry;
    const now = clock.now();
    const expiry = computeExpiry(age.expiresAt, now, warningDays);
    ci.setOutputs(formatExpiryOutputs(expiry));
    const minutes = Math.round(Math.abs(clock.skewMs()) / 60000);
    if (minutes > 0) {
        const way = clock.skewMs() > 0 ? 'ahead of' : 'behind';
        (0,report/* reportNotice */.tX)(ci, 'clock-off', `It is ${minutes} minutes ${way} the platform.`);
    }
    if (age.createdAt !== undefined && rotationDays > 0 && now - age.createdAt > rotationDays * DAY_MS) {
        (0,report/* reportNotice */.tX)(ci, 'token-old', `It is ${Math.floor((now - age.createdAt) / DAY_MS)} days old.`);
    }
    if (expiry.kind === 'never')
        (0,report/* reportNotice */.tX)(ci, 'token-never-expires', 'It has no expiry date.');
    if (expiry.kind === 'unknown')
        (0,report/* reportNotice */.tX)(ci, 'token-expiry-unknown', 'Neither the token nor the platform reports it.');
    if (expiry.kind !== 'expiring' && expiry.kind !== 'expired')
        return { expiry };
    const when = `${formatDate(expiry.at)} (${formatTimeLeft(expiry.at, now)})`;
    const message = expiry.kind === 'expired' ? `It should have expired on ${when}.` : `It expires on ${when}.`;
    if (failOnExpiring)
        return { expiry, error: { code: 'token-expiring', message } };
    (0,report/* reportNotice */.tX)(ci, expiry.kind === 'expired' ? 'token-accepted' : 'token-expiring', message);
    return { expiry };
}
/** Step: report the workspace and the expiry of the token. */
function reportWorkspace(context, workspace, age) {
    reportFoundWorkspace(context.ci, workspace);
    return reportExpiry(context, age);
}
function reportFoundWorkspace(ci, { id, name }) {
    ci.info(`\u2713 Workspace ${name} (${id})`);
}
function formatExpiryOutputs(expiry) {
    if (expiry.kind === 'never')
        return { 'token-status': 'valid' };
    if (expiry.kind === 'unknown')
        return { 'token-status': 'unknown' };
    return {
        'token-status': expiry.kind,
        'token-expires-at': new Date(expiry.at).toISOString(),
        'token-days-left': `${expiry.daysLeft}`,
    };
}

// EXTERNAL MODULE: ./build/src/lib/time.js
var lib_time = __nccwpck_require__(6016);
;// CONCATENATED MODULE: ./build/src/lib/retry.js

/** Longest Retry-After that is honored, in milliseconds. */
const MAX_RETRY_AFTER_MS = 20000;
/**
 * Repeats an attempt until its result is accepted, or no attempt, no time or no signal is left. An attempt returns its
 * failures; what it throws is not retried.
 *
 * @returns the result of the last attempt
 */
async function retry(attempt, { delays, repeatLastDelay = false, deadline = Number.POSITIVE_INFINITY, signal, shouldRetry, }) {
    for (let number = 1;; number++) {
        const result = await attempt(number);
        const decision = signal.aborted ? false : shouldRetry(result, number);
        const usual = delays[number - 1] ?? (repeatLastDelay ? delays.at(-1) : undefined);
        if (decision === false || usual === undefined)
            return result;
        const wait = decision === true ? withJitter(usual) : Math.min(decision, MAX_RETRY_AFTER_MS) + Math.random() * 250;
        if (performance.now() + wait > deadline)
            return result;
        await sleep(wait, signal);
        if (signal.aborted)
            return result;
    }
}
/** A delay of 75 to 125 %, so that many jobs that fail at the same time do not retry at the same time. */
function withJitter(milliseconds) {
    return milliseconds * (0.75 + Math.random() / 2);
}
/** Waits, but no longer than until the signal aborts. Never rejects. (Unlike `timers/promises`, tests can fake its timer.) */
function sleep(milliseconds, signal) {
    if (signal.aborted)
        return Promise.resolve();
    return new Promise((resolve) => {
        const end = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', end);
            resolve();
        };
        const timer = setTimeout(end, milliseconds);
        signal.addEventListener('abort', end);
    });
}
/** Statuses of 5xx that last: Not Implemented, HTTP Version Not Supported. */
const lastingStatuses = [501, 505];
/**
 * Whether a request that may be repeated is worth it: after a transient fault (no response, 408, 5xx, 429 with Retry-After).
 *
 * @returns as `shouldRetry` of {@link RetryOptions}
 */
function decideRetry(result) {
    if (!result.ok)
        return result.retryable;
    const { status, headers } = result;
    const after = parseRetryAfter(headers);
    // 408: the request arrived too slowly, and may be repeated unchanged (RFC 9110, 15.5.9).
    const isTransient = status === 408 || (status >= 500 && !lastingStatuses.includes(status));
    if (!isTransient && (status !== 429 || after === undefined))
        return false;
    return after ?? true;
}
/**
 * The wait that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date). A date counts from the date of the
 * response, whatever the clock of this machine says.
 *
 * @returns milliseconds; undefined without a usable header
 */
function parseRetryAfter({ 'retry-after': text = '', date = '' }) {
    if (/^\d+$/.test(text))
        return Number(text) * 1000;
    const now = (0,lib_time/* parseTime */.p)(date);
    const time = (0,lib_time/* parseTime */.p)(text) - (Number.isNaN(now) ? Date.now() : now);
    return Number.isNaN(time) ? undefined : Math.max(0, time);
}

;// CONCATENATED MODULE: ./node_modules/eventsource-parser/dist/errors.js
/**
 * Error thrown when encountering an issue during parsing.
 *
 * @public
 */
class ParseError extends Error {
    constructor(message, options) {
        super(message);
        this.name = 'ParseError';
        this.type = options.type;
        this.field = options.field;
        this.value = options.value;
        this.line = options.line;
    }
}
//# sourceMappingURL=errors.js.map
;// CONCATENATED MODULE: ./node_modules/eventsource-parser/dist/parse.js
/**
 * EventSource/Server-Sent Events parser
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */

// ASCII codes used in the hot parsing paths.
const LF = 10;
const CR = 13;
const SPACE = 32;
const MAX_FIELD_PREFIX_LENGTH = 6;
/**
 * Creates a new EventSource parser.
 *
 * @param config - Parser configuration. Accepts callbacks (see {@link ParserCallbacks})
 *   and options like `maxBufferSize` (see {@link ParserConfig}).
 *
 * @returns A new EventSource parser, with `feed` and `reset` methods.
 * @public
 */
function createParser(config) {
    if (typeof config === 'function') {
        throw new TypeError('`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?');
    }
    const { maxBufferSize, onComment, onError, onEvent, onId, onRetry } = config;
    // Trailing bytes from prior `feed()` calls that did not yet form a complete line.
    // Stored as an array of fragments and only joined when a line terminator arrives.
    // Concatenating per-feed (`prefix + chunk`) is O(N\u00b2) when a single SSE line spans
    // many chunks (e.g. a large `data:` payload streamed in tiny slices, or an MCP-style
    // server that emits one giant content block). Buffering as fragments + joining once
    // makes the same workload linear.
    const pendingFragments = [];
    // Running total of `pendingFragments` lengths, kept in sync with the array so the
    // `maxBufferSize` check doesn't have to walk the fragment list on every feed.
    let pendingFragmentsLength = 0;
    // Empty or partial leading BOM; undefined once the BOM check is complete.
    let bomPrefix = '';
    let id;
    let data = '';
    let dataLines = 0;
    let eventType;
    // Set after a `maxBufferSize` overflow. Once tripped, `feed()` throws until
    // `reset()` is called \u2014 see the comment on `maxBufferSize` in `ParserConfig`.
    let terminated = false;
    let skippingLine = false;
    // Set when a line (parsed or discarded) was terminated by a trailing `\r` at the very
    // end of a chunk. That `\r` is ambiguous: it may be a bare-CR terminator or the first
    // half of a `\r\n` whose `\n` lands in the next chunk. The line itself is complete
    // either way, but we must remember to swallow a single leading `\n` from the next
    // chunk so the pair is treated as one terminator rather than a blank line (which
    // would dispatch an event prematurely).
    let skipNextLineFeed = false;
    /**
     * Feeds a chunk of the SSE stream to the parser. Any trailing bytes that do
     * not yet form a complete line are held back and prepended to the next chunk,
     * so callers can pass arbitrary slices of the stream without worrying about
     * line boundaries.
     *
     * Per the SSE spec, one leading UTF-8 BOM is stripped before parsing,
     * even when split across chunks. This handles both the raw 3-byte form (0xEF 0xBB
     * 0xBF) and a single decoded U+FEFF, so a leading BOM is ignored regardless of
     * how the caller decoded the bytes.
     *
     * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
     */
    function feed(chunk) {
        if (terminated) {
            throw new Error('Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing.');
        }
        if (bomPrefix !== undefined) {
            chunk = bomPrefix + chunk;
            // Wait only while the input could still be a raw BOM. Empty chunks must
            // not finish the check, and a mismatched prefix must remain ordinary input.
            if (chunk === '' || chunk === '\xEF' || chunk === '\xEF\xBB') {
                bomPrefix = chunk;
                return;
            }
            bomPrefix = undefined;
            // Strip exactly one leading BOM, in decoded or raw byte-valued form.
            chunk = chunk.replace(/^(?:\uFEFF|\xEF\xBB\xBF)/, '');
        }
        // Rare resume states from a prior chunk boundary: a pending `\r\n` split or a
        // line being discarded. Single combined check keeps the hot path to one branch;
        // the actual handling lives out-of-line in `resumeAfterSkip`.
        if (skippingLine || skipNextLineFeed) {
            chunk = resumeAfterSkip(chunk);
            if (!chunk) {
                return;
            }
        }
        // Hot path: no buffered prefix from a prior partial line. Hand the chunk
        // straight to `processLines`, exactly like the original implementation.
        // Zero new work in the common case (every chunk ends with `\n\n`).
        if (!pendingFragments.length) {
            const trailing = processLines(chunk);
            if (trailing !== '') {
                storeTrailing(trailing);
            }
            checkForBufferOverflow();
            return;
        }
        // We have a buffered prefix. If this chunk also has no terminator, append
        // to the buffer without concatenating \u2014 that's the O(N\u00b2) trap we're
        // avoiding (large single `data:` payload split across many tiny chunks).
        if (chunk.indexOf('\n') === -1 && chunk.indexOf('\r') === -1) {
            if (pendingFragmentsLength < MAX_FIELD_PREFIX_LENGTH) {
                const head = pendingFragments.join('') +
                    chunk.slice(0, MAX_FIELD_PREFIX_LENGTH - pendingFragmentsLength);
                if (!shouldBufferTrailing(head)) {
                    pendingFragments.length = 0;
                    pendingFragmentsLength = 0;
                    skippingLine = true;
                    return;
                }
            }
            pendingFragments.push(chunk);
            pendingFragmentsLength += chunk.length;
            checkForBufferOverflow();
            return;
        }
        // Terminator arrived. Join the accumulated fragments + this chunk once,
        // process, and buffer any new trailing partial line.
        pendingFragments.push(chunk);
        const input = pendingFragments.join('');
        pendingFragments.length = 0;
        pendingFragmentsLength = 0;
        storeTrailing(processLines(input));
        checkForBufferOverflow();
    }
    // Out-of-line handler for the rare post-boundary states. `skipNextLineFeed` means a
    // line (parsed or discarded) ended with a trailing `\r` at the previous chunk boundary,
    // so a single leading `\n` must be swallowed to consume a split `\r\n` as one terminator.
    // `skippingLine` means we are discarding an invalid line until its terminator arrives.
    // The two states are mutually exclusive. Returns the remaining chunk to parse ('' if
    // this chunk was fully consumed).
    function resumeAfterSkip(chunk) {
        if (chunk.length === 0) {
            return chunk;
        }
        if (skipNextLineFeed) {
            skipNextLineFeed = false;
            return chunk.charCodeAt(0) === LF ? chunk.slice(1) : chunk;
        }
        const crIndex = chunk.indexOf('\r');
        const lfIndex = chunk.indexOf('\n');
        const lineEnd = crIndex === -1 ? lfIndex : lfIndex === -1 ? crIndex : crIndex < lfIndex ? crIndex : lfIndex;
        if (lineEnd === -1) {
            return '';
        }
        // Trailing `\r` at the very end of the chunk: defer the CRLF/CR decision to the
        // next chunk (see `skipNextLineFeed`) rather than greedily consuming just the `\r`.
        if (lineEnd === chunk.length - 1 && chunk.charCodeAt(lineEnd) === CR) {
            skippingLine = false;
            skipNextLineFeed = true;
            return '';
        }
        skippingLine = false;
        return chunk.slice(lineEnd + (chunk.charCodeAt(lineEnd) === CR && chunk.charCodeAt(lineEnd + 1) === LF ? 2 : 1));
    }
    function storeTrailing(trailing) {
        if (!trailing)
            return;
        // A trailing that ends with `\r` is not a partial line: the `\r` terminates it,
        // and only the CRLF-vs-CR ambiguity remains (the matching `\n` may start the next
        // chunk). Parse the completed line now \u2014 buffering it could grow unbounded through
        // the no-terminator append path, and discarding it would eat the terminator and
        // make skip mode swallow the next line.
        if (trailing.charCodeAt(trailing.length - 1) === CR) {
            parseLine(trailing, 0, trailing.length - 1);
            if (checkForBufferOverflow())
                return;
            skipNextLineFeed = true;
            return;
        }
        if (shouldBufferTrailing(trailing)) {
            pendingFragments.push(trailing);
            pendingFragmentsLength = trailing.length;
            return;
        }
        skippingLine = true;
    }
    function shouldBufferTrailing(trailing) {
        const firstCharCode = trailing.charCodeAt(0);
        return ((firstCharCode === 58 && !!onComment) ||
            (firstCharCode === 100 && isPotentialField(trailing, 'data')) ||
            (firstCharCode === 101 && isPotentialField(trailing, 'event')) ||
            (firstCharCode === 105 && isPotentialField(trailing, 'id')) ||
            (firstCharCode === 114 && isPotentialField(trailing, 'retry')));
    }
    // Returns true when parsing must stop for the current chunk (the parser was already
    // terminated or has just overflowed), and false when processing can continue.
    function checkForBufferOverflow() {
        if (terminated)
            return true;
        if (maxBufferSize === undefined)
            return false;
        if (pendingFragmentsLength + data.length <= maxBufferSize)
            return false;
        terminated = true;
        pendingFragments.length = 0;
        pendingFragmentsLength = 0;
        id = undefined;
        data = '';
        dataLines = 0;
        eventType = undefined;
        skippingLine = false;
        skipNextLineFeed = false;
        onError === null || onError === void 0 ? void 0 : onError(new ParseError(`Buffered data exceeded max buffer size of ${maxBufferSize} characters`, {
            type: 'max-buffer-size-exceeded',
        }));
        return true;
    }
    /**
     * Splits `chunk` into SSE lines and dispatches each to the appropriate handler.
     * Returns any trailing bytes that did not terminate with a line break, so the
     * caller can prepend them to the next chunk.
     *
     * The SSE spec permits three line terminators: `\n`, `\r`, and `\r\n`. Real-world
     * streams almost always use plain `\n`, so we take a fast path when no `\r` is
     * present in the chunk. The slow path is spec-correct but does more work per line.
     */
    function processLines(chunk) {
        let searchIndex = 0;
        // Fast path: LF-only chunk (the common case for typical SSE servers).
        // We can scan forward with a single `indexOf('\n')` per line and inline
        // the hot-path branches for `data:` and `event:` without the CR bookkeeping
        // the slow path needs.
        if (chunk.indexOf('\r') === -1) {
            let lfIndex = chunk.indexOf('\n', searchIndex);
            while (lfIndex !== -1) {
                // Blank line: end-of-event marker. Dispatch the accumulated event (if any)
                // and reset the buffered fields. This is hoisted out of `parseLine` because
                // it's the single most common line shape after `data:` lines.
                if (searchIndex === lfIndex) {
                    if (id !== undefined) {
                        onId === null || onId === void 0 ? void 0 : onId(id);
                    }
                    if (dataLines > 0) {
                        onEvent === null || onEvent === void 0 ? void 0 : onEvent({ id, event: eventType, data });
                    }
                    id = undefined;
                    data = '';
                    dataLines = 0;
                    eventType = undefined;
                    searchIndex = lfIndex + 1;
                    lfIndex = chunk.indexOf('\n', searchIndex);
                    continue;
                }
                const firstCharCode = chunk.charCodeAt(searchIndex);
                if (isDataPrefix(chunk, searchIndex, firstCharCode)) {
                    // `data:` line \u2014 append the value to the event's data buffer.
                    // 'data:'.length === 5, 'data: '.length === 6
                    const valueStart = chunk.charCodeAt(searchIndex + 5) === SPACE ? searchIndex + 6 : searchIndex + 5;
                    const value = chunk.slice(valueStart, lfIndex);
                    // Fast path within a fast path: if this is the first data line AND the
                    // next char is another LF (i.e. `data:foo\n\n`), dispatch immediately
                    // without ever writing to the `data` buffer. This is the shape of a
                    // typical single-line SSE event (ChatGPT-style streams, etc.) and is
                    // hot enough to be worth the duplication.
                    if (dataLines === 0 && chunk.charCodeAt(lfIndex + 1) === LF) {
                        if (id !== undefined) {
                            onId === null || onId === void 0 ? void 0 : onId(id);
                        }
                        onEvent === null || onEvent === void 0 ? void 0 : onEvent({ id, event: eventType, data: value });
                        id = undefined;
                        data = '';
                        eventType = undefined;
                        searchIndex = lfIndex + 2;
                        lfIndex = chunk.indexOf('\n', searchIndex);
                        continue;
                    }
                    // Multi-line data: concatenate with newline separator per spec.
                    data = dataLines === 0 ? value : `${data}\n${value}`;
                    dataLines++;
                }
                else if (isEventPrefix(chunk, searchIndex, firstCharCode)) {
                    // `event:` line \u2014 set the event type for the next dispatch. Per spec,
                    // an empty value resets `event type` to its default (undefined here).
                    // 'event:'.length === 6, 'event: '.length === 7
                    eventType =
                        chunk.slice(chunk.charCodeAt(searchIndex + 6) === SPACE ? searchIndex + 7 : searchIndex + 6, lfIndex) || undefined;
                }
                else {
                    // Everything else: `id:`, `retry:`, comment lines (`:` prefix), unknown
                    // fields, or malformed lines. These are rarer and go through the full
                    // per-line parser, which handles the SSE field grammar in detail.
                    parseLine(chunk, searchIndex, lfIndex);
                }
                if (checkForBufferOverflow())
                    return '';
                searchIndex = lfIndex + 1;
                lfIndex = chunk.indexOf('\n', searchIndex);
            }
            return chunk.slice(searchIndex);
        }
        // Slow path: the chunk contains at least one `\r`, so lines may be terminated
        // by `\r`, `\n`, or `\r\n`. We locate the next terminator by looking at both
        // the nearest `\r` and `\n` and picking whichever comes first.
        let crIndex = chunk.indexOf('\r', searchIndex);
        let lfIndex = chunk.indexOf('\n', searchIndex);
        while (searchIndex < chunk.length) {
            let lineEnd = -1;
            if (crIndex !== -1 && lfIndex !== -1) {
                lineEnd = crIndex < lfIndex ? crIndex : lfIndex;
            }
            else if (crIndex !== -1) {
                // A trailing `\r` at the very end of the chunk is ambiguous: it could be
                // a bare-CR terminator, or the first half of a `\r\n` whose `\n` arrives
                // in the next chunk. Defer until we see more input.
                if (crIndex === chunk.length - 1) {
                    lineEnd = -1;
                }
                else {
                    lineEnd = crIndex;
                }
            }
            else if (lfIndex !== -1) {
                lineEnd = lfIndex;
            }
            if (lineEnd === -1) {
                break;
            }
            parseLine(chunk, searchIndex, lineEnd);
            if (checkForBufferOverflow())
                return '';
            searchIndex = lineEnd + 1;
            // If we just consumed a `\r` and the next char is `\n`, skip it so the
            // pair is treated as a single terminator rather than an empty line.
            if (chunk.charCodeAt(searchIndex - 1) === CR && chunk.charCodeAt(searchIndex) === LF) {
                searchIndex++;
            }
            // Reuse unconsumed matches and failed searches instead of rescanning the suffix.
            if (crIndex !== -1 && crIndex < searchIndex) {
                crIndex = chunk.indexOf('\r', searchIndex);
            }
            if (lfIndex !== -1 && lfIndex < searchIndex) {
                lfIndex = chunk.indexOf('\n', searchIndex);
            }
        }
        return chunk.slice(searchIndex);
    }
    function parseLine(chunk, start, end) {
        if (start === end) {
            dispatchEvent();
            return;
        }
        const firstCharCode = chunk.charCodeAt(start);
        if (isDataPrefix(chunk, start, firstCharCode)) {
            // 'data:'.length === 5, 'data: '.length === 6
            const valueStart = chunk.charCodeAt(start + 5) === SPACE ? start + 6 : start + 5;
            const value = chunk.slice(valueStart, end);
            data = dataLines === 0 ? value : `${data}\n${value}`;
            dataLines++;
            return;
        }
        if (isEventPrefix(chunk, start, firstCharCode)) {
            // 'event:'.length === 6, 'event: '.length === 7
            eventType =
                chunk.slice(chunk.charCodeAt(start + 6) === SPACE ? start + 7 : start + 6, end) || undefined;
            return;
        }
        // Fast path for "id:" \u2014 'i' = 105, 'd' = 100, ':' = 58
        if (firstCharCode === 105 &&
            chunk.charCodeAt(start + 1) === 100 &&
            chunk.charCodeAt(start + 2) === 58) {
            // 'id:'.length === 3, 'id: '.length === 4
            const value = chunk.slice(chunk.charCodeAt(start + 3) === SPACE ? start + 4 : start + 3, end);
            // If the field value does not contain U+0000 NULL, then set the `ID` buffer to
            // the field value. Otherwise, ignore the field.
            if (!value.includes('\0'))
                id = value;
            return;
        }
        // Comment line \u2014 ':' = 58
        if (firstCharCode === 58) {
            if (onComment) {
                const line = chunk.slice(start, end);
                // skip ':' (+1), or ': ' (+2) when a space follows
                onComment(line.slice(chunk.charCodeAt(start + 1) === SPACE ? 2 : 1));
            }
            return;
        }
        const line = chunk.slice(start, end);
        const fieldSeparatorIndex = line.indexOf(':');
        if (fieldSeparatorIndex === -1) {
            processField(line, '', line);
            return;
        }
        const field = line.slice(0, fieldSeparatorIndex);
        // skip ':' (+1), or ': ' (+2) when a space follows
        const offset = line.charCodeAt(fieldSeparatorIndex + 1) === SPACE ? 2 : 1;
        const value = line.slice(fieldSeparatorIndex + offset);
        processField(field, value, line);
    }
    function processField(field, value, line) {
        // Field names must be compared literally, with no case folding performed.
        switch (field) {
            case 'event':
                // Set the `event type` buffer to field value
                eventType = value || undefined;
                break;
            case 'data':
                data = dataLines === 0 ? value : `${data}\n${value}`;
                dataLines++;
                break;
            case 'id':
                // If the field value does not contain U+0000 NULL, then set the `ID` buffer to
                // the field value. Otherwise, ignore the field.
                if (!value.includes('\0'))
                    id = value;
                break;
            case 'retry':
                // If the field value consists of only ASCII digits, then interpret the field value as an
                // integer in base ten, and set the event stream's reconnection time to that integer.
                // Otherwise, ignore the field.
                if (/^\d+$/.test(value)) {
                    onRetry === null || onRetry === void 0 ? void 0 : onRetry(parseInt(value, 10));
                }
                else {
                    onError === null || onError === void 0 ? void 0 : onError(new ParseError(`Invalid \`retry\` value: "${value}"`, {
                        type: 'invalid-retry',
                        value,
                        line,
                    }));
                }
                break;
            default:
                // Otherwise, the field is ignored.
                onError === null || onError === void 0 ? void 0 : onError(new ParseError(`Unknown field "${field.length > 20 ? `${field.slice(0, 20)}\u2026` : field}"`, { type: 'unknown-field', field, value, line }));
                break;
        }
    }
    function dispatchEvent() {
        if (id !== undefined) {
            onId === null || onId === void 0 ? void 0 : onId(id);
        }
        if (dataLines > 0) {
            onEvent === null || onEvent === void 0 ? void 0 : onEvent({
                id,
                event: eventType,
                data,
            });
        }
        id = undefined;
        data = '';
        dataLines = 0;
        eventType = undefined;
    }
    function reset(options = {}) {
        if (options.consume && pendingFragments.length > 0) {
            const incompleteLine = pendingFragments.join('');
            parseLine(incompleteLine, 0, incompleteLine.length);
        }
        bomPrefix = '';
        id = undefined;
        data = '';
        dataLines = 0;
        eventType = undefined;
        pendingFragments.length = 0;
        pendingFragmentsLength = 0;
        terminated = false;
        skippingLine = false;
        skipNextLineFeed = false;
    }
    return { feed, reset };
}
/**
 * Checks if `chunk` starts with the literal `data:` at index `i`.
 *
 * Equivalent to `chunk.startsWith('data:', i)`, but benchmarks show this
 * hand-unrolled char-code comparison is ~20% faster on common event types.
 * The caller passes `firstCharCode` (the code at `i`) so it can be reused
 * across prefix checks.
 *
 * ASCII: 'd' = 100, 'a' = 97, 't' = 116, 'a' = 97, ':' = 58
 */
function isDataPrefix(chunk, i, firstCharCode) {
    return (firstCharCode === 100 &&
        chunk.charCodeAt(i + 1) === 97 &&
        chunk.charCodeAt(i + 2) === 116 &&
        chunk.charCodeAt(i + 3) === 97 &&
        chunk.charCodeAt(i + 4) === 58);
}
/**
 * Checks if `chunk` starts with the literal `event:` at index `i`.
 *
 * See {@link isDataPrefix} for why this is hand-unrolled rather than using
 * `String.prototype.startsWith`.
 *
 * ASCII: 'e' = 101, 'v' = 118, 'e' = 101, 'n' = 110, 't' = 116, ':' = 58
 */
function isEventPrefix(chunk, i, firstCharCode) {
    return (firstCharCode === 101 &&
        chunk.charCodeAt(i + 1) === 118 &&
        chunk.charCodeAt(i + 2) === 101 &&
        chunk.charCodeAt(i + 3) === 110 &&
        chunk.charCodeAt(i + 4) === 116 &&
        chunk.charCodeAt(i + 5) === 58);
}
function isPotentialField(line, field) {
    let i = 1;
    while (i < line.length && i < field.length) {
        if (line.charCodeAt(i) !== field.charCodeAt(i)) {
            return false;
        }
        i++;
    }
    return line.length <= field.length || line.charCodeAt(field.length) === 58;
}
//# sourceMappingURL=parse.js.map
;// CONCATENATED MODULE: ./build/src/mcp/transport.js



/** Largest response in bytes. A list of tools with a schema of 1 kB each has 30,000 of them. */
const transport_MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
/**
 * Sends one message over streamable HTTP, once. An event stream is read up to the response to the message; other
 * messages in it (notifications, requests of the server) are ignored. A notification is done with the status.
 *
 * @param headers the headers that the protocol version and the session need
 * @param attempt for the debug log
 * @returns whatever came back; never throws
 */
async function sendMessage(endpoint, headers, message, attempt) {
    let response;
    const events = createParser({
        onEvent: ({ data }) => {
            response ?? (response = findResponse((0,api_json/* parseJson */.qF)(data), message.id));
        },
    });
    const body = {
        method: 'POST',
        headers: {
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
            ...headers,
        },
        body: JSON.stringify({ jsonrpc: '2.0', ...message }),
        stream: (head) => {
            if (!isOkStatus(head.status))
                return undefined;
            if (message.id === undefined)
                return () => true;
            if (!isEventStream(head))
                return undefined;
            return (piece) => {
                events.feed(piece);
                return response !== undefined;
            };
        },
    };
    const http = await sendWithinOrigin(endpoint, body, `${message.method} (attempt ${attempt})`);
    if (http.ok && response === undefined)
        response = findResponse((0,api_json/* parseJson */.qF)(http.text), message.id);
    return { http, response };
}
/** Ends a session, as the specification demands of a client that no longer needs it. Takes 2 s at most; never throws. */
async function sendDelete(endpoint, headers) {
    const deadline = performance.now() + 2000;
    await sendWithinOrigin({ ...endpoint, deadline }, { method: 'DELETE', headers, stream: () => () => true }, 'end');
}
/**
 * Sends a request, and sends it again to the target of a redirect that keeps method and body (307, 308) and stays within
 * the origin, as a Starlette mount answers `/mcp`. A client would turn a POST into a GET after 301 and 302.
 *
 * @param purpose for the debug log
 */
async function sendWithinOrigin({ url: first, network, token, deadline, signal, debug }, request, purpose) {
    let url = first;
    for (let redirects = 0;; redirects++) {
        const started = performance.now();
        const http = await sendRequest({
            ...request,
            url,
            network,
            headers: { authorization: `Bearer ${token}`, ...request.headers },
            timeout: Math.max(0, deadline - started),
            signal,
            maxBytes: transport_MAX_RESPONSE_BYTES,
        });
        debug(formatExchange({ method: request.method, url }, http, started, purpose));
        const target = redirects < MAX_REDIRECTS ? findRedirectTarget(url, http) : undefined;
        if (target === undefined)
            return http;
        url = target;
    }
}
function findRedirectTarget(from, http) {
    if (!http.ok || (http.status !== 307 && http.status !== 308))
        return undefined;
    const target = parseLocation(from, http.headers.location);
    const isWithinOrigin = target?.origin === from.origin && target.username === '' && target.password === '';
    return isWithinOrigin ? target : undefined;
}
/** The target of a redirect; undefined without a usable one. */
function parseLocation(from, location) {
    return location !== undefined && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}
/** True for a response that comes as an event stream. */
function isEventStream({ headers }) {
    return /^text\/event-stream\b/i.test(headers['content-type'] ?? '');
}
/** The response with that id, alone or in a batch. A request of the server may have the same id, and has a method. */
function findResponse(json, id) {
    const messages = Array.isArray(json) ? json : [json];
    return messages.find((one) => id !== undefined && (0,api_json/* isRecord */.u4)(one) && one.id === id && one.method === undefined);
}

;// CONCATENATED MODULE: ./build/src/mcp/outcome.js






/** Errors of the connection that occur before anything is sent. */
const connectErrors = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** Statuses by which a server or its proxy refuses a client: Unauthorized, Forbidden, Misdirected Request (Host check). */
const refusals = [401, 403, 421];
/**
 * Tells what a reply means.
 *
 * @param hasSession true if the message was sent in a session that the server had created before
 */
function evaluateReply(endpoint, message, { http, response }, hasSession) {
    const call = `${message.method} at ${formatEndpoint(endpoint)}`;
    const failed = (text, code = 'mcp-failed') => ({
        kind: 'failed',
        error: (0,errors/* createError */.$5)(code, `${call} ${text}.`),
    });
    const lost = (text, flags) => ({
        kind: 'lost',
        error: (0,errors/* createError */.$5)('mcp-failed', `${call} ${text}.`),
        reason: `${message.method} ${text}`,
        isDoubtful: false,
        isUnprocessed: false,
        ...flags,
    });
    if (!http.ok) {
        const text = `failed: ${http.reason}`;
        return http.retryable ? lost(text, { isUnprocessed: connectErrors.includes(http.reason) }) : failed(text);
    }
    const { status } = http;
    const isStarting = message.method === 'initialize' && status >= 500;
    const error = (0,api_json/* isRecord */.u4)(response) ? response.error : undefined;
    if ((0,api_json/* isRecord */.u4)(response) && response.result !== undefined && isOkStatus(status)) {
        return { kind: 'result', result: response.result };
    }
    if (isOkStatus(status)) {
        if (message.id === undefined)
            return { kind: 'result', result: undefined };
        if (error !== undefined)
            return failed(`returned an error${quote(JSON.stringify(response), endpoint)}`);
        // A proxy or a process that stops ends a stream without the response.
        if (isEventStream(http))
            return lost('ended its event stream without a response', { isDoubtful: true });
        return failed(`returned ${status} with a body that is not an MCP response`);
    }
    const text = `returned ${status}${quote(http.text, endpoint)}`;
    // Only the platform itself can tell anything of the token; a server, or a proxy, has reasons of its own.
    if (refusals.includes(status))
        return failed(text, tokenRefusalCode(status, (0,api_json/* parseJson */.qF)(http.text)) ?? 'mcp-refused');
    // An error of JSON-RPC with the id of the message is the server's response to this message.
    if (error !== undefined && !isStarting)
        return failed(text);
    if (status >= 300 && status < 400)
        return failed(describeRedirect(endpoint, status, http.headers.location));
    if (hasSession && status === 404)
        return lost(text, { isUnprocessed: true });
    // How the examples of the TypeScript SDK answer a session that they do not know.
    if (hasSession && status === 400)
        return lost(text, { isDoubtful: true, isUnprocessed: true });
    const decision = decideRetry(http);
    if (decision === false)
        return failed(text);
    const isUnprocessed = status === 429 || status === 503;
    return lost(text, { isUnprocessed, ...(decision !== true && { retryAfter: decision }) });
}
/** Why a redirect was not followed. Only origin and path of its target are shown: a query may hold anything. */
function describeRedirect({ url, redact }, status, location) {
    const target = parseLocation(url, location);
    if (target === undefined)
        return `returned ${status}, a redirect without a usable target`;
    const redirect = `returned ${status}, a redirect to ${sanitizeDetail(target.origin + target.pathname, redact)}`;
    if (target.username !== '' || target.password !== '')
        return `${redirect}, not followed: it has credentials`;
    if (target.origin !== url.origin)
        return `${redirect}, not followed: the token is for ${url.origin} only`;
    if (status === 307 || status === 308)
        return `${redirect}, not followed: too many redirects`;
    return `${redirect}, not followed: only 307 and 308 keep the message`;
}
/** What a body says, ready to be put after a status; empty for a body that says nothing. */
function quote(body, { redact }) {
    const detail = errorDetail(body, redact) || quoteText(body, redact);
    return detail && `: ${detail.replace(/\.$/, '')}`;
}
/** A plain text, or the title of a page; nothing of JSON. */
function quoteText(body, redact) {
    if ((0,api_json/* parseJson */.qF)(body) !== undefined)
        return '';
    const isPage = /^\s*</.test(body);
    return sanitizeDetail(isPage ? (/<title>([^<]*)/i.exec(body)?.[1] ?? '') : body.slice(0, 20000), redact);
}
/** The endpoint in words. */
function formatEndpoint({ url }) {
    return url.host + url.pathname;
}

;// CONCATENATED MODULE: ./build/src/mcp/client.js




/** Tools that are read; a client that loads so many into a model has other problems. */
const MAX_TOOLS = 10000;
/** Characters of a tool's name. A longer one is cut, and ends with `\u2026`. */
const MAX_NAME_LENGTH = 128;
/**
 * Reads the tools of a server, page by page.
 *
 * @param keep what is kept of a tool: pages are not held in memory
 */
function readTools(call, session, keep) {
    // Cursors belong to a session, so a lost session begins with the first page again.
    return session.repeat(async () => {
        const tools = [];
        if (session.server.capabilities.tools === undefined)
            return { tools };
        const cursors = new Set();
        for (let cursor;;) {
            const result = await session.request('tools/list', cursor === undefined ? {} : { cursor });
            const page = (0,api_json/* listField */.FZ)(result, 'tools');
            if (!page) {
                throw (0,errors/* createError */.$5)('mcp-failed', `tools/list at ${formatEndpoint(call)} returned no list of tools.`);
            }
            for (const tool of page) {
                if (tools.length >= MAX_TOOLS)
                    return { tools, truncated: `only the first ${MAX_TOOLS} are read` };
                tools.push(...keep(tool));
            }
            cursor = (0,api_json/* textField */.M8)(result, 'nextCursor');
            if (cursor === undefined)
                return { tools };
            if (cursors.has(cursor))
                return { tools, truncated: 'the server returned the same cursor twice' };
            cursors.add(cursor);
        }
    });
}
/** The name of a tool in a form that is safe to show; none if it has no name. */
function getToolName(tool, redact) {
    const name = sanitizeDetail((0,api_json/* textField */.M8)(tool, 'name') ?? '', redact, MAX_NAME_LENGTH);
    return name === '' ? [] : [name];
}

// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
;// CONCATENATED MODULE: ./build/src/mcp/handshake.js






/** Versions that begin with `initialize`, newest first. The first one is offered: every server since then knows it. */
const handshakeVersions = ['2025-06-18', '2025-11-25', '2025-03-26', '2024-11-05'];
/** The version without a handshake: each request says who sends it. */
const statelessVersion = '2026-07-28';
const sessionHeader = 'mcp-session-id';
const clientInfo = { name: 'ntcli-deploy', version: constants/* product */.qM.version };
/**
 * Agrees with a server on a version: offers the usual one, then, if the server names others that it supports, the first
 * of them that this client supports, too.
 *
 * @param attempt for the debug log
 * @returns the connection; `failed` with mcp-unsupported if there is no common version
 */
async function connect(endpoint, attempt) {
    const first = await initialize(endpoint, handshakeVersions[0] ?? '', attempt);
    if (first.kind !== 'unsupported')
        return first;
    const { supported } = first;
    const common = handshakeVersions.slice(1).find((version) => supported.includes(version));
    const second = common !== undefined
        ? await initialize(endpoint, common, attempt)
        : supported.includes(statelessVersion)
            ? await discover(endpoint, attempt)
            : first;
    return second.kind === 'unsupported'
        ? { kind: 'failed', error: unsupported(endpoint, second.supported) }
        : second;
}
function unsupported(endpoint, versions) {
    const ours = [...handshakeVersions, statelessVersion].sort().join(', ');
    return (0,errors/* createError */.$5)('mcp-unsupported', `${formatEndpoint(endpoint)} supports only MCP ${(0,sanitize/* joinFirst */.FS)(versions, 10)}; this client supports ${ours}.`);
}
/** The handshake of the versions up to 2025-11-25. */
async function initialize(endpoint, version, attempt) {
    const message = {
        id: 0,
        method: 'initialize',
        params: { protocolVersion: version, capabilities: {}, clientInfo },
    };
    const reply = await sendMessage(endpoint, {}, message, attempt);
    const supported = findSupportedVersions(reply);
    if (supported)
        return { kind: 'unsupported', supported };
    const outcome = evaluateReply(endpoint, message, reply, false);
    if (outcome.kind !== 'result')
        return outcome;
    const { result } = outcome;
    const protocolVersion = (0,api_json/* textField */.M8)(result, 'protocolVersion');
    // It becomes a header, so nothing but the date that a version is counts.
    if (protocolVersion === undefined || !isVersion(protocolVersion)) {
        return {
            kind: 'failed',
            error: (0,errors/* createError */.$5)('mcp-failed', `initialize at ${formatEndpoint(endpoint)} returned no MCP protocol version.`),
        };
    }
    const sessionId = reply.http.ok ? reply.http.headers[sessionHeader] : undefined;
    const headers = {
        'mcp-protocol-version': protocolVersion,
        ...(sessionId && { [sessionHeader]: sessionId }),
    };
    const connection = {
        server: { protocolVersion, ...readServerInfo(result, (0,api_json/* isRecord */.u4)(result) ? result.serverInfo : undefined) },
        ...(sessionId && { sessionHeaders: headers }),
        send: (later, tries) => sendMessage(endpoint, headers, later, tries),
    };
    const initialized = { method: 'notifications/initialized' };
    const accepted = evaluateReply(endpoint, initialized, await connection.send(initialized, attempt), sessionId !== undefined);
    return accepted.kind === 'result' ? { kind: 'connected', connection } : accepted;
}
/** The first request of version 2026-07-28, which has no session: who sends a request, and its version, come with each. */
async function discover(endpoint, attempt) {
    const send = (message, tries) => {
        const name = (0,api_json/* textField */.M8)(message.params, 'name');
        const headers = {
            'mcp-protocol-version': statelessVersion,
            'mcp-method': message.method,
            ...(message.method === 'tools/call' && name !== undefined && { 'mcp-name': encodeHeader(name) }),
        };
        const _meta = {
            'io.modelcontextprotocol/protocolVersion': statelessVersion,
            'io.modelcontextprotocol/clientInfo': clientInfo,
            'io.modelcontextprotocol/clientCapabilities': {},
        };
        return sendMessage(endpoint, headers, { ...message, params: { ...message.params, _meta } }, tries);
    };
    const message = { id: 0, method: 'server/discover' };
    const reply = await send(message, attempt);
    const supported = findSupportedVersions(reply);
    if (supported)
        return { kind: 'unsupported', supported };
    const outcome = evaluateReply(endpoint, message, reply, false);
    if (outcome.kind !== 'result')
        return outcome;
    const meta = (0,api_json/* isRecord */.u4)(outcome.result) ? outcome.result._meta : undefined;
    const serverInfo = (0,api_json/* isRecord */.u4)(meta) ? meta['io.modelcontextprotocol/serverInfo'] : undefined;
    const server = { protocolVersion: statelessVersion, ...readServerInfo(outcome.result, serverInfo) };
    return { kind: 'connected', connection: { server, send } };
}
/** The versions that a server names when it refuses one (`error.data.supported`, in every version of MCP). */
function findSupportedVersions({ http, response }) {
    // A server may not know the id of what it refuses.
    const json = response ?? (http.ok ? (0,api_json/* parseJson */.qF)(http.text) : undefined);
    const error = (0,api_json/* isRecord */.u4)(json) ? json.error : undefined;
    const supported = (0,api_json/* listField */.FZ)((0,api_json/* isRecord */.u4)(error) ? error.data : undefined, 'supported');
    const versions = supported?.filter((version) => typeof version === 'string' && isVersion(version));
    return versions?.length ? versions.map(String) : undefined;
}
function isVersion(text) {
    return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
function readServerInfo(result, info) {
    const capabilities = (0,api_json/* isRecord */.u4)(result) ? result.capabilities : undefined;
    const name = (0,api_json/* textField */.M8)(info, 'name');
    const version = (0,api_json/* textField */.M8)(info, 'version');
    return {
        capabilities: (0,api_json/* isRecord */.u4)(capabilities) ? capabilities : {},
        ...(name !== undefined && { name: (0,sanitize/* quoteLine */.tQ)(name) }),
        ...(version !== undefined && { version: (0,sanitize/* quoteLine */.tQ)(version) }),
    };
}
/** A header value as version 2026-07-28 wants it: anything but visible ASCII goes as Base64. */
function encodeHeader(value) {
    const isPlain = /^[!-~](?:[ -~]*[!-~])?$/.test(value) && !value.startsWith('=?base64?');
    return isPlain ? value : `=?base64?${Buffer.from(value).toString('base64')}?=`;
}

;// CONCATENATED MODULE: ./build/src/mcp/session.js





/** Milliseconds before the second, the third, ... session; the last one repeats. */
const retryDelays = [500, 1000, 2000];
/** How often a session is started again for a reason that may be permanent. */
const MAX_DOUBTFUL_RETRIES = 2;
/** No session starts with less time than this. */
const MIN_ATTEMPT_MS = 1000;
/**
 * Opens a session with an MCP server, waiting for the server until the deadline, and closes it after `use`.
 *
 * @throws DeployError as `request` and `use`
 */
async function withMcpSession(call, use) {
    const reportWaiting = createWaitReporter(call);
    const state = {
        attempt: 1,
    };
    /** Throws the error of an outcome that is not usable, and takes note of a lost session. */
    const fail = (outcome) => {
        if (outcome.kind === 'lost')
            Object.assign(state, { connection: undefined, lost: outcome });
        throw outcome.error;
    };
    const open = async () => {
        if (state.connection)
            return state.connection;
        const handshake = await connect(call, state.attempt);
        if (handshake.kind === 'lost')
            return fail({ ...handshake, isUnprocessed: true });
        if (handshake.kind === 'failed')
            return fail(handshake);
        state.connection = handshake.connection;
        state.server = handshake.connection.server;
        return handshake.connection;
    };
    let lastId = 0;
    const request = async (method, params = {}) => {
        const { send, sessionHeaders } = await open();
        lastId += 1;
        const message = { id: lastId, method, params };
        const outcome = evaluateReply(call, message, await send(message, state.attempt), sessionHeaders !== undefined);
        return outcome.kind === 'result' ? outcome.result : fail(outcome);
    };
    const repeat = async (body, { isRepeatable } = { isRepeatable: true }) => {
        let doubtful = 0;
        let isWorthwhile = false;
        const run = async (attempt) => {
            Object.assign(state, { attempt, lost: undefined });
            try {
                return { isDone: true, value: await body() };
            }
            catch (error) {
                if (state.lost === undefined)
                    throw error;
                return { isDone: false, lost: state.lost, error };
            }
        };
        const last = await retry(run, {
            delays: retryDelays,
            repeatLastDelay: true,
            deadline: call.deadline - MIN_ATTEMPT_MS,
            signal: call.signal,
            shouldRetry(result) {
                if (result.isDone)
                    return false;
                const { isDoubtful, isUnprocessed, reason, retryAfter } = result.lost;
                if (isDoubtful)
                    doubtful += 1;
                isWorthwhile = doubtful <= MAX_DOUBTFUL_RETRIES && (isRepeatable || isUnprocessed);
                if (isWorthwhile)
                    reportWaiting(reason);
                return isWorthwhile && (retryAfter ?? true);
            },
        });
        if (last.isDone)
            return last.value;
        throw isWorthwhile && !call.signal.aborted ? outOfTime(call, last.lost.reason) : last.error;
    };
    try {
        const { server } = await repeat(open);
        return await use({
            get server() {
                return state.server ?? server;
            },
            request,
            repeat,
        });
    }
    finally {
        const headers = state.connection?.sessionHeaders;
        if (headers && !call.signal.aborted)
            await sendDelete(call, headers);
    }
}
function outOfTime(call, reason) {
    return (0,errors/* createError */.$5)('mcp-failed', `${formatEndpoint(call)} did not respond to MCP in time (${reason}).`);
}
/** Reports why a server is waited for, in a line for each change of the reason. */
function createWaitReporter(call) {
    let last;
    return (reason) => {
        if (reason === last)
            return;
        last = reason;
        const seconds = Math.max(0, Math.ceil((call.deadline - performance.now()) / 1000));
        call.onWaiting(`Waiting for ${formatEndpoint(call)}: ${reason} (${seconds} s left)`);
    };
}

// EXTERNAL MODULE: ./build/src/mcp/tools.js
var mcp_tools = __nccwpck_require__(6349);
;// CONCATENATED MODULE: external "node:vm"
const external_node_vm_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");
;// CONCATENATED MODULE: ./build/src/mcp/expectation.js



/** Milliseconds for one regular expression: one that backtracks without end must not hang the job. */
const REGEX_TIMEOUT_MS = 1000;
/** Characters of a value that a difference shows. */
const MAX_SHOWN = 200;
/**
 * Compares the result of a `tools/call` with what was expected.
 *
 * @returns the difference in one phrase; undefined when the result is as expected
 */
function findMismatch(result, expectation) {
    const failed = (0,api_json/* isRecord */.u4)(result) && result.isError === true;
    const text = getText(result);
    if (failed !== (expectation?.isError ?? false)) {
        return failed ? `the tool reported an error: ${show(text)}` : 'the tool reported no error';
    }
    return expectation && compare(result, text, expectation);
}
function compare(result, text, expectation) {
    if (expectation.type === 'any')
        return expectation.not && negate(result, text, expectation.not);
    if (text === undefined && expectation.type === 'text')
        return 'the result has no text';
    const value = expectation.type === 'text' ? text : getJson(result, text);
    if (value === undefined)
        return `the result is not JSON: ${show(text)}`;
    if (expectation.type === 'object' && !(0,api_json/* isRecord */.u4)(value))
        return `the result is not an object: ${show(value)}`;
    const actual = expectation.field === undefined ? value : getField(value, expectation.field);
    const name = expectation.field === undefined ? 'the result' : `\`${expectation.field}\``;
    if (actual === undefined)
        return `${name} is missing in ${show(value)}`;
    return (compareValue(name, actual, expectation) ?? (expectation.not && negate(result, text, expectation.not)));
}
function compareValue(name, actual, expectation) {
    const { equals, contains, matches, hasKeys = [] } = expectation;
    const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
    if (equals !== undefined && !isEqual(actual, equals))
        return `${name} is ${show(actual)}, expected ${show(equals)}`;
    if (contains !== undefined && !text.includes(contains)) {
        return `${name} does not contain ${show(contains)}: ${show(actual)}`;
    }
    if (matches !== undefined) {
        const found = test(matches, text);
        if (found === undefined)
            return `\`matches\` took longer than ${REGEX_TIMEOUT_MS / 1000} s`;
        if (!found)
            return `${name} does not match /${matches}/: ${show(actual)}`;
    }
    const missing = hasKeys.filter((key) => !(0,api_json/* isRecord */.u4)(actual) || !Object.hasOwn(actual, key));
    return missing.length > 0 ? `${name} has no ${missing.join(', ')}` : undefined;
}
function negate(result, text, not) {
    return compare(result, text, not) === undefined
        ? `the result is what it must not be: ${show(text)}`
        : undefined;
}
/** The first text of a result. */
function getText(result) {
    const content = (0,api_json/* listField */.FZ)(result, 'content') ?? [];
    const first = content.find((one) => (0,api_json/* textField */.M8)(one, 'type') === 'text');
    const text = (0,api_json/* isRecord */.u4)(first) ? first.text : undefined;
    return typeof text === 'string' ? text : undefined;
}
/** The JSON in the text of a result; without text, its structured content. */
function getJson(result, text) {
    const structured = (0,api_json/* isRecord */.u4)(result) ? result.structuredContent : undefined;
    return (text === undefined ? undefined : (0,api_json/* parseJson */.qF)(text)) ?? structured;
}
function getField(value, path) {
    if ((0,api_json/* isRecord */.u4)(value) && Object.hasOwn(value, path))
        return value[path];
    return path.split('.').reduce((at, name) => {
        if (Array.isArray(at))
            return /^\d+$/.test(name) ? at[Number(name)] : undefined;
        return (0,api_json/* isRecord */.u4)(at) && Object.hasOwn(at, name) ? at[name] : undefined;
    }, value);
}
/** Equal whatever the order of keys is. */
function isEqual(a, b) {
    if (Array.isArray(a) && Array.isArray(b)) {
        return a.length === b.length && a.every((one, index) => isEqual(one, b[index]));
    }
    if (!(0,api_json/* isRecord */.u4)(a) || !(0,api_json/* isRecord */.u4)(b))
        return a === b;
    const keys = Object.keys(a);
    return (keys.length === Object.keys(b).length &&
        keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key] ?? null, b[key] ?? null)));
}
/** @returns undefined when the expression took too long */
function test(pattern, text) {
    try {
        return ((0,external_node_vm_namespaceObject.runInNewContext)('new RegExp(pattern, "u").test(text)', { pattern, text }, { timeout: REGEX_TIMEOUT_MS }) === true);
    }
    catch {
        return undefined;
    }
}
function show(value) {
    return (0,sanitize/* cutText */.IN)(value === undefined ? 'nothing' : JSON.stringify(value), MAX_SHOWN);
}

;// CONCATENATED MODULE: ./build/src/deploy/smoke-test.js




/**
 * Calls the tools of a smoke test one after the other, each once, with a line for each. The next one runs even if
 * a test fails.
 *
 * @param deadline the moment of `performance.now()` at which no further tool is called
 * @throws DeployError token-rejected or token-not-allowed
 */
async function runSmokeTest({ ci, runtime }, session, { tests, skipReason, hasEnvironment }, deadline) {
    if (skipReason !== undefined) {
        (0,report/* reportNotice */.tX)(ci, 'smoke-test-skipped', `${skipReason}.`);
        return [];
    }
    if (hasEnvironment)
        (0,report/* reportNotice */.tX)(ci, 'smoke-test-environment', '`environment` of the file is not used.');
    const results = [];
    for (const test of tests) {
        const isOver = runtime.signal.aborted || performance.now() >= deadline;
        const difference = isOver ? 'not run: out of time' : await callTool(session, test);
        const { name, tool } = test;
        results.push({ name, tool, ...(difference !== undefined && { difference }) });
        ci.info(difference === undefined ? `\u2713 ${name} (${tool})` : `\u2717 ${name} (${tool}): ${difference}`);
    }
    return results;
}
async function callTool(session, { tool, arguments: args, expect }) {
    try {
        // A tool may have effects, so it is called again only if the server cannot have run it.
        const result = await session.repeat(() => session.request('tools/call', { name: tool, arguments: args }), {
            isRepeatable: false,
        });
        return findMismatch(result ?? null, expect);
    }
    catch (thrown) {
        const { code, message } = (0,errors/* toErrorInfo */.K$)(thrown);
        if (isTokenRefusal(code))
            throw thrown;
        return message;
    }
}
/** The error of a smoke test; undefined when every test passed. */
function findSmokeTestError(results) {
    const failed = results.filter(({ difference }) => difference !== undefined);
    const [first] = failed;
    if (first === undefined)
        return undefined;
    const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
    return {
        code: 'smoke-test-failed',
        message: `${failed.length} of ${results.length} tool calls failed. ${first.name} (${first.tool}): ${first.difference}${more}.`,
    };
}

// EXTERNAL MODULE: ./build/src/lib/fs.js + 1 modules
var lib_fs = __nccwpck_require__(7911);
;// CONCATENATED MODULE: ./build/src/mcp/schema-fields.js

/** A keyword with a list, each entry as text that can be compared; undefined if it is not set. */
function listOf(schema, key) {
    const list = (0,api_json/* getPath */.Yn)(schema, key);
    return Array.isArray(list) ? list.map((one) => JSON.stringify(one)) : undefined;
}
/** The types that a schema accepts; undefined for any. */
function typesOf(schema) {
    const type = (0,api_json/* getPath */.Yn)(schema, 'type');
    if (typeof type === 'string')
        return [type];
    return Array.isArray(type) ? type.map((one) => `${one}`) : undefined;
}
/** The properties that a schema requires. */
function requiredOf(schema) {
    const required = (0,api_json/* getPath */.Yn)(schema, 'required');
    return new Set(Array.isArray(required) ? required.filter((one) => typeof one === 'string') : []);
}
/** True for schemas that are equal in the form of `normalizeSchema`. */
function isSameSchema(before, after) {
    return JSON.stringify(before) === JSON.stringify(after);
}

;// CONCATENATED MODULE: ./build/src/mcp/tool-change.js
/** A value as a difference shows it. */
function tool_change_show(value) {
    return value === undefined ? 'not set' : JSON.stringify(value);
}

;// CONCATENATED MODULE: ./build/src/mcp/compare-schemas.js



/** Below this depth, any difference is breaking; no schema of a real tool comes near. */
const MAX_DEPTH = 16;
/** Keywords that accept fewer values when they are added or changed. */
const constraints = [
    'const',
    'format',
    'pattern',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minProperties',
    'maxProperties',
    'propertyNames',
    'not',
];
/** Keywords that are compared by a rule. A difference in any other is breaking: nothing tells what it means. */
const compared = new Set([
    ...constraints,
    'type',
    'enum',
    'anyOf',
    'oneOf',
    'properties',
    'required',
    'additionalProperties',
    'items',
    '$defs',
    'definitions',
]);
/**
 * Compares two versions of a JSON Schema, in the form of `withoutAnnotations`.
 *
 * Definitions (`$defs`) are compared by their names, not where they are used: `$ref` may be recursive.
 */
function compareSchemas(comparison) {
    const { tool, side, before, after, path = [] } = comparison;
    if (isSameSchema(before, after))
        return [];
    const place = [side, ...path].join('.');
    if (path.length > MAX_DEPTH || before === false || after === false) {
        const kind = before === false && side === 'input' ? 'addition' : 'breaking';
        return [{ kind, tool, place, before: tool_change_show(before), after: tool_change_show(after) }];
    }
    const nested = (name, was, is) => compareSchemas({ tool, side, before: was, after: is, path: [...path, name] });
    return [
        ...compareKeywords(comparison).map((change) => ({ ...change, tool, place })),
        ...compareProperties(comparison, place, nested),
        ...nested('[]', (0,api_json/* getPath */.Yn)(before, 'items') ?? {}, (0,api_json/* getPath */.Yn)(after, 'items') ?? {}),
        ...nested('*', valuesOf(before), valuesOf(after)),
        ...['$defs', 'definitions'].flatMap((key) => compareDefinitions(key, before, after, nested)),
    ];
}
function compareKeywords(comparison) {
    const { before, after } = comparison;
    return [
        ...compareSets(comparison, 'type', typesOf),
        ...['enum', 'anyOf', 'oneOf'].flatMap((key) => compareSets(comparison, key, listOf)),
        ...constraints.flatMap((key) => compareConstraint(comparison, key)),
        ...compareOthers(before, after),
        ...compareClosed(comparison),
    ];
}
/** What is accepted under names that `properties` does not list; `false` is compared by {@link compareClosed}. */
function valuesOf(schema) {
    const values = (0,api_json/* getPath */.Yn)(schema, 'additionalProperties');
    return (0,api_json/* isRecord */.u4)(values) ? values : {};
}
/** Definitions that both have. One that only one of them has matters only where `$ref` names it. */
function compareDefinitions(key, before, after, nested) {
    const [was, is] = [(0,api_json/* recordField */.Qb)(before, key), (0,api_json/* recordField */.Qb)(after, key)];
    return Object.keys(was)
        .filter((name) => Object.hasOwn(is, name))
        .sort()
        .flatMap((name) => nested(`${key}.${name}`, was[name], is[name]));
}
function compareOthers(before, after) {
    const [was, is] = [(0,api_json/* toRecord */.Lv)(before), (0,api_json/* toRecord */.Lv)(after)];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
        .filter((key) => !compared.has(key) && !isSameSchema(was[key], is[key]))
        .sort()
        .map((key) => ({
        kind: 'breaking',
        before: `${key} ${tool_change_show(was[key])}`,
        after: `${key} ${tool_change_show(is[key])}`,
    }));
}
/**
 * A set of what is allowed: an input may not lose a member, and of an output a client does not know a new one.
 *
 * @param membersOf reads the set; undefined if any value is allowed
 */
function compareSets({ side, before, after }, keyword, membersOf) {
    const [was, is] = [membersOf(before, keyword), membersOf(after, keyword)];
    if (was === undefined && is === undefined)
        return [];
    const isNarrower = is !== undefined && (was?.some((one) => !is.includes(one)) ?? true);
    const isWider = was !== undefined && (is?.some((one) => !was.includes(one)) ?? true);
    if (!isNarrower && !isWider)
        return [];
    const isBreaking = side === 'input' ? isNarrower : isWider && keyword !== 'enum';
    const text = (set) => `${keyword} ${set?.join(' | ') ?? 'any'}`;
    return [{ kind: isBreaking ? 'breaking' : 'addition', before: text(was), after: text(is) }];
}
function compareConstraint({ side, before, after }, key) {
    const [was, is] = [(0,api_json/* getPath */.Yn)(before, key), (0,api_json/* getPath */.Yn)(after, key)];
    if (isSameSchema(was, is))
        return [];
    const isBreaking = side === 'input' ? is !== undefined : is === undefined;
    const kind = isBreaking ? 'breaking' : 'addition';
    return [{ kind, before: `${key} ${tool_change_show(was)}`, after: `${key} ${tool_change_show(is)}` }];
}
/** `additionalProperties: false` refuses what a client may have sent so far. */
function compareClosed({ side, before, after }) {
    const isClosed = (schema) => (0,api_json/* getPath */.Yn)(schema, 'additionalProperties') === false;
    const [was, is] = [isClosed(before), isClosed(after)];
    if (was === is)
        return [];
    const text = (closed) => `additionalProperties ${closed ? 'false' : 'allowed'}`;
    const isBreaking = is && side === 'input';
    return [{ kind: isBreaking ? 'breaking' : 'addition', before: text(was), after: text(is) }];
}
function compareProperties({ tool, side, before, after }, place, nested) {
    const [was, is] = [(0,api_json/* recordField */.Qb)(before, 'properties'), (0,api_json/* recordField */.Qb)(after, 'properties')];
    const [requiredBefore, requiredAfter] = [requiredOf(before), requiredOf(after)];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    return names.flatMap((name) => {
        const at = { tool, place: `${place}.${name}` };
        const [wasRequired, isRequired] = [requiredBefore.has(name), requiredAfter.has(name)];
        if (!Object.hasOwn(is, name))
            return [{ kind: 'breaking', ...at, before: 'present', after: 'removed' }];
        if (!Object.hasOwn(was, name)) {
            const kind = side === 'input' && isRequired ? 'breaking' : 'addition';
            return [{ kind, ...at, before: 'absent', after: isRequired ? 'added, required' : 'added' }];
        }
        const changes = nested(name, was[name], is[name]);
        if (wasRequired === isRequired)
            return changes;
        // An input must not become required, an output must not become optional.
        const kind = isRequired === (side === 'input') ? 'breaking' : 'addition';
        const text = (required) => (required ? 'required' : 'optional');
        return [{ kind, ...at, before: text(wasRequired), after: text(isRequired) }, ...changes];
    });
}

// EXTERNAL MODULE: ./build/src/mcp/normalize-schema.js
var normalize_schema = __nccwpck_require__(6805);
;// CONCATENATED MODULE: ./build/src/mcp/compare-tools.js




/**
 * Compares the tools of a server with a snapshot of what clients rely on. Breaking are: a tool or property that is gone,
 * a new required input, a changed type, an input value or constraint that is narrower, an output that is no longer
 * promised, and an annotation that no longer promises a safe tool.
 */
function compareTools(before, after) {
    const now = new Map(after.map((tool) => [tool.name, tool]));
    const known = new Set(before.map(({ name }) => name));
    const changed = before.flatMap((tool) => {
        const current = now.get(tool.name);
        return current ? compareTool(tool, current) : [removed(tool.name, '')];
    });
    const others = after.filter(({ name }) => !known.has(name));
    return [...changed, ...others.map(({ name }) => added(name, ''))];
}
function compareTool(before, after) {
    const { name } = before;
    return [
        ...compareSchemas({
            tool: name,
            side: 'input',
            before: (0,normalize_schema/* withoutAnnotations */.Jz)(before.inputSchema),
            after: (0,normalize_schema/* withoutAnnotations */.Jz)(after.inputSchema),
        }),
        ...compareOutputs(before, after),
        ...compareAnnotations(before, after),
    ];
}
function compareOutputs({ name, outputSchema: before }, { outputSchema: after }) {
    if (before === undefined)
        return after === undefined ? [] : [added(name, 'output')];
    if (after === undefined)
        return [removed(name, 'output')];
    return compareSchemas({
        tool: name,
        side: 'output',
        before: (0,normalize_schema/* withoutAnnotations */.Jz)(before),
        after: (0,normalize_schema/* withoutAnnotations */.Jz)(after),
    });
}
function added(tool, place) {
    return { kind: 'addition', tool, place, before: 'absent', after: 'added' };
}
function removed(tool, place) {
    return { kind: 'breaking', tool, place, before: 'present', after: 'removed' };
}
/** Hints by which clients decide whether a person must confirm a call, and the value that promises more. */
const safeHints = {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
};
function compareAnnotations({ name, annotations: before }, { annotations: after }) {
    return Object.entries(safeHints).flatMap(([hint, safe]) => {
        const [was, is] = [(0,api_json/* getPath */.Yn)(before, hint), (0,api_json/* getPath */.Yn)(after, hint)];
        if (was === is)
            return [];
        const kind = was === safe ? 'breaking' : 'addition';
        return [{ kind, tool: name, place: `annotations.${hint}`, before: tool_change_show(was), after: tool_change_show(is) }];
    });
}

;// CONCATENATED MODULE: ./build/src/deploy/tools-snapshot.js





/** Changes that the log lists at most. */
const MAX_CHANGES = 50;
/**
 * Compares the tools of a server with its snapshot, with a line for each change, or writes the snapshot.
 *
 * @returns the changes; none after the snapshot was written
 * @throws DeployError mcp-failed for tools that contain a secret; or an error of the file system
 */
function applySnapshot(ci, snapshot, tools) {
    if (snapshot.kind === 'update') {
        const text = (0,mcp_tools/* formatSnapshot */.Q)(tools);
        // A server can put what it gets with a request into a schema, and the file is meant to be committed.
        if (ci.redact(text) !== text)
            throw (0,errors/* createError */.$5)('mcp-failed', 'A tool contains the token or another secret, so no snapshot was written.');
        (0,lib_fs/* replaceFile */.fR)(snapshot.path, text);
        ci.info(`\u2713 Wrote ${tools.length} tools to ${snapshot.path}`);
        return [];
    }
    const changes = compareTools(snapshot.tools, tools);
    for (const change of changes.slice(0, MAX_CHANGES)) {
        ci.info(`${change.kind === 'breaking' ? '\u2717 Breaking' : '+ Addition'}: ${formatChange(change)}`);
    }
    if (changes.length > MAX_CHANGES)
        ci.info(`And ${changes.length - MAX_CHANGES} more changes`);
    if (changes.length === 0)
        ci.info(`\u2713 The tools match ${snapshot.path}`);
    const additions = changes.filter(({ kind }) => kind === 'addition');
    const [first] = additions;
    if (first && additions.length === changes.length) {
        const more = additions.length > 1 ? ` (and ${additions.length - 1} more)` : '';
        (0,report/* reportNotice */.tX)(ci, 'tools-added', `${formatChange(first)}${more}.`);
    }
    return changes;
}
/** The error for breaking changes; undefined without any. */
function findSnapshotError(changes) {
    const breaking = changes.filter(({ kind }) => kind === 'breaking');
    const [first] = breaking;
    if (first === undefined)
        return undefined;
    const count = breaking.length === 1 ? '1 breaking change' : `${breaking.length} breaking changes`;
    return { code: 'tools-changed', message: `${count} of the tools. ${formatChange(first)}.` };
}
/** A change on one line: `search input.query: type string -> type number`. */
function formatChange({ tool, place, before, after }) {
    return `${tool}${place && ` ${place}`}: ${before} -> ${after}`;
}

;// CONCATENATED MODULE: ./build/src/deploy/verify.js







/** Milliseconds for the version of a server before its update, which only helps to prove the update. */
const VERSION_TIMEOUT_MS = 5000;
/**
 * Connects to a deployed server as an MCP client: `initialize`, `tools/list`, and what `tools-snapshot` and `smoke-test`
 * require. Starts a server that is scaled to zero.
 *
 * @param url the server's MCP URL
 * @param deadline the moment of `performance.now()` at which the server must have answered
 */
async function verifyServer(context, url, deadline) {
    const { ci, runtime } = context;
    const call = createCall(context, url, deadline, runtime.signal);
    try {
        const checks = await withMcpSession(call, (session) => runChecks(context, call, session));
        const { names, serverVersion, truncated, toolChanges, smokeTests } = checks;
        if (truncated !== undefined)
            ci.info(`The list of tools is not complete: ${truncated}.`);
        const error = findSnapshotError(toolChanges ?? []) ?? findSmokeTestError(smokeTests ?? []);
        return {
            tools: names,
            healthStatus: 'healthy',
            ...(serverVersion && { serverVersion }),
            ...(toolChanges && { toolChanges }),
            ...(smokeTests && { smokeTests }),
            ...(error && { error }),
        };
    }
    catch (thrown) {
        return describeFailure(context, (0,errors/* toErrorInfo */.K$)(thrown));
    }
}
async function runChecks(context, call, session) {
    const { ci, inputs } = context;
    const { snapshot, smokeTest } = inputs.verification ?? {};
    const { tools, truncated } = await readTools(call, session, (json) => {
        // Whole tools are kept only for a snapshot: their schemas may be large.
        const tool = snapshot && (0,mcp_tools/* parseTool */.qd)(json);
        return getToolName(json, call.redact).map((name) => ({
            name,
            ...(tool && { tool }),
        }));
    });
    const names = tools.map(({ name }) => name);
    ci.info(`Tools: ${names.join(', ') || 'none'}`);
    // A tool that was not read would look like one that was removed.
    if (snapshot && truncated !== undefined) {
        const message = `The list of tools is not complete (${truncated}), so it is neither compared with the snapshot nor written to it.`;
        throw (0,errors/* createError */.$5)('mcp-failed', message);
    }
    const toolChanges = snapshot &&
        applySnapshot(ci, snapshot, tools.flatMap(({ tool }) => tool ?? []));
    const smokeTests = smokeTest && (await runSmokeTest(context, session, smokeTest, call.deadline));
    const serverVersion = session.server.version;
    return {
        names,
        ...(serverVersion && { serverVersion }),
        ...(truncated !== undefined && { truncated }),
        ...(toolChanges && { toolChanges }),
        ...(smokeTests && { smokeTests }),
    };
}
/** The version that a running server reports over MCP; undefined if it does not within some seconds. Never throws. */
async function readServerVersion(context, url, signal) {
    const call = createCall(context, url, performance.now() + VERSION_TIMEOUT_MS, signal);
    const version = withMcpSession({ ...call, onWaiting: context.ci.debug }, async (session) => session.server.version);
    return version.catch(() => undefined);
}
function createCall({ ci, inputs, network }, url, deadline, signal) {
    return {
        url: new URL(url),
        network,
        token: inputs.token.value,
        redact: ci.redact,
        deadline,
        signal,
        debug: ci.debug,
        onWaiting: ci.info,
    };
}
function describeFailure({ ci, inputs, runtime }, error) {
    // Without a common version, the tools cannot be compared or called: no reason to fail unless the user wants just that.
    if (error.code === 'mcp-unsupported' && inputs.verification === undefined) {
        (0,report/* reportNotice */.tX)(ci, 'mcp-unsupported', error.message);
        return { healthStatus: 'unknown' };
    }
    // A client that is refused, or a cancel, says nothing about the health of the server.
    const isUnhealthy = error.code === 'mcp-failed' && !runtime.signal.aborted;
    return { error, healthStatus: isUnhealthy ? 'unhealthy' : 'unknown' };
}

;// CONCATENATED MODULE: ./build/src/deploy/check.js








/** The command `check`: checks token and workspace, and verifies servers. Changes and installs nothing. */
async function runCheck(context) {
    const { workspace, age } = await lookUpWorkspace(context, context.runtime.signal).catch((error) => {
        // Report the token's expiry even if the workspace is not found.
        if (errors/* errorCatalogue */.OP[(0,errors/* toErrorInfo */.K$)(error).code].exit === exit_codes/* exitCodes */.h.target)
            reportExpiry(context, readTokenAge(context));
        throw error;
    });
    const { error } = reportWorkspace(context, workspace, age);
    if (error)
        (0,report/* reportError */.N7)(context.ci, error);
    return (await verifyServers(context, workspace)) ?? error;
}
/** Verifies servers without deploying them, for scheduled runs. */
async function verifyServers(context, workspace) {
    const { ci, inputs, runtime } = context;
    if (!inputs.verify)
        return undefined;
    const results = [];
    for (const server of inputs.servers) {
        if (runtime.signal.aborted)
            break;
        const url = (0,api_endpoints/* formatServerUrl */.ej)(inputs.endpoints, workspace.id, server.platformId);
        const deadline = performance.now() + inputs.timeout;
        const verified = await withProgress(context, `Verify ${server.label}`, () => verifyServer(context, url, deadline));
        const result = {
            server,
            url,
            deployStatus: 'skipped',
            healthStatus: 'skipped',
            ...verified,
        };
        results.push(result);
        if (result.error)
            (0,report/* reportError */.N7)(ci, result.error);
        else
            ci.info(`\u2713 ${server.label} is ${result.healthStatus}: ${url}`);
    }
    setServerOutputs(ci, results);
    return findWorstError(results);
}

;// CONCATENATED MODULE: ./build/src/api/client.js





/** Time limit of one request in milliseconds. */
const requestTimeoutMs = 15000;
/** Milliseconds before the second, the third, ... attempt of a read, before jitter. */
const client_retryDelays = [500, 2000];
function createApi({ origin, network, token, redact, clock, signal, debug }) {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const request = async (method, url, body, attempt = 1) => {
        // FastAPI 0.116 and newer read a body without this header as text, and answer 422 (measured).
        const json = { headers: { ...authorization, 'content-type': 'application/json' } };
        const content = body === undefined ? { headers: authorization } : { ...json, body: JSON.stringify(body) };
        const started = performance.now();
        const result = await sendRequest({ method, url, network, ...content, timeout: requestTimeoutMs, signal });
        debug(formatExchange({ method, url }, result, started, `(attempt ${attempt})`));
        if (result.ok)
            clock.observe(result.headers.date);
        return result;
    };
    /** True for a status that only the API itself may decide by, in a response that a proxy or CDN in front of it sent. */
    const isForeign = ({ status, text }) => token !== undefined && isForeignStatus(status, (0,api_json/* parseJson */.qF)(text));
    /** The response, if the caller can go on with it. */
    const expect = (method, url, result) => {
        const call = `${method} ${url.host}${url.pathname}`;
        if (!result.ok)
            throw (0,errors/* createError */.$5)('api-unreachable', `${call} failed: ${result.reason}.`);
        if (isForeign(result)) {
            throw (0,errors/* createError */.$5)('api-unexpected', `${call} returned ${result.status} with a body that is not from the API.`);
        }
        if (method === 'GET' && result.status === 404)
            return undefined;
        const failure = errorForStatus(call, result, redact, token !== undefined);
        if (failure)
            throw (0,errors/* createError */.$5)(failure.code, failure.message);
        return { call, ...result };
    };
    const send = async (method, path, body) => {
        const url = new URL(origin + path);
        const result = await request(method, url, body);
        const call = `${method} ${url.host}${url.pathname}`;
        if (!result.ok)
            return { message: `${call} failed: ${result.reason}.`, reason: '' };
        const answered = (0,api_json/* parseJson */.qF)(result.text);
        const reason = errorDetail(result.text, redact);
        const message = `${call} returned ${result.status}${reason && `: ${reason}`}.`;
        return { status: result.status, message, reason, ...(answered === undefined ? {} : { body: answered }) };
    };
    return {
        async read(path, deadline) {
            const url = new URL(origin + path);
            const result = await retry((attempt) => request('GET', url, undefined, attempt), {
                delays: client_retryDelays,
                signal,
                shouldRetry(last) {
                    // An ingress without a route, as during a restart of the platform, is as transient as a 502.
                    const isUnrouted = last.ok && last.status === 404 && isForeign(last);
                    return isUnrouted || decideRetry(last);
                },
                ...(deadline !== undefined && { deadline, repeatLastDelay: true }),
            });
            const answer = expect('GET', url, result);
            if (answer === undefined)
                return undefined;
            const body = (0,api_json/* parseJson */.qF)(answer.text);
            if (body !== undefined)
                return body;
            throw notJson(answer);
        },
        async put(path, body) {
            const url = new URL(origin + path);
            const answer = expect('PUT', url, await request('PUT', url, body));
            const isPlain = answer !== undefined && answer.text.trim() !== '' && (0,api_json/* parseJson */.qF)(answer.text) === undefined;
            if (isPlain)
                throw notJson(answer);
        },
        post: (path, body) => send('POST', path, body),
        delete: (path) => send('DELETE', path),
    };
}
function notJson({ call, status }) {
    return (0,errors/* createError */.$5)('api-unexpected', `${call} returned ${status} with a body that is not JSON.`);
}
/**
 * Maps a status of the API to an error. What a server that got no token refuses says nothing about it.
 *
 * @param call the request in words
 * @param hasToken true if the request had one
 */
function errorForStatus(call, { status, text }, redact, hasToken) {
    if (isOkStatus(status))
        return undefined;
    const detail = errorDetail(text, redact);
    const refusal = hasToken ? tokenRefusalCode(status, (0,api_json/* parseJson */.qF)(text)) : undefined;
    return {
        code: refusal ?? 'api-unexpected',
        message: `${call} returned ${status}${detail && `: ${detail}`}.`,
    };
}

;// CONCATENATED MODULE: ./build/src/api/server-clock.js

/** Tolerated difference in milliseconds: headers have whole seconds, and responses take time. */
const toleranceMs = 5 * 60000;
function createServerClock() {
    let difference = 0;
    const skewMs = () => (Math.abs(difference) > toleranceMs ? difference : 0);
    return {
        observe(header) {
            const time = (0,lib_time/* parseTime */.p)(header ?? '');
            if (!Number.isNaN(time))
                difference = Date.now() - time;
        },
        now: () => Date.now() - skewMs(),
        skewMs,
    };
}

;// CONCATENATED MODULE: ./build/src/lib/timings.js
function createTimings() {
    const start = performance.now();
    const entries = [];
    return {
        entries,
        async measure(name, part) {
            const startMs = performance.now() - start;
            try {
                return await part();
            }
            finally {
                entries.push({ name, startMs, endMs: performance.now() - start });
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/src/deploy/context.js




function createContext(ci, job, inputs, network) {
    const runtime = { ...job, env: (0,lib_network/* normalizeEnvironment */.J2)(job.env, network) };
    const clock = createServerClock();
    const { redact, debug } = ci;
    const { api, registry } = inputs.endpoints;
    const apiFor = (signal) => createApi({ origin: api, network, token: inputs.token.value, redact, clock, signal, debug });
    const registryFor = (signal) => createApi({ origin: registry, network, redact, clock: createServerClock(), signal, debug });
    return { ci, runtime, inputs, network, clock, timings: createTimings(), apiFor, registryFor };
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/src/lib/fs-retry.js
// Apart from fs.ts, which is loaded before the first line of the log: node:fs/promises takes 4 ms to load.





/** Milliseconds for a removal or a rename, with all retries. */
const retryTimeoutMs = 2000;
/** Runs an operation, and runs it again for 2 s while it fails with an error that may pass. */
async function runPatiently(run, mayPass) {
    const deadline = performance.now() + retryTimeoutMs;
    for (;;) {
        try {
            return await run();
        }
        catch (error) {
            if (!mayPass(error) || performance.now() > deadline)
                throw error;
            await (0,external_node_timers_promises_namespaceObject.setTimeout)(100);
        }
    }
}
/**
 * Removes a file or directory with everything in it, if it exists. Windows refuses while a process that was just stopped or
 * a virus scanner holds a file, and a process that still writes makes a directory reappear, so it is retried for 2 s.
 * (`maxRetries` of `rm` starts over on each level: minutes for a deep directory.)
 */
async function remove(path) {
    await runPatiently(() => (0,promises_namespaceObject.rm)(path, { recursive: true, force: true }), () => true);
}
/** Errors of a rename on Windows while a virus scanner or an indexer has a file open. */
const busyErrors = ['EPERM', 'EBUSY', 'EACCES'];
/**
 * Renames a file or directory. On Windows, retried for 2 s while something has it open; a target that exists is an error
 * at once.
 *
 * @param isRetried true for a system on which this happens
 * @throws the error of the last try
 */
async function renamePatiently(from, to, isRetried = process.platform === 'win32') {
    const isBusy = (error) => busyErrors.includes((0,errors/* getErrorCode */.E2)(error) ?? '') && !(0,external_node_fs_.existsSync)(to);
    await runPatiently(() => (0,promises_namespaceObject.rename)(from, to), (error) => isRetried && isBusy(error));
}
/**
 * Removes abandoned directories of this user from a directory. Failures are ignored.
 *
 * @param isMeant selects by name
 * @param age minimum time since the last change in milliseconds; a younger one may be in use
 */
async function removeStale(directory, isMeant, age) {
    for (const path of findStale(directory, isMeant, age))
        await remove(path).catch(() => { });
}
function findStale(directory, isMeant, age) {
    if (!(0,external_node_fs_.existsSync)(directory))
        return [];
    const paths = (0,external_node_fs_.readdirSync)(directory)
        .filter(isMeant)
        .map((name) => (0,external_node_path_.join)(directory, name));
    return paths.filter((path) => {
        // Another run may remove it at the same time.
        const stats = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
        const isOurs = process.getuid === undefined || stats?.uid === process.getuid();
        return stats?.isDirectory() && isOurs && stats.mtimeMs <= Date.now() - age;
    });
}

;// CONCATENATED MODULE: ./build/src/lib/owner.js




/** The file in a directory that names the process that made it. */
const ownerFile = 'owner';
/** Milliseconds between two updates of the time of a directory in use. */
const owner_heartbeatMs = 3600000;
/**
 * Marks a directory as in use while this process lives: by its id, and by the time of the directory, which is updated every
 * hour for processes that cannot see the id, such as those in another container.
 */
async function markInUse(directory) {
    await (0,promises_namespaceObject.writeFile)((0,external_node_path_.join)(directory, ownerFile), identify(process.pid), { mode: 0o600 });
    setInterval(() => (0,promises_namespaceObject.utimes)(directory, new Date(), new Date()).catch(() => { }), owner_heartbeatMs).unref();
}
/** True if the process that marked a directory is still alive. */
function isInUse(directory) {
    try {
        const owner = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, ownerFile), 'utf8');
        const pid = Number.parseInt(owner, 10);
        return pid > 0 && isAlive(pid) && owner === identify(pid);
    }
    catch {
        return false;
    }
}
function isAlive(pid) {
    try {
        return process.kill(pid, 0);
    }
    catch (error) {
        // Another user's.
        return (0,errors/* getErrorCode */.E2)(error) === 'EPERM';
    }
}
/** The id of a process; on Linux with the time of its start (field 22 of proc_pid_stat(5)), because ids are reused. */
function identify(pid) {
    try {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        // The second field is the name of the program, which may have spaces in it.
        const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
        return `${pid} ${start}`;
    }
    catch {
        return `${pid}`;
    }
}

;// CONCATENATED MODULE: ./build/src/ntcli/session.js






/** Creates the directories of a session, mode 0700, below the directory of this run. */
async function createSession(runDir) {
    const below = (name) => (0,external_node_path_.join)(runDir, name);
    const [home, work, temp, bin] = [below('home'), below('work'), below('temp'), below('bin')];
    const directories = [(0,external_node_path_.join)(home, '.ntcli'), work, temp, bin];
    await Promise.all(directories.map((directory) => (0,promises_namespaceObject.mkdir)(directory, { recursive: true, mode: 0o700 })));
    return { home, work, temp, bin, guard: below('guard.cjs') };
}
/** Writes ntcli's configuration file, mode 0600. */
async function writeConfiguration({ home }, configuration) {
    const file = (0,external_node_path_.join)(home, '.ntcli', 'config.json');
    await (0,promises_namespaceObject.writeFile)(file, JSON.stringify(configuration), { mode: 0o600 });
}
const prefix = 'ntcli-deploy-';
/** Complete names: a directory of another program may have the same prefix, and is never removed. */
const runDirPattern = new RegExp(`^${prefix}[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`);
/** Directories of the engine loader in the templates, left by killed jobs. */
const engineDirPattern = /^ntcli-engine-\w{6}$/;
/** Milliseconds after its last use after which the directory of a process that has ended is abandoned. */
const staleAfterMs = 86400000;
/**
 * Creates the directory for everything that this run writes, mode 0700, outside the checkout. It is registered for cleanup
 * first, so that a job that is killed in between leaves nothing. Abandoned directories of killed jobs are removed.
 *
 * @returns its absolute path
 */
async function createRunDir(temp, registerCleanup) {
    const directory = (0,external_node_path_.join)(temp, prefix + (0,external_node_crypto_namespaceObject.randomUUID)());
    registerCleanup(directory);
    const isLeft = (name) => engineDirPattern.test(name) || (runDirPattern.test(name) && !isInUse((0,external_node_path_.join)(temp, name)));
    // A runner may name a directory that nothing has created yet.
    await (0,promises_namespaceObject.mkdir)(temp, { recursive: true });
    await removeStale(temp, isLeft, staleAfterMs);
    await (0,promises_namespaceObject.mkdir)(directory, { mode: 0o700 });
    await markInUse(directory);
    return directory;
}
/** ntcli's configuration file in the directory of a run: the only file that holds the token. */
function getTokenFile(directory) {
    return (0,external_node_path_.join)(directory, 'home', '.ntcli', 'config.json');
}
/**
 * Removes the directory of a run, the file with the token first. A directory of any other name is not touched.
 *
 * @returns undefined when it is gone, else what is left, in one sentence
 */
async function removeRunDir(directory) {
    if (!runDirPattern.test((0,external_node_path_.basename)(directory)))
        return undefined;
    const tokenFile = getTokenFile(directory);
    await remove(tokenFile).catch(() => { });
    try {
        await remove(directory);
        return undefined;
    }
    catch {
        const content = (0,external_node_fs_.existsSync)(tokenFile) ? 'It contains the token.' : 'The token in it was removed.';
        return `Failed to remove ${directory}. ${content}`;
    }
}

// EXTERNAL MODULE: ./build/src/lib/env.js + 1 modules
var lib_env = __nccwpck_require__(9455);
;// CONCATENATED MODULE: external "node:async_hooks"
const external_node_async_hooks_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:diagnostics_channel"
const external_node_diagnostics_channel_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: external "events"
const external_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(2613);
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
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
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
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
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
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
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
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
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
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
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
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
            yield io_copyFile(source, newDest, force);
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
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
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
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
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
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
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
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
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
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
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
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
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
    return io_awaiter(this, void 0, void 0, function* () {
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
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
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
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_namespaceObject.EventEmitter {
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
        if (toolrunner_IS_WINDOWS) {
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
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
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
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
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
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
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
class ExecState extends external_events_namespaceObject.EventEmitter {
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
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
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
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
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
;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
;// CONCATENATED MODULE: ./build/src/lib/lines.js

/** Longest line that is kept, in bytes. The rest is counted and dropped, so that memory stays bounded. */
const MAX_LINE_BYTES = 16384;
const lines_LF = 10;
const lines_CR = 13;
/**
 * Splits a byte stream into lines as the runners do: at LF, CRLF and a bare CR. Invalid UTF-8 becomes U+FFFD.
 *
 * @param onLines gets one or more complete lines, with LF between them: all of a chunk at once take a third of the time
 */
function splitLines(onLines) {
    /** The start of a line that has not ended yet. */
    const rest = Buffer.alloc(MAX_LINE_BYTES);
    let size = 0;
    let dropped = 0;
    let endedWithCr = false;
    const keep = (bytes) => {
        const kept = bytes.copy(rest, size);
        size += kept;
        dropped += bytes.length - kept;
    };
    const emitRest = () => {
        const line = rest.toString('utf8', 0, size);
        onLines(dropped > 0 ? `${line} ... (${dropped} more bytes)` : line);
        [size, dropped] = [0, 0];
    };
    /** Ends the line that has begun before. @returns where the next one starts */
    const endLine = (chunk, from) => {
        const end = findLineEnd(chunk, from);
        keep(chunk.subarray(from, end));
        emitRest();
        return chunk[end] === lines_CR && chunk[end + 1] === lines_LF ? end + 2 : end + 1;
    };
    return {
        push(chunk) {
            if (chunk.length === 0)
                return;
            let from = endedWithCr && chunk[0] === lines_LF ? 1 : 0;
            endedWithCr = chunk.at(-1) === lines_CR;
            const last = Math.max(chunk.lastIndexOf(lines_LF), chunk.lastIndexOf(lines_CR));
            if (size > 0 && from <= last)
                from = endLine(chunk, from);
            if (from <= last) {
                const end = chunk[last] === lines_LF && last > from && chunk[last - 1] === lines_CR ? last - 1 : last;
                const lines = decode(chunk.subarray(from, end));
                if (!hasLongLine(lines))
                    onLines(lines);
                else
                    while (from <= last)
                        from = endLine(chunk, from);
            }
            keep(chunk.subarray(Math.max(from, last + 1)));
        },
        end() {
            if (size > 0)
                emitRest();
        },
    };
}
/** The index of the first line end from an index on; there is one. */
function findLineEnd(chunk, from) {
    const [lf, cr] = [chunk.indexOf(lines_LF, from), chunk.indexOf(lines_CR, from)];
    return lf < 0 || (cr >= 0 && cr < lf) ? cr : lf;
}
/** The text of whole lines, with LF as the only line end. */
function decode(bytes) {
    // Decoded as Latin-1, ASCII takes half the time.
    const text = bytes.toString((0,external_node_buffer_namespaceObject.isAscii)(bytes) ? 'latin1' : 'utf8');
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
/** True if a line has more than {@link MAX_LINE_BYTES} characters. */
function hasLongLine(lines) {
    let at = 0;
    while (lines.length - at > MAX_LINE_BYTES) {
        const end = lines.lastIndexOf('\n', at + MAX_LINE_BYTES);
        if (end < at)
            return true;
        at = end + 1;
    }
    return false;
}

;// CONCATENATED MODULE: ./build/src/lib/child-process.js

const onWindows = process.platform === 'win32';
/**
 * Reads both pipes of a program that was just spawned. While the reader of our own stdout is slower than the program,
 * the pipes are paused: what waits for stdout would otherwise fill our memory.
 *
 * @returns passes on what is left after the last line end
 */
function readLines(child, onLines) {
    const log = process.stdout;
    const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
    const resume = () => {
        log.off('drain', resume);
        for (const stream of streams)
            stream.resume();
    };
    const splitters = streams.map((stream) => {
        const splitter = splitLines(onLines);
        // exec searches its whole unfinished line again with every chunk: 100 MB without a line end take minutes.
        stream.removeAllListeners('data');
        stream.on('data', (chunk) => {
            splitter.push(chunk);
            // What is in the pipe at the end is bounded by the system, and exec waits for it only for a second.
            if (!log.writableNeedDrain || child.exitCode !== null || child.signalCode !== null)
                return;
            for (const each of streams)
                each.pause();
            log.off('drain', resume).once('drain', resume);
        });
        return splitter;
    });
    child.once('exit', resume);
    return () => {
        resume();
        for (const splitter of splitters)
            splitter.end();
    };
}
function isSpawnable(child) {
    return 'spawn' in child && typeof child.spawn === 'function';
}
/**
 * Changes two things that `exec` gives no access to. A process group lets signals reach grandchildren. And a command
 * line that is too long (E2BIG), which Node.js throws, becomes an `error` event like every other failed start: inside
 * `exec` it would be an unhandled rejection.
 */
function hookSpawn(child) {
    if (!isSpawnable(child))
        return;
    const spawn = child.spawn.bind(child);
    child.spawn = (options) => {
        try {
            return spawn({ ...options, detached: !onWindows, windowsHide: true });
        }
        catch (error) {
            process.nextTick(() => child.emit('error', error));
            return undefined;
        }
    };
}
/** Signals the process group of a child; on Windows, and without a group, the child alone. */
function killGroup(child, signal) {
    if (child?.pid === undefined)
        return;
    try {
        if (!onWindows)
            return void process.kill(-child.pid, signal);
    }
    catch {
        // The group is gone, or there is none.
    }
    child.kill(signal);
}

;// CONCATENATED MODULE: ./build/src/lib/exec.js







/** True for a program that exited by itself with code 0. */
function isSuccess(result) {
    return result.kind === 'exit' && result.code === 0;
}
/** Milliseconds between the first signal and SIGKILL. The GitHub runner kills the whole job 10 s after a cancel. */
const killDelayMs = 2000;
/** Milliseconds that output is still read after the program has exited: a grandchild may hold the pipe open. */
const drainTimeoutMs = 1000;
/**
 * `exec` returns no ChildProcess, so signals and time limits would be out of reach. Node.js publishes each one on this
 * diagnostics channel before it is spawned; the storage connects it to the call of `runCommand` that started it.
 * https://nodejs.org/api/diagnostics_channel.html#process
 */
const supervisors = new external_node_async_hooks_namespaceObject.AsyncLocalStorage();
(0,external_node_diagnostics_channel_namespaceObject.subscribe)('child_process', (message) => {
    if (!(message instanceof Object && 'process' in message))
        return;
    if (message.process instanceof external_node_child_process_namespaceObject.ChildProcess)
        supervisors.getStore()?.(message.process);
});
/**
 * Runs a program with `@actions/exec`, passes on its output in whole lines, and stops it on abort or timeout: SIGINT or
 * SIGTERM first, SIGKILL 2 s later, for its whole process group. A program that does not start is a result, not an error.
 */
async function runCommand(command, options) {
    const started = performance.now();
    const result = await runToEnd(command, options);
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    options.debug(`Ran ${[command.file, ...command.args].join(' ')} (${seconds} s): ${JSON.stringify(result)}`);
    return result;
}
async function runToEnd(command, options) {
    if (options.signal.aborted)
        return { kind: 'cancel' };
    const reason = await findStartError(command);
    if (reason !== undefined)
        return { kind: 'not-started', reason };
    const { attach, finish } = createSupervisor(command.timeout, options);
    const { cwd, env } = command;
    const settings = { cwd, env: { ...env }, silent: true, ignoreReturnCode: true, delay: drainTimeoutMs };
    let problem = 'unknown';
    try {
        await supervisors.run(attach, () => exec(quotePath(command.file), [...command.args], settings));
    }
    catch (error) {
        // After a start, the supervisor knows more from the `error` event.
        if (error instanceof Error)
            problem = error.message;
    }
    return finish(problem);
}
function createSupervisor(timeout, { onLines, signal }) {
    let child;
    let result;
    let stopResult;
    let endLines = () => { };
    const timers = [];
    const stop = (why, name) => {
        stopResult ?? (stopResult = why);
        killGroup(child, name);
        timers.push(setTimeout(() => killGroup(child, 'SIGKILL'), killDelayMs));
    };
    const cancel = () => stop({ kind: 'cancel' }, signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT');
    signal.addEventListener('abort', cancel, { once: true });
    return {
        attach(started) {
            hookSpawn(started);
            started.once('error', (error) => {
                if (child === undefined)
                    result = { kind: 'not-started', reason: error.code ?? error.name };
            });
            started.once('spawn', () => {
                child = started;
                // No program may wait for an answer that never comes.
                child.stdin?.destroy();
                endLines = readLines(child, onLines);
                timers.push(setTimeout(() => stop({ kind: 'timeout' }, 'SIGTERM'), timeout));
                if (signal.aborted)
                    cancel();
            });
            started.once('exit', (code, name) => {
                result = code === null ? { kind: 'signal', signal: `${name}` } : { kind: 'exit', code };
                // Grandchildren must not outlive the program.
                killGroup(started, 'SIGKILL');
            });
        },
        finish(problem) {
            timers.forEach(clearTimeout);
            signal.removeEventListener('abort', cancel);
            endLines();
            child?.stdout?.destroy();
            child?.stderr?.destroy();
            return stopResult ?? result ?? { kind: 'not-started', reason: problem };
        },
    };
}
/**
 * The error code for a program that cannot start, checked first because `exec` names no code, prints an unexpected one
 * to the log, and turns a NUL in an argument into an unhandled rejection.
 */
async function findStartError({ file, args, cwd, env }) {
    const texts = [file, cwd, ...args, ...Object.entries(env).flat()];
    if (texts.some((text) => text.includes('\0')))
        return 'EINVAL';
    try {
        await (0,promises_namespaceObject.access)(file, promises_namespaceObject.constants.X_OK);
        await (0,promises_namespaceObject.access)(cwd, promises_namespaceObject.constants.X_OK);
        return undefined;
    }
    catch (error) {
        return (0,errors/* getErrorCode */.E2)(error) ?? 'unknown';
    }
}
/**
 * A path as `exec` wants it, which takes a command line: quotes around everything but backslashes, which it reads
 * literally outside quotes only, and a space at the end, without which it would trim the path.
 */
function quotePath(path) {
    const quoted = path.replace(/"|[^\\"]+/g, (part) => (part === '"' ? '"\\""' : `"${part}"`));
    return `${quoted} `;
}

;// CONCATENATED MODULE: ./build/src/ntcli/windows-access.js



/** Owner, SYSTEM and Administrators, by the numbers that they have in every language of Windows. */
const allowed = ['*S-1-3-4', '*S-1-5-18', '*S-1-5-32-544'];
/** Milliseconds for the command, which takes some 50. */
const timeout = 10000;
/**
 * The command that gives a directory and everything that is created in it later to its owner, SYSTEM and Administrators
 * alone. https://learn.microsoft.com/windows-server/administration/windows-commands/icacls
 *
 * @param systemRoot `%SystemRoot%`
 */
function restrictCommand(directory, systemRoot) {
    return {
        file: external_node_path_.win32.join(systemRoot, 'System32', 'icacls.exe'),
        args: [directory, '/inheritance:r', ...allowed.flatMap((sid) => ['/grant:r', `${sid}:(OI)(CI)F`]), '/q'],
    };
}
/**
 * Closes a directory to other users of a Windows machine, where the modes of Node.js mean nothing.
 *
 * @returns false if that failed
 */
async function restrictToOwner(directory, job, options) {
    const command = restrictCommand(directory, job.SystemRoot ?? 'C:\\Windows');
    const result = await runCommand({ ...command, cwd: directory, env: (0,lib_env/* childEnvironment */.Qc)(job), timeout }, { ...options, onLines: options.debug });
    return isSuccess(result);
}

;// CONCATENATED MODULE: ./build/src/api/deploy.js



/** Sends a deploy, once. */
async function postDeploy(api, workspaceId, body) {
    return parseApiOutcome(await api.post(`/v1/workspaces/${workspaceId}/servers`, body));
}
/** Statuses that mean that nothing was deployed. */
const refusalStatuses = {
    400: 'deploy-refused',
    404: 'workspace-not-found',
    409: 'server-conflict',
    422: 'deploy-refused',
    429: 'deploy-refused',
};
/** A gateway that got no response from the platform: the deploy may go on (RFC 9110, 15.6.3 and 15.6.5). */
const gatewayStatuses = [502, 504];
/**
 * What the response to a deploy means. A success must name the server, as ntcli requires too; a proxy's page does not.
 * The open control plane reports refusals of Kubernetes and of its own validation as 500 with a reason (measured).
 */
function parseApiOutcome({ status, message, reason, body }) {
    if (status === undefined)
        return { kind: 'unclear', message };
    const refusal = tokenRefusalCode(status, body) ?? refusalStatuses[status];
    const code = isForeignStatus(status, body) ? 'api-unexpected' : refusal;
    if (code !== undefined)
        return { kind: 'refused', code, message };
    if (status >= 500 && reason !== '' && !gatewayStatuses.includes(status))
        return { kind: 'server-error', message, reason, isRefusal: isRefusalReason(body) };
    const isAccepted = isOkStatus(status) && (0,api_json/* textField */.M8)(body, 'server_id') !== undefined;
    return isAccepted ? { kind: 'deployed', message } : { kind: 'unclear', message };
}
/**
 * True for a 500 of the open control plane in whose reason Kubernetes, or its own validation, refuses the deploy before
 * anything is stored (recorded).
 */
function isRefusalReason(body) {
    return /^Deployment error: (\(422\)\s|\d+ validation errors? for )/.test((0,api_json/* textField */.M8)(body, 'detail') ?? '');
}
/**
 * True for the reason of a platform that cannot update a server in place. nimbletools-core 0add62c replaces the object
 * without its resourceVersion, which Kubernetes refuses (measured).
 */
function isUpdateUnsupported(reason) {
    return /resourceVersion\b.*must be specified for an update/.test(reason);
}

;// CONCATENATED MODULE: ./build/src/api/quantity.js
/** Bytes of each suffix of a Kubernetes memory quantity. */
const suffixes = {
    '': 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
};
/**
 * A CPU quantity in the form that the control plane accepts: whole cores or millicores (`^[0-9]+m?$`,
 * nimbletools-core, mcp_server_models.py).
 *
 * @param cpu a Kubernetes quantity, such as `0.5` or `500m`
 */
function toPlatformCpu(cpu) {
    const millicores = parseCpu(cpu);
    return millicores % 1000 === 0 ? `${millicores / 1000}` : `${millicores}m`;
}
/**
 * A memory quantity in the form that the control plane accepts: whole Mi or Gi (`^[0-9]+(Mi|Gi)$`). Rounded up, because
 * a limit must not become smaller.
 *
 * @param memory a Kubernetes quantity, such as `512M` or `1Gi`
 */
function toPlatformMemory(memory) {
    const mebibytes = Math.ceil(parseMemory(memory) / 2 ** 20);
    return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}
/** Millicores, rounded up; NaN for anything else. */
function parseCpu(cpu) {
    const [, number, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(cpu) ?? [];
    // 0.1 + 0.2 must not become 301 millicores.
    return Math.ceil(Number((Number(number) * (milli ? 1 : 1000)).toFixed(6)));
}
/** Bytes; NaN for anything else. */
function parseMemory(memory) {
    const [, number, suffix = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(memory) ?? [];
    return Number(number) * (suffixes[suffix] ?? Number.NaN);
}

// EXTERNAL MODULE: ./build/src/api/server-shape.js
var server_shape = __nccwpck_require__(2879);
;// CONCATENATED MODULE: ./build/src/api/deploy-body.js



/** The key under which ntcli writes limits and replicas (measured with 0.4.4). No open control plane reads it. */
const NTCLI_META_KEY = 'ai.nimblebrain.mcp/v1';
/** Requests that the control plane adds to an entry without any (nimbletools-core, mcp_server_models.py). */
const defaultRequests = { cpu: '50m', memory: '128Mi' };
/**
 * The body of a deploy: what ntcli 0.4.4 sends (measured), and every setting also in the place from which the open
 * control plane reads it (measured with nimbletools-core 0add62c).
 *
 * @param id the server as the user named it
 * @param currentReplicas replicas of the deployed server; without them, a deploy would undo a manual scale
 */
function buildDeployBody(id, { spec }, settings, currentReplicas) {
    const env = Object.fromEntries(settings.env);
    const hasEnv = settings.env.size > 0;
    const meta = (0,api_json/* recordField */.Qb)(spec, '_meta');
    const scaling = buildScaling(settings);
    // An entry without a runtime has other limits than one with an empty runtime, so none is added without need.
    const hasRuntime = (0,api_json/* isRecord */.u4)(meta[server_shape/* RUNTIME_META_KEY */.R]) || settings.cpu || settings.memory;
    const runtimes = [...(hasRuntime ? [server_shape/* RUNTIME_META_KEY */.R] : []), NTCLI_META_KEY].map((key) => [
        key,
        buildRuntimeMeta((0,api_json/* recordField */.Qb)(meta, key), settings),
    ]);
    const server = {
        ...spec,
        ...(hasEnv && { transport: { ...(0,api_json/* recordField */.Qb)(spec, 'transport'), env: { ...getEnv(spec), ...env } } }),
        ...(hasEnv && Array.isArray(spec.packages) && { packages: setVariables(spec.packages, settings.env) }),
        _meta: { ...meta, ...Object.fromEntries(runtimes) },
    };
    const replicas = desiredReplicas(settings, currentReplicas);
    return {
        server,
        name: id,
        ...(hasEnv && { environment: { ...getEnv(spec), ...env } }),
        ...(replicas !== undefined && { replicas }),
        ...(Object.keys(scaling).length > 0 && { scaling }),
    };
}
/**
 * The replicas to ask for; undefined for the platform's default of 1. The open control plane starts exactly so many:
 * nothing there scales between the limits, or starts a server again that has 0.
 *
 * @param current the replicas of the deployed server, within which the limits leave it
 */
function desiredReplicas({ minReplicas, maxReplicas }, current) {
    if (minReplicas === undefined && maxReplicas === undefined)
        return (current ?? 1) <= 1 ? undefined : current;
    const atLeast = Math.max(current ?? 1, minReplicas ?? 1, 1);
    return Math.min(atLeast, maxReplicas ?? atLeast);
}
/** The environment that a registry entry brings along. */
function getEnv(spec) {
    return (0,api_json/* recordField */.Qb)((0,api_json/* recordField */.Qb)(spec, 'transport'), 'env');
}
/** A variable that a package declares wins over `environment` with its default, unless it has a value there (measured). */
function setVariables(packages, env) {
    return packages.map((entry) => {
        if (!(0,api_json/* isRecord */.u4)(entry) || !Array.isArray(entry.environmentVariables))
            return entry;
        const environmentVariables = entry.environmentVariables.map((variable) => {
            const value = (0,api_json/* isRecord */.u4)(variable) ? env.get(`${variable.name}`) : undefined;
            if (!(0,api_json/* isRecord */.u4)(variable) || value === undefined)
                return variable;
            // The operator takes an empty value for none, and uses the default (read in its source).
            return { ...variable, value, ...(value === '' && { default: '' }) };
        });
        return { ...entry, environmentVariables };
    });
}
function buildRuntimeMeta(runtime, settings) {
    const { cpu, memory } = settings;
    const resources = (0,api_json/* recordField */.Qb)(runtime, 'resources');
    const limits = {
        ...(0,api_json/* recordField */.Qb)(resources, 'limits'),
        ...(cpu && { cpu: toPlatformCpu(cpu) }),
        ...(memory && { memory: toPlatformMemory(memory) }),
    };
    const scaling = { ...(0,api_json/* recordField */.Qb)(runtime, 'scaling'), ...buildScaling(settings) };
    return {
        ...runtime,
        ...(Object.keys(limits).length > 0 && {
            resources: { ...resources, limits, ...buildRequests(resources, settings) },
        }),
        ...(Object.keys(scaling).length > 0 && { scaling }),
    };
}
/** Kubernetes refuses a request above its limit, so a request is lowered to the limit. */
function buildRequests(resources, { cpu, memory }) {
    const given = (0,api_json/* recordField */.Qb)(resources, 'requests');
    const requests = { ...defaultRequests, ...given };
    const lowered = {
        ...(cpu && parseCpu(`${requests.cpu}`) > parseCpu(cpu) && { cpu: toPlatformCpu(cpu) }),
        ...(memory &&
            parseMemory(`${requests.memory}`) > parseMemory(memory) && { memory: toPlatformMemory(memory) }),
    };
    return Object.keys(lowered).length > 0 ? { requests: { ...given, ...lowered } } : {};
}
function buildScaling({ minReplicas, maxReplicas }) {
    return {
        ...(minReplicas === undefined ? {} : { minReplicas }),
        ...(maxReplicas === undefined ? {} : { maxReplicas }),
    };
}

// EXTERNAL MODULE: ./build/src/ntcli/compat.js + 3 modules
var compat = __nccwpck_require__(9684);
;// CONCATENATED MODULE: ./build/src/ntcli/guard.js


/**
 * Writes the script that Node.js runs before ntcli (`--require`), mode 0600, to the directory of the run.
 *
 * - Node.js searches for a missing package in the `node_modules` of every parent directory, in which another user may put
 *   one at any time. The script rejects modules outside the installed tree as if they did not exist.
 * - A later step may use the ntcli of an earlier session after NTCLI_TOKEN has changed. The script ends such a process
 *   before it sends the token to the platform of the session.
 * - It updates the time of the directory, at its start and every hour: a directory in use is not abandoned.
 */
async function writeGuard(file, guard) {
    await (0,promises_namespaceObject.writeFile)(file, guardScript(guard), { mode: 0o600 });
}
/** The source of the script, in CommonJS for Node.js 20 and newer. */
function guardScript({ root, token }) {
    const boundary = root === undefined ? '' : boundaryScript(root);
    const binding = token === undefined ? '' : bindingScript(token);
    return `'use strict';\n${heartbeatScript}${binding}${boundary}`;
}
const heartbeatScript = `const { utimesSync } = require('node:fs');
const touch = () => {
  try {
    utimesSync(__dirname, new Date(), new Date());
  } catch {}
};
touch();
setInterval(touch, 3_600_000).unref();
`;
/** The token itself is not written to the disk. */
function bindingScript(token) {
    const digest = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(token).digest('hex');
    return `const token = (process.env.NTCLI_TOKEN ?? '').trim();
if (token !== '' && require('node:crypto').createHash('sha256').update(token).digest('hex') !== '${digest}') {
  console.error('Error: this ntcli is signed in with another token than NTCLI_TOKEN. Use the ntcli of the step that exported that token.');
  process.exit(3);
}
`;
}
/**
 * Node.js 22.15, 23.5 and newer have synchronous hooks for `import` and `require`; older versions have hooks for `import`
 * in a thread, and none for `require`. https://nodejs.org/api/module.html#customization-hooks
 */
function boundaryScript(root) {
    const check = `const { fileURLToPath } = require('node:url');
const { isAbsolute, sep } = require('node:path');
const fold = (path) => (sep === '\\\\' ? path.toLowerCase() : path);
const inside = fold(${JSON.stringify(root)} + sep);
const check = (specifier, place, code) => {
  const path = place.startsWith('file:') ? fileURLToPath(place) : place;
  if (!isAbsolute(path) || fold(path).startsWith(inside)) return;
  throw Object.assign(new Error("Cannot find module '" + specifier + "' in the installed ntcli"), { code });
};
`;
    const hooks = `import { createRequire } from 'node:module';
const require = createRequire(${JSON.stringify(root)} + '/x');
${check}export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  check(specifier, found.url, 'ERR_MODULE_NOT_FOUND');
  return found;
}
`;
    return `const Module = require('node:module');
${check}if (Module.registerHooks) {
  Module.registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      check(specifier, found.url, context.conditions.includes('require') ? 'MODULE_NOT_FOUND' : 'ERR_MODULE_NOT_FOUND');
      return found;
    },
  });
} else {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (specifier, ...rest) {
    const found = resolve.call(this, specifier, ...rest);
    check(specifier, found, 'MODULE_NOT_FOUND');
    return found;
  };
  Module.register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
}
`;
}

;// CONCATENATED MODULE: ./build/src/ntcli/cli.js







/** Number of lines that are kept for parsing. */
const MAX_KEPT_LINES = 200;
/** npm installs without symlinks for commands, so there are none. Not resolving them saves 25 ms of each start. */
const withoutLinks = ['--preserve-symlinks', '--preserve-symlinks-main'];
/** Time limit in milliseconds of a command that only changes ntcli's configuration. */
const shortTimeout = 60000;
/**
 * Runs one ntcli command in the private session. The token is passed in the environment or a file, never as an argument.
 *
 * @param timeout milliseconds
 * @param nodeOptions for the Node.js that runs ntcli; without effect on a program of its own
 */
async function runNtcli(who, args, timeout, options, nodeOptions = []) {
    const lines = [];
    const exit = await runCommand({
        ...startCommand(who, nodeOptions, args),
        cwd: who.session.work,
        env: {
            ...(0,lib_env/* childEnvironment */.Qc)(who.job),
            ...(0,lib_env/* homeEnvironment */.PC)(who.session.home),
            ...(0,lib_env/* tempEnvironment */.kj)(who.session.temp),
            ...who.contract.environment(who.token),
            ...(0,lib_env/* ntcliProxyEnvironment */.mN)(who.job),
            ...who.ntcli.shim,
            CI: 'true',
            NO_COLOR: '1',
        },
        timeout,
    }, {
        ...options,
        onLines(text) {
            lines.push(...text.split('\n').slice(-MAX_KEPT_LINES));
            lines.splice(0, lines.length - MAX_KEPT_LINES);
            options.onLines(text);
        },
    });
    return { exit, lines: lines.map(sanitize/* stripControlChars */.BF) };
}
/** The program that runs ntcli: Node.js with its JavaScript file, or the program that was found on PATH. */
function startCommand({ ntcli, node, session }, nodeOptions, args) {
    if (ntcli.shim)
        return { file: ntcli.entry, args };
    const links = ntcli.source === 'preinstalled' ? [] : withoutLinks;
    return { file: node, args: [...nodeOptions, '--require', session.guard, ...links, ntcli.entry, ...args] };
}
/**
 * Signs ntcli in to the workspace by the contract of its version, or by the fallback if it does not know the first command.
 * Its output is shown only when all fails. Neither `auth login` nor `auth status` is run: the first does not exist, the
 * second prints a part of the token.
 *
 * @throws DeployError ntcli-sign-in-failed
 */
async function signIn(who, to, options) {
    const by = async (contract) => {
        options.debug(`ntcli ${who.ntcli.version} is signed in by contract ${contract.name}`);
        await writeConfiguration(who.session, contract.configuration(to));
        const { NTCLI_TOKEN: token } = contract.environment(to.token);
        const { root } = who.ntcli;
        await writeGuard(who.session.guard, { ...(root && { root }), ...(token && { token }) });
        return { ...who, contract, token: to.token };
    };
    const signedIn = await by((0,compat/* selectContract */.Xi)(who.ntcli.version));
    const commands = signedIn.contract.selectWorkspace(to.workspace.name);
    const failures = [];
    for (const command of commands) {
        const output = await runNtcliSilently(signedIn, command, options);
        if (isSuccess(output.exit))
            return signedIn;
        failures.push(output);
    }
    const [first] = failures;
    if (first === undefined)
        return signedIn;
    if ((0,compat/* isUnsupportedCommand */.Bq)(first.lines))
        return by(compat/* fallbackContract */.rD);
    options.onLines(first.lines.join('\n'));
    throw (0,errors/* createError */.$5)('ntcli-sign-in-failed', `ntcli ${who.ntcli.version} failed at \`workspace select\`.`);
}
/**
 * Enables the automatic refresh of the token.
 *
 * @returns false if this ntcli does not support it
 */
async function enableAutoRefresh(who, options) {
    const { autoRefresh } = who.contract;
    if (autoRefresh === undefined)
        return false;
    const { exit } = await runNtcliSilently(who, autoRefresh, options);
    return isSuccess(exit);
}
/** Runs a command that only changes ntcli's configuration. Its output is returned, not shown. */
function runNtcliSilently(who, args, options) {
    return runNtcli(who, args, shortTimeout, { ...options, onLines: () => { } });
}

;// CONCATENATED MODULE: ./build/src/ntcli/deploy.js



/**
 * The arguments of `ntcli server deploy`, in the form `--option=value`: 0.4.4 interprets `--version 1.2.0` as two arguments as
 * a request for its own version, prints it, deploys nothing and exits 0 (measured).
 */
function deployArguments(command) {
    const { registryId, workspaceId, version, env, cpu, memory, minReplicas, maxReplicas } = command;
    const options = [
        ['--workspace', workspaceId],
        ['--version', version],
        ...[...env].map(([key, value]) => ['--env', `${key}=${value}`]),
        ['--cpu', cpu],
        ['--memory', memory],
        ['--min-replicas', minReplicas],
        ['--max-replicas', maxReplicas],
    ];
    const given = options.filter(([, value]) => value !== undefined);
    return ['server', 'deploy', registryId, ...given.map(([name, value]) => `${name}=${value}`)];
}
/**
 * Interprets the result of `ntcli server deploy`. The exit code alone is not enough: 0.4.x exits with 0 without a deploy in
 * some cases, and describes every error in prose. Output that is not recognized never counts as success.
 *
 * @param command what was requested; the registry may ignore the version and return the newest
 */
function parseNtcliOutcome({ exit, lines }, contract, { registryId, version }) {
    if (exit.kind === 'not-started') {
        return {
            kind: 'refused',
            code: 'ntcli-unexpected',
            message: `ntcli could not be started (${exit.reason}).`,
        };
    }
    if (exit.kind === 'timeout')
        return { kind: 'unclear', message: 'ntcli did not finish in time.' };
    if (exit.kind !== 'exit')
        return { kind: 'unclear', message: 'ntcli was stopped before it finished.' };
    if (exit.code === 0) {
        const deployed = lines.flatMap((line) => /^\s*Version:\s*(\S+)$/.exec(line)?.[1] ?? [])[0];
        if (deployed && version && version !== 'latest' && deployed !== version) {
            return { kind: 'other-version', version: deployed };
        }
        if (lines.some((line) => /deployment successful|server deployed/i.test(line))) {
            return { kind: 'deployed', message: 'ntcli reported success.' };
        }
        return { kind: 'unclear', message: 'ntcli exited with 0, but did not report a deploy.' };
    }
    const meant = lines.flatMap((line) => lineVariants(line.trim(), registryId));
    const reason = lines.map((line) => errorDetail(line, (text) => text)).find(Boolean);
    const message = `ntcli exited with ${exit.code}${reason ? `: ${reason}` : ''}.`;
    if (meant.some((line) => contract.lostResponse.test(line))) {
        return { kind: 'unclear', message: `ntcli got no usable response to the deploy (exit ${exit.code}).` };
    }
    if (meant.some((line) => contract.serverError.test(line))) {
        return { kind: 'server-error', message: 'ntcli got a server error (500 or more).', reason: '' };
    }
    const refusal = contract.refusals.find(([pattern]) => meant.some((line) => pattern.test(line)));
    if (refusal)
        return { kind: 'refused', code: refusal[1], message };
    return contract.unknownFailure === 'refused'
        ? { kind: 'refused', code: 'deploy-refused', message }
        : { kind: 'unclear', message };
}
/**
 * What a response of 500 or more means that ntcli got: the same as if the API had been called directly.
 *
 * @param redact hides secrets
 */
function parseFailedResponse({ status, text }, redact) {
    const reason = errorDetail(text, redact);
    const body = (0,api_json/* parseJson */.qF)(text);
    return parseApiOutcome({
        status,
        message: `ntcli got ${status} for the deploy${reason && `: ${reason}`}.`,
        reason,
        ...(body === undefined ? {} : { body }),
    });
}
/**
 * A line unchanged, and with a placeholder for the id of the server, which may itself be a word of ntcli's messages. In the
 * platform's JSON only the second counts.
 */
function lineVariants(line, id) {
    const without = line.replaceAll(`'${id}'`, 'ID').replaceAll(id, 'ID');
    return line.startsWith('{') ? [without] : [line, without];
}
/**
 * True if ntcli did not start the deploy, because it has no option for the workspace: commander then prints this error first,
 * and ntcli fails. The same text on a later line may come from the platform.
 */
function isWorkspaceOptionUnknown({ exit, lines }) {
    const isFailure = exit.kind === 'exit' && exit.code !== 0;
    return (isFailure && /^error: unknown option '?--workspace\b/.test(lines.find((line) => line.trim() !== '') ?? ''));
}

;// CONCATENATED MODULE: ./build/src/ntcli/response-hook.js




/** Characters of a response that are recorded at most. */
const MAX_TEXT = 65536;
/**
 * Prepares a file that Node.js loads before ntcli. ntcli 0.4 prints "Server error" for every response of 500 or more (read
 * in its source): a refusal and a gateway that lost the response look the same, and only the first means that nothing
 * was deployed. The file writes the response to the private session, and changes nothing else.
 */
async function createResponseHook({ work }) {
    const name = (0,external_node_crypto_namespaceObject.randomUUID)();
    // Not in the directory for temporary files: ntcli may list or remove those.
    const [hook, recorded] = [(0,external_node_path_.join)(work, '..', `${name}.cjs`), (0,external_node_path_.join)(work, '..', `${name}.json`)];
    await (0,promises_namespaceObject.writeFile)(hook, hookSource(recorded), { mode: 0o600 });
    return {
        nodeOptions: ['--require', hook],
        async read() {
            const json = (0,api_json/* parseJson */.qF)(await (0,promises_namespaceObject.readFile)(recorded, 'utf8').catch(() => ''));
            const status = (0,api_json/* numberField */.sJ)(json, 'status');
            if (!(0,api_json/* isRecord */.u4)(json) || status === undefined)
                return undefined;
            return { status, text: (0,api_json/* textField */.M8)(json, 'text') ?? '' };
        },
    };
}
function hookSource(file) {
    return `'use strict';
const { writeFileSync } = require('node:fs');
const send = globalThis.fetch;
globalThis.fetch = async (resource, init) => {
  const response = await send(resource, init);
  if (response.status < 500 || String(init?.method).toUpperCase() !== 'POST') return response;
  const text = await response.text().catch(() => '');
  try {
    writeFileSync(${JSON.stringify(file)}, JSON.stringify({ status: response.status, text: text.slice(0, ${MAX_TEXT}) }), { mode: 0o600 });
  } catch {}
  const { status, statusText, headers } = response;
  return new Response(text, { status, statusText, headers });
};
`;
}

;// CONCATENATED MODULE: ./build/src/deploy/time-limit.js

/** Milliseconds after the deadline in which the state on the platform is still read. */
const POST_DEADLINE_GRACE_MS = 4000;
/** Runs an action until a deadline, and after it only as long as the state on the platform is read. */
function withDeadline(signal, deadline, action) {
    return (0,abort/* withTimeLimit */.Bv)(signal, deadline + POST_DEADLINE_GRACE_MS - performance.now(), (limited) => action({ deadline, signal: limited }));
}
/** Why no change may be sent anymore, in a sentence; undefined while there is time. */
function describeEnd({ deadline, signal }) {
    if (signal.aborted && signal.reason !== abort/* TIMED_OUT */.VP)
        return 'The run was cancelled first.';
    return signal.aborted || performance.now() >= deadline ? 'The time limit ended first.' : undefined;
}

;// CONCATENATED MODULE: ./build/src/deploy/deployers.js








/**
 * Deploys with one request, which carries the registry entry and the settings.
 *
 * @param reason why the API sends the deploys
 */
function createApiDeployer({ apiFor, inputs }, workspace, reason) {
    return {
        name: 'api',
        reason,
        async send({ server, entry, before }, limit) {
            if (entry === undefined)
                return { kind: 'refused', code: 'server-not-found', message: 'It has no registry entry.' };
            const replicas = (0,api_json/* numberField */.sJ)(before?.spec, 'replicas');
            const body = buildDeployBody(server.registryId, entry, inputs.settings, replicas);
            return refuseAfterEnd(limit, (timeout) => (0,abort/* withTimeLimit */.Bv)(limit.signal, timeout, (limited) => postDeploy(apiFor(limited), workspace.id, body)));
        },
    };
}
/**
 * Deploys with `ntcli server deploy`, and parses its output.
 *
 * @param reason why ntcli sends the deploys
 */
function createNtcliDeployer({ ci, inputs, runtime }, workspace, ntcli, reason) {
    const options = { onLines: ci.childOutput, signal: runtime.signal, debug: ci.debug };
    return {
        name: 'ntcli',
        reason,
        ntcliVersion: ntcli.ntcli.version,
        async send({ server }, limit) {
            const plainCommand = { ...inputs.settings, ...server };
            const hook = await createResponseHook(ntcli.session);
            const call = (command) => refuseAfterEnd(limit, async (timeout) => {
                const output = await runNtcli(ntcli, deployArguments(command), timeout, options, hook.nodeOptions);
                // Nothing was sent, and `workspace select` has already selected the workspace.
                if (command.workspaceId !== undefined && isWorkspaceOptionUnknown(output))
                    return call(plainCommand);
                const outcome = parseNtcliOutcome(output, ntcli.contract, command);
                const failed = outcome.kind === 'server-error' || outcome.kind === 'unclear' ? await hook.read() : undefined;
                return failed ? parseFailedResponse(failed, ci.redact) : outcome;
            });
            return call({ ...plainCommand, workspaceId: workspace.id });
        },
    };
}
/**
 * Sends a deploy, unless its time is over: it would be cut short, and its outcome would be unknown.
 *
 * @param send gets the milliseconds that are left
 */
async function refuseAfterEnd(limit, send) {
    const end = describeEnd(limit);
    if (end !== undefined)
        return { kind: 'refused', code: 'deploy-not-sent', message: end };
    return send(Math.max(1, limit.deadline - performance.now()));
}

;// CONCATENATED MODULE: ./build/src/api/registry.js



/** Servers that an error suggests at most. */
const registry_MAX_CANDIDATES = 5;
/**
 * Finds a server in the server registry.
 *
 * @param registry reads from the registry's origin, without the token
 * @param id `namespace/name`, as the registry names it
 * @param version absent or `latest` for the newest
 * @throws DeployError server-not-found, with the version or the servers that there are; api-unexpected; or as
 *   {@link Api.read}
 */
async function findInRegistry(registry, id, version = 'latest') {
    const entry = await registry.read(entryPath(id, version));
    if (entry === undefined)
        throw await describeMissing(registry, id, version);
    if (!(0,api_json/* isRecord */.u4)(entry))
        throw (0,errors/* createError */.$5)('api-unexpected', `The registry returned an invalid entry for ${id}.`);
    const found = (0,api_json/* textField */.M8)(entry, 'version') ?? 'unknown';
    if (version !== 'latest' && found !== version)
        throw otherVersion(id, version, found);
    return { version: (0,sanitize/* quoteLine */.tQ)(found), spec: entry };
}
/** True if the registry has a server in a version. Rejects as {@link Api.read}. */
async function isInRegistry(registry, id, version) {
    return (await registry.read(entryPath(id, version))) !== undefined;
}
function entryPath(id, version) {
    return `/v0.1/servers/${encodeURIComponent(id)}/versions/${encodeURIComponent(version)}`;
}
/** Suggestions for a server that is not in the registry. Best effort: the search may be unavailable. */
async function describeMissing(registry, id, version) {
    const newest = version === 'latest' ? undefined : await registry.read(entryPath(id, 'latest')).catch(() => undefined);
    if (newest !== undefined)
        return otherVersion(id, version, (0,api_json/* textField */.M8)(newest, 'version') ?? 'unknown');
    const names = await search(registry, id.slice(id.lastIndexOf('/') + 1)).catch(() => []);
    const form = id.includes('/') ? '' : ' An id is `namespace/name`.';
    const hint = names.length > 0 ? ` Did you mean ${names.join(', ')}?` : '';
    return (0,errors/* createError */.$5)('server-not-found', `${id} is not in the registry.${form}${hint}`);
}
function otherVersion(id, version, found) {
    const message = `The registry has ${id} in version ${(0,sanitize/* quoteLine */.tQ)(found)}, not ${version}.`;
    return (0,errors/* createError */.$5)('server-not-found', message);
}
/** Names of servers that fit a word, those with exactly this name first. */
async function search(registry, word) {
    const found = await registry.read(`/v0.1/servers?search=${encodeURIComponent(word)}&limit=50`);
    const names = ((0,api_json/* listField */.FZ)(found, 'servers') ?? []).flatMap((entry) => (0,api_json/* textField */.M8)(entry, 'name') ?? []);
    const usable = names.filter((name) => /^[\w.-]+\/[\w.-]+$/.test(name));
    const isExact = (name) => name.endsWith(`/${word}`);
    return usable.sort((a, b) => Number(isExact(b)) - Number(isExact(a))).slice(0, registry_MAX_CANDIDATES);
}

;// CONCATENATED MODULE: ./build/src/deploy/entries.js



/** Looks up all servers of a run at once, while something else is done. What fails is reported when it is needed. */
function startEntryLookups(context) {
    const { inputs, runtime } = context;
    const findEntry = createEntryLookup(context);
    for (const server of inputs.servers)
        findEntry(server, runtime.signal).catch(() => { });
    return findEntry;
}
function createEntryLookup({ registryFor, runtime }) {
    const found = new Map();
    const find = (server) => {
        if (server.entry)
            return Promise.resolve(server.entry);
        const known = found.get(server);
        if (known)
            return known;
        const entry = findInRegistry(registryFor(runtime.signal), server.registryId, server.version);
        // A rejection is for those that await it.
        entry.catch(() => { });
        found.set(server, entry);
        return entry;
    };
    // The lookup is shared by all servers, so that the time limit of one ends only its own wait.
    return (server, signal) => (0,abort/* rejectOnAbort */.dX)(find(server), signal, () => (0,errors/* createError */.$5)('api-unreachable', `The registry did not return ${server.registryId} in time.`));
}

// EXTERNAL MODULE: ./build/src/api/replica-limits.js
var replica_limits = __nccwpck_require__(4339);
;// CONCATENATED MODULE: ./build/src/api/same-server.js


/**
 * Compares a deployed server with a registry entry of the same id on the platform: the last part of the registry id
 * (`io.exa/mcp`, `io.tavily/mcp`). The platform does not show the registry id, so titles and the origins of the packages
 * are compared. A common origin is enough. So is the same title, if the packages do not have two publishers: servers for one
 * product often have the same title and the same last part of the id. It is another server if origins and titles differ;
 * without a title, which is optional, only if the publishers differ too, because one may have moved the packages.
 *
 * @param deployed the stored settings that the platform shows
 */
function compareIdentity({ spec }, deployed) {
    const [ours, theirs] = [readOrigins(spec), readOrigins(deployed)];
    const title = (0,api_json/* textField */.M8)(deployed, 'title');
    const isTitleEqual = title !== undefined && title === (0,api_json/* textField */.M8)(spec, 'title');
    if (share(ours, theirs, ({ source }) => source))
        return { kind: 'same' };
    const isComparable = ours.length > 0 && theirs.length > 0;
    const mayShare = !isComparable || share(ours, theirs, ({ publisher }) => publisher);
    if (isTitleEqual)
        return { kind: mayShare ? 'same' : 'unknown' };
    if (!isComparable || (title === undefined && mayShare))
        return { kind: 'unknown' };
    const sources = [...new Set(theirs.map(({ source }) => source))].join(', ');
    return { kind: 'other', description: (0,sanitize/* quoteLine */.tQ)(title === undefined ? sources : `${title} (${sources})`) };
}
function share(some, others, select) {
    return some.some((one) => others.some((other) => select(one) === select(other)));
}
function readOrigins(spec) {
    return ((0,api_json/* listField */.FZ)(spec, 'packages') ?? []).flatMap((one) => {
        const identifier = (0,api_json/* textField */.M8)(one, 'identifier');
        return identifier === undefined ? [] : toOrigin(identifier, (0,api_json/* textField */.M8)(one, 'version') ?? '');
    });
}
function toOrigin(identifier, version) {
    const [, host, path = ''] = /^(https?:\/+[^/]+)\/+([^?#]*)/.exec(identifier) ?? [];
    const image = identifier.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
    const source = (host === undefined ? image : `${host}/${cutPath(path, version)}`).toLowerCase();
    const [owner, name] = source.split('/').slice(-2);
    // Projects of GitLab have numbers instead of owners there.
    return { source, publisher: name === undefined || owner === 'projects' ? source : (owner ?? source) };
}
/** The first two parts of a path. A version in them differs in every release; a number alone may be part of a name. */
function cutPath(path, version) {
    const withoutVersion = /\d\.\d/.test(version) ? path.replaceAll(version, '*') : path;
    // The package registry of GitLab has the same first parts for all projects.
    const [cut = ''] = /^(?:api\/v4\/projects\/[^/]+|[^/]+\/[^/]+|.*)/.exec(withoutVersion) ?? [];
    return cut;
}

// EXTERNAL MODULE: ./build/src/api/server-spec.js + 1 modules
var server_spec = __nccwpck_require__(8871);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/src/api/servers.js




/**
 * The state of a server; undefined if the workspace has no such server.
 *
 * @param deadline moment of `performance.now()` until which transient faults are retried
 * @throws DeployError as {@link Api.read}
 */
async function readServer(api, workspaceId, serverId, deadline) {
    const body = await api.read(serverPath(workspaceId, serverId), deadline);
    return body === undefined ? undefined : parseServer(body);
}
function parseServer(body) {
    const { status, spec } = (0,api_json/* isRecord */.u4)(body) ? body : {};
    const replicas = (0,api_json/* numberField */.sJ)(status, 'replicas');
    // The open control plane uses snake case, the types of ntcli camel case (both read in their source).
    const ready = (0,api_json/* numberField */.sJ)(status, 'readyReplicas') ?? (0,api_json/* numberField */.sJ)(status, 'ready_replicas');
    const created = (0,api_json/* textField */.M8)(body, 'created');
    const phase = typeof status === 'string' ? status : (0,api_json/* textField */.M8)(status, 'phase');
    return {
        phase: (0,sanitize/* quoteLine */.tQ)(phase || 'Unknown'),
        ...(replicas === undefined ? {} : { replicas }),
        ...(ready === undefined ? {} : { readyReplicas: ready }),
        ...(created === undefined ? {} : { created }),
        ...((0,api_json/* isRecord */.u4)(spec) ? { spec } : {}),
    };
}
/**
 * True if two states show the same server with the same stored settings, or both no server. False in editions that do not
 * show the settings: they show the same of every version.
 */
function isSameServer(one, other) {
    if (one === undefined || other === undefined)
        return one === other;
    return one.created === other.created && one.spec !== undefined && (0,external_node_util_.isDeepStrictEqual)(one.spec, other.spec);
}
/**
 * The newest lines of a server's log, oldest first.
 *
 * @param limit number of lines, 1 to 1000
 * @throws DeployError as {@link Api.read}
 */
async function readServerLog(api, workspaceId, serverId, limit) {
    const entries = (0,api_json/* listField */.FZ)(await api.read(`${serverPath(workspaceId, serverId)}/logs?limit=${limit}`), 'logs') ?? [];
    return entries
        .slice(0, limit)
        .reverse()
        .flatMap((entry) => {
        const text = ['timestamp', 'level', 'message']
            .flatMap((name) => (0,api_json/* textField */.M8)(entry, name) ?? [])
            .join(' ');
        return text.split(/[\r\n]+/).map(sanitize/* cutLine */.Hh);
    })
        .slice(-limit);
}
/** Log entries that are read for the names of pods: enough for the newest pods of a server that logs much. */
const POD_ENTRIES = 100;
/**
 * The pods that wrote the newest log entries of a server.
 *
 * @throws DeployError as {@link Api.read}
 */
async function readPods(api, workspaceId, serverId) {
    const path = `${serverPath(workspaceId, serverId)}/logs?limit=${POD_ENTRIES}`;
    const entries = (0,api_json/* listField */.FZ)(await api.read(path), 'logs') ?? [];
    const names = entries.flatMap((entry) => (0,api_json/* textField */.M8)(entry, 'pod_name') ?? []);
    return [...new Set(names.map((name) => (0,sanitize/* quoteLine */.tQ)(name)))];
}
/** Removes a server. Sent once; the platform accepts it and removes the server later. */
async function removeServer(api, workspaceId, serverId) {
    return parseRemoval(await api.delete(serverPath(workspaceId, serverId)));
}
/** Starts new processes of a server, which get the secrets as they are now. Sent once. */
async function restartServer(api, workspaceId, serverId) {
    return parseRestart(await api.post(`${serverPath(workspaceId, serverId)}/restart`, {}));
}
function serverPath(workspaceId, serverId) {
    return `/v1/workspaces/${workspaceId}/servers/${encodeURIComponent(serverId)}`;
}

;// CONCATENATED MODULE: ./build/src/deploy/removal.js





/** Milliseconds between two reads of what is being removed, before jitter. */
const pollDelays = [250, 500, 1000];
/** Removes a server, and waits until the platform no longer has it. */
function removeServerAndWait(api, { id }, serverId, limit) {
    return removeAndWait(() => removeServer(api, id, serverId), async () => (await readServer(api, id, serverId, limit.deadline)) !== undefined, limit);
}
/** Removes a workspace with everything in it, and waits until the platform no longer has it. */
function removeWorkspaceAndWait(api, { id }, limit) {
    return removeAndWait(() => removeWorkspace(api, id), () => workspaceExists(api, id, limit.deadline), limit);
}
/**
 * A removal is sent once. The platform accepts it and carries it out later, and what it shows decides: a lost response
 * may have removed everything, and an accepted removal may have removed nothing yet.
 */
async function removeAndWait(send, isThere, limit) {
    const end = describeEnd(limit);
    if (end !== undefined)
        return { kind: 'not-sent', error: { code: 'removal-not-sent', message: end } };
    const sent = await send();
    if (sent.kind === 'refused')
        return { kind: 'refused', error: sent };
    try {
        const isLeft = await retry(isThere, {
            delays: pollDelays,
            repeatLastDelay: true,
            ...limit,
            shouldRetry: (found) => found,
        });
        if (!isLeft)
            return { kind: 'removed' };
    }
    catch (error) {
        const message = `${sent.message} ${(0,errors/* toErrorInfo */.K$)(error).message}`;
        return { kind: 'unknown', error: { code: 'removal-unknown', message } };
    }
    return { kind: 'unknown', error: { code: 'removal-unknown', message: sent.message } };
}
/** @param outcome undefined in a dry run */
function toRemovalResult(name, outcome) {
    if (outcome === undefined)
        return { name, status: 'dry-run' };
    if (outcome.kind === 'removed')
        return { name, status: 'removed' };
    const { code, message } = outcome.error;
    const status = outcome.kind === 'unknown' ? 'unknown' : 'failed';
    return { name, status, error: { code, message: `${name}: ${message}` } };
}

;// CONCATENATED MODULE: ./build/src/deploy/replace.js

/**
 * Removes a server for `replace: true`, and waits until the platform no longer has it: a deploy before that would be
 * an update again.
 *
 * @returns an error if the server is still there, or may be
 */
async function removeForReplace({ ci, apiFor, workspace }, serverId, limit) {
    ci.info(`Removing ${serverId}, because \`replace\` is true`);
    const outcome = await removeServerAndWait(apiFor(limit.signal), workspace, serverId, limit);
    ci.debug(`replace: ${JSON.stringify(outcome)}`);
    if (outcome.kind === 'removed') {
        ci.info(`\u2713 Removed ${serverId}`);
        return undefined;
    }
    const { code, message } = outcome.error;
    // Nothing was removed, so the deploy is what was refused.
    return outcome.kind === 'refused' && code === 'removal-refused'
        ? { code: 'deploy-refused', message: `It could not be removed: ${message}` }
        : { code, message };
}

;// CONCATENATED MODULE: ./build/src/api/settings-diff.js



/**
 * Compares the requested settings with those that the platform shows after a deploy.
 *
 * @param spec the `spec` of the deployed server
 * @returns a sentence for each setting that did not arrive, without the values of variables
 */
function findSettingDifferences(settings, spec) {
    const limits = (0,api_json/* getPath */.Yn)(spec, 'resources', 'limits');
    return [
        ...settings_diff_compare('cpu', settings.cpu, (0,api_json/* getPath */.Yn)(limits, 'cpu'), parseCpu),
        ...settings_diff_compare('memory', settings.memory, (0,api_json/* getPath */.Yn)(limits, 'memory'), parseMemory),
        ...settings_diff_compare('min-replicas', settings.minReplicas, (0,api_json/* getPath */.Yn)(spec, 'scaling', 'minReplicas'), Number),
        ...settings_diff_compare('max-replicas', settings.maxReplicas, (0,api_json/* getPath */.Yn)(spec, 'scaling', 'maxReplicas'), Number),
        ...compareEnv(settings.env, spec),
    ];
}
function settings_diff_compare(input, asked, shown, parse) {
    if (asked === undefined)
        return [];
    const isShown = typeof shown === 'string' || typeof shown === 'number';
    // A limit is rounded up to what the platform can store: a difference of less than 1 MiB or 1 millicore is none.
    if (isShown && Math.abs(parse(`${shown}`) - parse(`${asked}`)) < tolerance(input))
        return [];
    return [`\`${input}\` is ${isShown ? (0,sanitize/* quoteLine */.tQ)(`${shown}`) : 'not set'} instead of ${asked}`];
}
/**
 * Compares the packages that were deployed with those that the platform stored and shows, by what is certain: their
 * versions, and the SHA-256 of the bundle that the open control plane runs.
 *
 * @param entry what was deployed
 * @param spec the `spec` of the deployed server
 * @returns a phrase if the platform shows others; undefined if it shows one of them, or none
 */
function findPackageDifference(entry, spec) {
    const hash = (0,api_json/* textField */.M8)((0,api_json/* getPath */.Yn)(spec, 'environment'), 'BUNDLE_SHA256');
    return (describeOthers(listVersions(entry), listVersions(spec)) ??
        describeOthers(listPackageFields(entry, 'fileSha256'), hash ? [hash.toLowerCase()] : []));
}
function describeOthers(asked, shown) {
    const isStored = asked.length === 0 || shown.length === 0 || asked.some((one) => shown.includes(one));
    return isStored ? undefined : `the platform shows ${(0,sanitize/* quoteLine */.tQ)(shown.join(', '))}, not ${asked.join(', ')}`;
}
/**
 * Packages that the platform shows and that were not deployed, by their URL or name, which a platform with a mirror may
 * show in another form. If there are some, settings that did not change do not prove that the server is up to date.
 *
 * @param entry what was deployed
 * @param spec the `spec` of the deployed server
 */
function findOtherPackages(entry, spec) {
    const asked = listPackageFields(entry, 'identifier');
    if (asked.length === 0)
        return [];
    return listPackageFields(spec, 'identifier').filter((one) => !asked.includes(one));
}
/** The versions of the packages of a registry entry or a deployed server, each once. */
function listVersions(spec) {
    return listPackageFields(spec, 'version');
}
function listPackageFields(spec, field) {
    const values = ((0,api_json/* listField */.FZ)(spec, 'packages') ?? []).flatMap((one) => (0,api_json/* textField */.M8)(one, field) ?? []);
    return [...new Set(field === 'fileSha256' ? values.map((hash) => hash.toLowerCase()) : values)];
}
function tolerance(input) {
    return input === 'memory' ? 2 ** 20 : 1;
}
/** A variable arrives if its value is in the environment, and no package that declares it overrides it. */
function compareEnv(env, spec) {
    const environment = (0,api_json/* getPath */.Yn)(spec, 'environment');
    const packages = (0,api_json/* getPath */.Yn)(spec, 'packages');
    const declared = (Array.isArray(packages) ? packages : []).flatMap((entry) => {
        const variables = (0,api_json/* getPath */.Yn)(entry, 'environmentVariables');
        return Array.isArray(variables) ? variables : [];
    });
    return [...env].flatMap(([name, value]) => {
        const overrides = declared.filter((variable) => (0,api_json/* getPath */.Yn)(variable, 'name') === name);
        const isOverridden = overrides.some((variable) => (0,api_json/* getPath */.Yn)(variable, 'value') !== value);
        const shown = (0,api_json/* getPath */.Yn)(environment, name);
        if (shown === value && !isOverridden)
            return [];
        if (overrides.length > 0 && !isOverridden)
            return [];
        return [
            `the variable ${name} of \`env\` ${shown === undefined && overrides.length === 0 ? 'is not set' : 'has another value'}`,
        ];
    });
}

;// CONCATENATED MODULE: ./build/src/deploy/rollout.js


/** The replicas in the stored settings. Absent in editions that do not show them. */
function wantedReplicas(state) {
    return (0,api_json/* numberField */.sJ)(state?.spec, 'replicas');
}
/** Ready replicas; undefined if the platform gives no numbers for a server that runs. */
function readyReplicas(state) {
    // The control plane writes null for 0, and a phase other than Running means that none is ready (read in its source).
    return state?.phase === 'Running' ? state.readyReplicas : 0;
}
/**
 * True if a deploy changed nothing that a process sees: more or fewer replicas need no new process. False in editions
 * that do not show the settings.
 */
function isUnchanged(before, after) {
    return before.spec !== undefined && (0,external_node_util_.isDeepStrictEqual)(processSettings(before), processSettings(after));
}
/** True if a process that ran before a deploy is to be replaced, or if the platform does not show that it may stay. */
function needsNewProcess(before, after, { isRestarted, hasOtherPackage }) {
    return isRestarted === true || hasOtherPackage === true || !isUnchanged(before, after);
}
function processSettings(state) {
    const { replicas: _, scaling: __, ...settings } = state?.spec ?? {};
    return settings;
}
/**
 * The first sign that a new process was started since a deploy. The platform shows no generation and no count of
 * updated replicas, so only its side effects can be seen: a rolling update has one replica too many for a while
 * (Kubernetes starts the new pod before it removes the old one), and its pods belong to another ReplicaSet.
 *
 * @param observations since the deploy, oldest first
 * @returns the index of the observation, and what was seen in it; undefined if nothing was
 */
function findRolloutEvidence(before, observations) {
    // A surplus of replicas that stays is an autoscaler's work.
    const isOver = !hasSurplus(before, observations.at(-1)?.state);
    const found = observations.map((one) => evidenceInPods(before, one) ?? (isOver ? evidenceInCounts(before, one) : undefined));
    const index = found.findIndex((reason) => reason !== undefined);
    const reason = found[index];
    return reason === undefined ? undefined : { index, reason };
}
/** True if there are more replicas than in the settings, and than there were before. */
function hasSurplus(before, state) {
    return (state?.replicas ?? 0) > restingReplicas(before, state);
}
/**
 * The replicas of a server that is at rest. A change of their number alone starts and ends processes of the old version,
 * so the greater number counts. Infinity if it is unknown.
 */
function restingReplicas(before, state) {
    const known = [wantedReplicas(before?.state), wantedReplicas(state), before?.state.replicas];
    return Math.max(...known.map((count) => count ?? 0)) || Number.POSITIVE_INFINITY;
}
function evidenceInPods(before, { state, pods }) {
    if (state === undefined)
        return 'the server was gone for a while';
    if (state.created !== before.state.created)
        return 'the server was created again';
    const pod = findNewPod(before, pods ?? []);
    return pod && `${pod} is a new pod`;
}
function evidenceInCounts(before, { state }) {
    // `Unknown` is what the platform shows if it could not read the Deployment; its numbers say nothing.
    if (state === undefined || state.phase === 'Unknown')
        return undefined;
    if (hasSurplus(before, state))
        return `${state.replicas} replicas instead of ${restingReplicas(before, state)}`;
    const [wantedBefore, wanted] = [wantedReplicas(before.state), wantedReplicas(state)];
    const needed = wanted ?? 1;
    const wasReady = (readyReplicas(before.state) ?? needed) >= needed;
    const ready = readyReplicas(state) ?? needed;
    const isLess = wantedBefore === wanted && wasReady && ready < needed;
    return isLess ? `${ready} of ${needed} replicas ready` : undefined;
}
/** A pod that did not exist before. Without any pod before, every pod is new, unless one ran that wrote no log. */
function findNewPod(before, pods) {
    if (before.pods === undefined)
        return undefined;
    if (before.pods.length === 0 && readyReplicas(before.state) !== 0)
        return undefined;
    const known = before.pods.map(getReplicaSet);
    return pods.find((pod) => !known.includes(getReplicaSet(pod)));
}
/** The ReplicaSet of a pod, which Kubernetes names `<ReplicaSet>-<5 characters>`. A new template makes a new one. */
function getReplicaSet(pod) {
    return pod.replace(/-[a-z0-9]{5}$/, '');
}

;// CONCATENATED MODULE: ./build/src/deploy/health.js


/** Phases that this program knows; any other is treated as Pending, and reported once. */
const knownPhases = ['Running', 'Pending', 'Failed', 'Stopped', 'Unknown'];
/**
 * Milliseconds after a deploy in which the platform begins to replace the old process. Measured: 0.5 s, plus the lag of
 * the controller, which is several seconds under load.
 */
const SETTLE_MS = 15000;
/** Milliseconds after which the numbers of replicas show what the log shows already: a pod writes before it is counted. */
const CONFIRM_MS = 1000;
/** Milliseconds that a server without a readiness probe must run: a process that crashes at its start is ready, too. */
const UNPROBED_MS = 10000;
/**
 * Milliseconds that `Stopped` must last to be a state of rest. A new server passes it before its first pod (measured:
 * 0.2 s to several seconds); after a pod was seen, it has been scaled down; settings with replicas contradict it.
 */
const IDLE_MS = { afterPod: 5000, usual: 10000, contradicted: 15000 };
/**
 * Decides from the states of a server since its deploy. A state counts if it was observed twice in a row.
 *
 * @param observations since the deploy, oldest first
 */
function evaluateHealth(observations, expected) {
    const now = observations.at(-1);
    const verdicts = observations.map(({ state }) => classify(state, expected));
    const verdict = verdicts.at(-1) ?? 'other';
    if (now === undefined || verdict === 'other')
        return waiting(`it is ${formatState(now?.state)}`);
    if (verdicts.at(-2) !== verdict)
        return {
            ...waiting(`it is ${verdict} for the first time`),
            isUnconfirmed: true,
            isReady: verdict === 'ready',
        };
    const first = observations[verdicts.findLastIndex((other) => other !== verdict) + 1];
    const lasted = now.at - (first?.at ?? now.at);
    if (verdict === 'stopped')
        return evaluateStopped(observations, lasted);
    if (verdict === 'failed')
        return evaluateFailed(verdicts, lasted, expected);
    const health = evaluateReady(observations, now, lasted, expected);
    return { ...health, isReady: true };
}
function evaluateReady(observations, now, lasted, { before, since, ...needs }) {
    const isProbed = (0,api_json/* recordField */.Qb)(now.state?.spec, 'routing').healthCheck !== false;
    if (!isProbed && lasted < UNPROBED_MS)
        return waiting('it has no readiness probe, and must stay ready');
    // One replica too many is a rollout that is not over, unless it stays: then it is an autoscaler's.
    if (hasSurplus(before, now.state) && lasted < SETTLE_MS)
        return waiting('it has a replica too many');
    if (before === undefined)
        return { kind: 'healthy', reason: 'a new server is ready' };
    const evidence = findRolloutEvidence(before, observations);
    if (evidence !== undefined) {
        const later = observations.slice(evidence.index + 1);
        const passed = now.at - (observations[evidence.index]?.at ?? now.at);
        const isConfirmed = later.length >= 2 && passed >= CONFIRM_MS;
        return isConfirmed ? { kind: 'healthy', reason: evidence.reason } : waiting(evidence.reason);
    }
    if (!needsNewProcess(before.state, now.state, needs))
        return { kind: 'healthy', reason: 'the settings are unchanged', isUnchanged: true };
    if (now.at - since < SETTLE_MS)
        return waiting('no new process seen yet');
    return { kind: 'unproven', reason: `no new process seen in ${SETTLE_MS / 1000} s` };
}
function evaluateStopped(observations, lasted) {
    const hadPod = observations.some(({ state }) => (state?.replicas ?? 0) > 0);
    const wanted = wantedReplicas(observations.at(-1)?.state) ?? 0;
    const needed = hadPod ? IDLE_MS.afterPod : wanted > 0 ? IDLE_MS.contradicted : IDLE_MS.usual;
    if (lasted < needed)
        return waiting(`stopped for ${Math.round(lasted)} ms of ${needed}`);
    return { kind: 'idle', reason: `stopped for ${Math.round(lasted)} ms` };
}
/** A failure may be left from before an update, unless another state was seen in between. */
function evaluateFailed(verdicts, lasted, { before }) {
    const isOld = before?.state.phase === 'Failed' && verdicts.every((verdict) => verdict === 'failed');
    if (isOld && lasted < SETTLE_MS)
        return waiting('it was failed before the deploy');
    return { kind: 'failed', reason: 'failed twice in a row' };
}
/** What one state means. Ready: every replica is, and there are as many as wanted. */
function classify(state, { minReplicas = 0 }) {
    const { phase, replicas } = state ?? {};
    if (phase === 'Failed')
        return 'failed';
    if (phase === 'Stopped' && (replicas ?? 0) === 0 && minReplicas === 0)
        return 'stopped';
    if (phase !== 'Running')
        return 'other';
    const ready = readyReplicas(state);
    // Without numbers, the phase decides.
    if (ready === undefined)
        return 'ready';
    const wanted = wantedReplicas(state) ?? Math.max(minReplicas, 1);
    return ready >= wanted && ready === (replicas ?? ready) ? 'ready' : 'other';
}
function waiting(reason) {
    return { kind: 'waiting', reason };
}
/** A state as text. */
function formatState(state) {
    if (!state)
        return 'not found yet';
    const { phase, replicas, readyReplicas: ready } = state;
    return replicas === undefined ? phase : `${phase}, ${ready ?? 0} of ${replicas} replicas ready`;
}

;// CONCATENATED MODULE: ./build/src/deploy/outcome.js



/**
 * Decides whether a server was deployed. For a success, the deployer and the platform must agree. After a server error
 * the deploy was refused if the server is unchanged, or if the reason proves it. If the response was lost, a new server
 * proves the deploy; an existing one proves nothing.
 *
 * @param before the server before the deploy; undefined if there was none
 * @param after the server after it
 */
function concludeDeploy(outcome, before, after) {
    const { kind, message } = outcome;
    const isNew = before === undefined && after !== undefined;
    if (kind === 'deployed') {
        return after === undefined ? { kind: 'failed', code: 'deploy-not-shown', message } : { kind };
    }
    const isProven = kind === 'server-error' &&
        !before === !after &&
        (outcome.isRefusal || isUpdateUnsupported(outcome.reason));
    if (kind === 'server-error' && (isProven || isSameServer(before, after))) {
        if (isUpdateUnsupported(outcome.reason))
            return { kind: 'failed', code: 'update-unsupported', message };
        if (outcome.reason !== '')
            return { kind: 'failed', code: 'deploy-refused', message };
    }
    if (isNew)
        return { kind: 'deployed', note: `${message} However, the server now exists on the platform.` };
    return {
        kind: 'unknown',
        code: 'deploy-unknown',
        message: `${message} Status on the platform: ${formatState(after)}.`,
    };
}

;// CONCATENATED MODULE: ./build/src/api/secrets.js


/**
 * Sets a workspace secret. Sent once.
 *
 * @throws DeployError as {@link Api.put}
 */
async function setSecret(api, workspaceId, name, value) {
    await api.put(`${secretsPath(workspaceId)}/${encodeURIComponent(name)}`, { secret_value: value });
}
/**
 * The names of the secrets of a workspace.
 *
 * @throws DeployError api-unexpected without such a list, or with a part of it; or as {@link Api.read}
 */
async function listSecrets(api, workspaceId) {
    const listed = (0,api_json/* platformList */._P)(await api.read(secretsPath(workspaceId)), 'secrets');
    if (listed === undefined)
        throw (0,errors/* createError */.$5)('api-unexpected', 'The API did not return a list of secrets.');
    const { entries, total, isComplete } = listed;
    if (!isComplete)
        throw (0,errors/* createError */.$5)('api-unexpected', `The API listed ${entries.length} of ${total} secrets.`);
    return entries.filter((name) => typeof name === 'string');
}
function secretsPath(workspaceId) {
    return `/v1/workspaces/${workspaceId}/secrets`;
}

;// CONCATENATED MODULE: ./build/src/api/variables.js

/** The variables that the packages of an entry declare, each once. */
function declaredVariables({ spec }) {
    const all = ((0,api_json/* listField */.FZ)(spec, 'packages') ?? [])
        .flatMap((one) => (0,api_json/* listField */.FZ)(one, 'environmentVariables') ?? [])
        .flatMap((variable) => {
        const name = (0,api_json/* textField */.M8)(variable, 'name');
        if (name === undefined)
            return [];
        const hasDefault = ['value', 'default'].some((field) => (0,api_json/* textField */.M8)(variable, field) !== undefined);
        return [{ name, isRequired: (0,api_json/* isRecord */.u4)(variable) && variable.isRequired === true, hasDefault }];
    });
    return [...new Map(all.map((variable) => [variable.name, variable])).values()];
}

;// CONCATENATED MODULE: ./build/src/deploy/secrets.js






/**
 * Step: set the workspace secrets, before the deploy of any server that needs them. Each is sent once.
 *
 * @throws DeployError secret-not-set, token-rejected or token-not-allowed
 */
async function setSecrets({ ci, inputs, runtime, apiFor }, workspace) {
    const names = [...inputs.secrets.keys()];
    if (names.length === 0)
        return;
    const count = `${names.length} workspace secret${names.length === 1 ? '' : 's'}`;
    if (inputs.dryRun)
        return ci.info(`\u2713 Would set ${count}: ${names.join(', ')}`);
    const api = apiFor(runtime.signal);
    for (const [name, value] of inputs.secrets) {
        try {
            await setSecret(api, workspace.id, name, value);
        }
        catch (error) {
            const { code, message } = (0,errors/* toErrorInfo */.K$)(error);
            // It explains the failure better than one of the secret.
            if (isTokenRefusal(code))
                throw error;
            throw (0,errors/* createError */.$5)('secret-not-set', `${name}: ${message}`);
        }
    }
    ci.info(`\u2713 Set ${count}: ${names.join(', ')}`);
}
/** Milliseconds that this check waits for the registry: without an entry, it only reports less. */
const LOOKUP_MS = 5000;
/**
 * Step: warn of secrets that reach no server, and of required variables without a value. Both leave a server that looks
 * deployed and does not work. If an entry or the list of secrets cannot be read, nothing is reported here: the deploy does.
 */
async function checkSecrets(context, workspace, findEntry) {
    const { ci, inputs, runtime, apiFor } = context;
    const found = await (0,abort/* withTimeLimit */.Bv)(runtime.signal, LOOKUP_MS, (signal) => Promise.allSettled(inputs.servers.map((server) => findEntry(server, signal))));
    const entries = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const declared = new Set(entries.flatMap(declaredVariables).map(({ name }) => name));
    const undeclared = [...inputs.secrets.keys()].filter((name) => !declared.has(name));
    if (undeclared.length > 0 && entries.length === inputs.servers.length) {
        (0,report/* reportNotice */.tX)(ci, 'secret-undeclared', `No package declares ${undeclared.join(', ')}.`);
    }
    const open = entries.map((entry) => ({ entry, names: findOpenVariables(context, entry) }));
    if (open.every(({ names }) => names.length === 0))
        return;
    const known = await listSecrets(apiFor(runtime.signal), workspace.id).catch((error) => {
        ci.debug(`workspace secrets: ${(0,errors/* toErrorInfo */.K$)(error).message}`);
        return undefined;
    });
    if (known)
        ci.debug(`workspace secrets: ${known.join(', ')}`);
    for (const { entry, names } of known ? open : []) {
        const missing = names.filter((name) => !known?.includes(name));
        if (missing.length > 0)
            (0,report/* reportNotice */.tX)(ci, 'variable-missing', `${entry.spec.name} requires ${missing.join(', ')}.`);
    }
}
/** The required variables of an entry that this run gives no value. */
function findOpenVariables({ inputs }, entry) {
    return declaredVariables(entry)
        .filter(({ isRequired, hasDefault }) => isRequired && !hasDefault)
        .map(({ name }) => name)
        .filter((name) => !inputs.secrets.has(name) && !inputs.settings.env.get(name));
}
/** True if a server gets one of the secrets of this run, or if that is not known. */
function usesSecrets({ inputs }, entry) {
    if (inputs.secrets.size === 0)
        return false;
    return entry === undefined || declaredVariables(entry).some(({ name }) => inputs.secrets.has(name));
}

;// CONCATENATED MODULE: ./build/src/deploy/send.js









/**
 * Sends the deploy of one server once, and concludes from the deployer's report and the state on the platform.
 *
 * @param before the server that is updated; undefined for a new one
 */
async function sendAndConclude(context, request, before, limit) {
    const { ci, deployer } = context;
    const { server, entry } = request;
    const outcome = await deployer.send(request, limit);
    ci.debug(`${server.label} sent with ${deployer.name}: ${JSON.stringify(outcome)}`);
    if (outcome.kind === 'refused')
        return fail(server, 'failed', outcome);
    if (outcome.kind === 'other-version') {
        const message = `Deployed version ${outcome.version}, but ${server.version} was requested.`;
        return fail(server, 'failed', { code: 'deploy-other-version', message });
    }
    try {
        const state = await readDeployed(context, request, limit);
        const conclusion = concludeDeploy(outcome, before?.state, state);
        if (conclusion.kind !== 'deployed')
            return fail(server, conclusion.kind, conclusion);
        if (conclusion.note)
            ci.info(conclusion.note);
        const other = entry && state?.spec && findPackageDifference(entry.spec, state.spec);
        if (other)
            return fail(server, 'failed', { code: 'deploy-other-version', message: `After the deploy, ${other}.` });
        reportSettingDifferences(context, request, state);
        const hasOtherPackage = reportOtherPackages(context, request, state);
        const isRestarted = before !== undefined && usesSecrets(context, entry) && (await restart(context, server, limit));
        const shown = { ...(state && { state }), ...(before && { before }) };
        return { deployStatus: 'deployed', ...shown, isRestarted, hasOtherPackage };
    }
    catch (error) {
        const message = `${outcome.message} ${(0,errors/* toErrorInfo */.K$)(error).message}`;
        return fail(server, 'unknown', { code: 'deploy-unknown', message });
    }
}
/**
 * Reads the server after a deploy. Transient failures of the platform are retried until the deadline, and what an
 * eventually consistent read shows of the version before, for a few seconds.
 */
function readDeployed({ apiFor, workspace }, { server, entry }, { deadline, signal }) {
    return retry(() => readServer(apiFor(signal), workspace.id, server.platformId, deadline), {
        delays: [500, 1000, 2000],
        deadline,
        signal,
        shouldRetry: (state) => entry !== undefined &&
            state?.spec !== undefined &&
            (findPackageDifference(entry.spec, state.spec) !== undefined ||
                findOtherPackages(entry.spec, state.spec).length > 0),
    });
}
/** Warns about settings that did not take effect: a platform that ignores one reports no error. */
function reportSettingDifferences({ ci, inputs }, { server }, state) {
    if (state?.spec === undefined)
        return;
    const differences = findSettingDifferences(inputs.settings, state.spec);
    if (differences.length > 0)
        (0,report/* reportNotice */.tX)(ci, 'setting-not-applied', `${server.label}: ${differences.join('; ')}.`);
}
/** Warns if the platform shows packages that were not deployed, such as those of a release before. */
function reportOtherPackages({ ci }, { server, entry }, state) {
    const others = entry && state?.spec ? findOtherPackages(entry.spec, state.spec) : [];
    if (others.length === 0)
        return false;
    const message = `${server.label}: after the deploy, the platform shows ${(0,sanitize/* quoteLine */.tQ)(others.join(', '))}.`;
    (0,report/* reportNotice */.tX)(ci, 'package-not-shown', message);
    return true;
}
/**
 * Restarts a server that may run with secrets from before, and warns if that is not certain.
 *
 * @returns true if it was restarted, or may have been: then a new process may replace the one that runs
 */
async function restart({ ci, apiFor, workspace }, { label, platformId }, limit) {
    const end = describeEnd(limit);
    const outcome = end === undefined
        ? await restartServer(apiFor(limit.signal), workspace.id, platformId)
        : { kind: 'refused', message: end };
    ci.debug(`restart of ${platformId}: ${JSON.stringify(outcome)}`);
    if (outcome.kind === 'restarted')
        ci.info(`Restarting ${platformId}, so that it gets the new secrets`);
    else {
        const verb = outcome.kind === 'refused' ? 'was not' : 'may not have been';
        (0,report/* reportNotice */.tX)(ci, 'secrets-not-delivered', `${label}: ${platformId} ${verb} restarted: ${outcome.message}`);
    }
    return outcome.kind !== 'refused';
}
function fail(server, deployStatus, { code, message }) {
    return { deployStatus, error: { code, message: `${server.registryId}: ${message}` } };
}

;// CONCATENATED MODULE: ./build/src/deploy/server-log.js



/** Lines of the log of an unhealthy server that are printed. */
const MAX_LOG_LINES = 50;
/** Milliseconds for a reading of the log that only completes what the state shows. */
const PODS_TIMEOUT_MS = 3000;
/** Prints the last lines of a server's log, folded. A log that cannot be read is reported, and fails nothing. */
async function showServerLog(ci, api, { workspaceId, serverId }) {
    await ci.group(`Last ${MAX_LOG_LINES} log lines of ${serverId}`, async () => {
        try {
            const lines = await readServerLog(api, workspaceId, serverId, MAX_LOG_LINES);
            for (const line of lines)
                ci.childOutput(line);
            if (lines.length === 0)
                ci.info('The log is empty.');
        }
        catch (error) {
            ci.info(`The log could not be read. ${(0,errors/* toErrorInfo */.K$)(error).message}`);
        }
    });
}
/**
 * The pods that wrote to a server's log lately; undefined if the log cannot be read within some seconds. Never throws.
 *
 * @param apiFor the API, bound to a signal that ends it
 */
async function tryReadPods(apiFor, { workspaceId, serverId }, signal) {
    return (0,abort/* withTimeLimit */.Bv)(signal, PODS_TIMEOUT_MS, (limited) => readPods(apiFor(limited), workspaceId, serverId)).catch(() => undefined);
}

;// CONCATENATED MODULE: ./build/src/deploy/server.js














/** Milliseconds of the time limit that a removal for `replace` leaves for the deploy; at most half of them. */
const DEPLOY_RESERVE_MS = 30000;
/**
 * Deploys one server: sends the deploy once, and concludes from the deployer's report and the state on the platform.
 *
 * @param deadline the moment of `performance.now()` at which the deploy ends
 */
function deployServer(context, server, deadline) {
    return withDeadline(context.runtime.signal, deadline, async (limit) => {
        const prepared = await prepareInTime(context, server, limit);
        if (context.inputs.dryRun)
            return { deployStatus: 'dry-run' };
        return replaceAndSend(context, prepared, limit);
    }).catch((error) => fail(server, 'failed', (0,errors/* toErrorInfo */.K$)(error)));
}
/** Prepares within the time limit: after it, nothing may be sent. */
function prepareInTime(context, server, limit) {
    const timeLeft = limit.deadline - performance.now();
    return (0,abort/* withTimeLimit */.Bv)(limit.signal, timeLeft, async (limited) => {
        try {
            return await prepare(context, server, limited);
        }
        catch (error) {
            if (context.inputs.dryRun || limited.reason !== abort/* TIMED_OUT */.VP)
                throw error;
            throw (0,errors/* createError */.$5)('deploy-not-sent', `The time limit ended first. ${(0,errors/* toErrorInfo */.K$)(error).message}`);
        }
    });
}
/** Looks at the registry and the workspace. Nothing is changed. Throws for what would stop the deploy. */
async function prepare(context, server, signal) {
    const { ci, inputs, workspace, apiFor, deployer, findEntry } = context;
    const place = { workspaceId: workspace.id, serverId: server.platformId };
    const state = await readServer(apiFor(signal), workspace.id, server.platformId);
    // ntcli looks the entry up by itself, in a registry of its own if `domain` is set.
    const isNeeded = server.entry !== undefined ||
        inputs.dryRun ||
        deployer.name === 'api' ||
        (inputs.replace && state !== undefined);
    // The public registry ignores the version that ntcli requests, and returns the newest (measured): ntcli would deploy that.
    const isVersioned = server.version !== undefined && server.version !== 'latest';
    const { minReplicas, maxReplicas } = inputs.settings;
    const hasLimit = minReplicas !== undefined || maxReplicas !== undefined;
    const isUseful = isNeeded || isVersioned || hasLimit || state !== undefined;
    const entry = isUseful
        ? await findEntry(server, signal).catch((error) => {
            if (isNeeded || (isVersioned && (0,errors/* toErrorInfo */.K$)(error).code === 'server-not-found'))
                throw error;
            return undefined;
        })
        : undefined;
    if (entry)
        assertLimitsFit(context, server, entry);
    if (entry && state)
        assertIsUpdate(server, entry, state, inputs.replace);
    if (inputs.dryRun || inputs.replace)
        assertAccepted(entry);
    if (server.entry)
        await reportRegistryGap(context, server, signal);
    if (inputs.dryRun && entry) {
        const removal = inputs.replace && state ? `remove ${server.platformId}, and then ` : '';
        ci.info(`Would ${removal}deploy ${server.registryId}@${entry.version} to workspace ${workspace.name}`);
    }
    if (state === undefined || inputs.dryRun)
        return { server, ...(entry && { entry }) };
    const [pods, versionBefore] = inputs.replace
        ? []
        : await Promise.all([
            inputs.wait ? tryReadPods(apiFor, place, signal) : undefined,
            inputs.verify && state.phase === 'Running'
                ? readServerVersion(context, getUrl(context, server), signal)
                : undefined,
        ]);
    const before = { state, ...(pods && { pods }) };
    return { server, ...(entry && { entry }), before, ...(versionBefore && { versionBefore }) };
}
/** Throws if a limit of the user contradicts the entry. `inputs/parse.ts` does the same for a file, before anything is sent. */
function assertLimitsFit({ inputs }, { registryId }, { spec }) {
    const conflict = (0,replica_limits/* findLimitConflict */.r)(inputs.settings, registryId, spec);
    if (conflict)
        throw (0,errors/* createError */.$5)('bad-input', `\`${conflict.input}\`: ${conflict.problem}.`);
}
/**
 * Throws if the deploy would replace another server. A server that cannot be compared is updated, which keeps it, but not
 * removed for `replace`, unless it is named by its id on the platform.
 */
function assertIsUpdate(server, entry, state, isReplace) {
    const { registryId, platformId } = server;
    const identity = compareIdentity(entry, state.spec);
    if (identity.kind === 'other')
        throw (0,errors/* createError */.$5)('server-id-taken', `The workspace has ${identity.description} as ${platformId}.`);
    if (identity.kind === 'unknown' && isReplace && registryId !== platformId)
        throw (0,errors/* createError */.$5)('server-not-identified', `The platform does not show enough of ${platformId} to compare it with ${registryId}, so \`replace\` does not remove it. If it is the same server, remove it once with \`command: remove\` and \`server: ${platformId}\`, and run again.`);
}
/** Milliseconds for a question to the registry whose answer is only for the log. */
const GAP_TIMEOUT_MS = 3000;
/** Reports that the registry does not have what a file describes. It does not wait long for a registry that does not answer. */
async function reportRegistryGap({ ci, registryFor }, { registryId, version = '' }, signal) {
    const isKnown = await (0,abort/* withTimeLimit */.Bv)(signal, GAP_TIMEOUT_MS, (limited) => isInRegistry(registryFor(limited), registryId, version)).catch(() => true);
    if (!isKnown)
        ci.info(`The registry does not have ${registryId}@${version}: the file is deployed as it is`);
}
/** Throws what the platform would refuse. For `replace` that must be known before anything is removed. */
function assertAccepted(entry) {
    const issues = entry ? (0,server_spec/* findSpecIssues */.T)(entry.spec) : [];
    if (!entry || issues.length === 0)
        return;
    const message = `The platform would refuse version ${entry.version}: ${(0,api_json/* formatIssues */.og)(issues)}.`;
    throw (0,errors/* createError */.$5)('deploy-refused', message);
}
async function replaceAndSend(context, { server, entry, before, versionBefore }, limit) {
    const { inputs } = context;
    announce(context);
    const request = { server, ...(entry && { entry }), ...(before && { before: before.state }) };
    if (!inputs.replace || !before) {
        const result = await sendAndConclude(context, request, before, limit);
        return { ...result, ...(versionBefore && { versionBefore }) };
    }
    // Without time for the deploy, the server would be gone, and the deploy cut short.
    const timeLeft = limit.deadline - performance.now();
    const removalLimit = { ...limit, deadline: limit.deadline - Math.min(DEPLOY_RESERVE_MS, timeLeft / 2) };
    const error = await removeForReplace(context, server.platformId, removalLimit);
    if (error?.code === 'removal-unknown')
        return { ...fail(server, 'unknown', error), wasRemoved: true };
    if (error)
        return fail(server, 'failed', error);
    const result = { ...(await sendAndConclude(context, request, undefined, limit)), wasRemoved: true };
    if (!result.error || result.error.code === 'deploy-other-version')
        return result;
    const { code, message } = result.error;
    if (result.deployStatus !== 'failed')
        return {
            ...result,
            error: { code, message: `${server.registryId} was removed for \`replace\`. ${message}` },
        };
    const gone = `${server.registryId} was removed and is gone now. ${message}`;
    return { ...result, error: { code: 'replace-incomplete', message: gone } };
}
function getUrl({ inputs, workspace }, server) {
    return (0,api_endpoints/* formatServerUrl */.ej)(inputs.endpoints, workspace.id, server.platformId);
}
/** Leaves outputs that are true if this process is killed from now on. Later ones replace them. */
function announce({ ci, inputs, workspace }) {
    const [first] = inputs.servers;
    if (first === undefined)
        return;
    const url = getUrl({ inputs, workspace }, first);
    ci.setOutputs({ 'deploy-status': 'unknown', 'server-id': first.platformId, 'server-url': url });
}

;// CONCATENATED MODULE: ./build/src/deploy/dry-run.js






/**
 * A dry run that would create the workspace. What would be deployed is checked as far as that needs no workspace.
 *
 * @returns the worst error, already reported
 */
async function dryRunWithoutWorkspace(context) {
    const { ci, inputs, runtime } = context;
    const { error: expiring } = reportExpiry(context, readTokenAge(context));
    const findEntry = createEntryLookup(context);
    const checks = inputs.servers.map(async (server) => {
        try {
            assertAccepted(await findEntry(server, runtime.signal));
            return {};
        }
        catch (thrown) {
            const { code, message } = (0,errors/* toErrorInfo */.K$)(thrown);
            return { error: { code, message: `${server.registryId}: ${message}` } };
        }
    });
    const results = await Promise.all(checks);
    const worst = findWorstError(results);
    ci.setOutputs({ 'deploy-status': worst ? 'failed' : 'dry-run' });
    // After a cancel, run() reports one error for the whole run.
    if (!runtime.signal.aborted)
        for (const { error } of results)
            if (error)
                (0,report/* reportError */.N7)(ci, error);
    const names = inputs.servers.map(({ label }) => label).join(', ');
    if (!worst)
        ci.info(`\u2713 Would create the workspace${names && `, and deploy ${names} to it`}`);
    return concludeWithExpiry(ci, worst, expiring);
}

// EXTERNAL MODULE: ./build/src/lib/redact.js + 3 modules
var lib_redact = __nccwpck_require__(4644);
// EXTERNAL MODULE: ./build/src/lib/urls.js
var urls = __nccwpck_require__(2631);
;// CONCATENATED MODULE: external "node:stream/promises"
const external_node_stream_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
;// CONCATENATED MODULE: ./build/src/ntcli/install/lockfile.json
const lockfile_namespaceObject = /*#__PURE__*/JSON.parse('{"ntcli":{"name":"@nimbletools/ntcli","version":"0.4.4","dependencies":{"@types/inquirer":"^9.0.8","chalk":"^5.5.0","commander":"^14.0.0","dotenv":"^17.2.1","express":"^5.1.0","inquirer":"^12.9.0","open":"^10.1.0","ora":"^8.2.0","uuid":"^11.0.3"}},"packages":{"node_modules/@inquirer/ansi":{"version":"1.0.2","integrity":"sha512-S8qNSZiYzFd0wAcyG5AXCvUHC5Sr7xpZ9wZ2py9XR88jUz8wooStVx5M6dRzczbBWjic9NP7+rY0Xi7qqK/aMQ=="},"node_modules/@inquirer/checkbox":{"version":"4.3.2","integrity":"sha512-VXukHf0RR1doGe6Sm4F0Em7SWYLTHSsbGfJdS9Ja2bX5/D5uwVOEjr07cncLROdBvmnvCATYEWlHqYmXv2IlQA==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/core":"^10.3.2","@inquirer/figures":"^1.0.15","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/confirm":{"version":"5.1.21","integrity":"sha512-KR8edRkIsUayMXV+o3Gv+q4jlhENF9nMYUZs9PA2HzrXeHI8M5uDag70U7RJn9yyiMZSbtF5/UexBtAVtZGSbQ==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/core":{"version":"10.3.2","integrity":"sha512-43RTuEbfP8MbKzedNqBrlhhNKVwoK//vUFNW3Q3vZ88BLcrs4kYpGg+B2mm5p2K/HfygoCxuKwJJiv8PbGmE0A==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/figures":"^1.0.15","@inquirer/type":"^3.0.10","cli-width":"^4.1.0","mute-stream":"^2.0.0","signal-exit":"^4.1.0","wrap-ansi":"^6.2.0","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/editor":{"version":"4.2.23","integrity":"sha512-aLSROkEwirotxZ1pBaP8tugXRFCxW94gwrQLxXfrZsKkfjOYC1aRvAZuhpJOb5cu4IBTJdsCigUlf2iCOu4ZDQ==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/external-editor":"^1.0.3","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/expand":{"version":"4.0.23","integrity":"sha512-nRzdOyFYnpeYTTR2qFwEVmIWypzdAx/sIkCMeTNTcflFOovfqUk+HcFhQQVBftAh9gmGrpFj6QcGEqrDMDOiew==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/external-editor":{"version":"1.0.3","integrity":"sha512-RWbSrDiYmO4LbejWY7ttpxczuwQyZLBUyygsA9Nsv95hpzUWwnNTVQmAq3xuh7vNwCp07UTmE5i11XAEExx4RA==","dependencies":{"chardet":"^2.1.1","iconv-lite":"^0.7.0"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/figures":{"version":"1.0.15","integrity":"sha512-t2IEY+unGHOzAaVM5Xx6DEWKeXlDDcNPeDyUpsRc6CUhBfU3VQOEl+Vssh7VNp1dR8MdUJBWhuObjXCsVpjN5g=="},"node_modules/@inquirer/input":{"version":"4.3.1","integrity":"sha512-kN0pAM4yPrLjJ1XJBjDxyfDduXOuQHrBB8aLDMueuwUGn+vNpF7Gq7TvyVxx8u4SHlFFj4trmj+a2cbpG4Jn1g==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/number":{"version":"3.0.23","integrity":"sha512-5Smv0OK7K0KUzUfYUXDXQc9jrf8OHo4ktlEayFlelCjwMXz0299Y8OrI+lj7i4gCBY15UObk76q0QtxjzFcFcg==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/password":{"version":"4.0.23","integrity":"sha512-zREJHjhT5vJBMZX/IUbyI9zVtVfOLiTO66MrF/3GFZYZ7T4YILW5MSkEYHceSii/KtRk+4i3RE7E1CUXA2jHcA==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/prompts":{"version":"7.10.1","integrity":"sha512-Dx/y9bCQcXLI5ooQ5KyvA4FTgeo2jYj/7plWfV5Ak5wDPKQZgudKez2ixyfz7tKXzcJciTxqLeK7R9HItwiByg==","dependencies":{"@inquirer/checkbox":"^4.3.2","@inquirer/confirm":"^5.1.21","@inquirer/editor":"^4.2.23","@inquirer/expand":"^4.0.23","@inquirer/input":"^4.3.1","@inquirer/number":"^3.0.23","@inquirer/password":"^4.0.23","@inquirer/rawlist":"^4.1.11","@inquirer/search":"^3.2.2","@inquirer/select":"^4.4.2"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/rawlist":{"version":"4.1.11","integrity":"sha512-+LLQB8XGr3I5LZN/GuAHo+GpDJegQwuPARLChlMICNdwW7OwV2izlCSCxN6cqpL0sMXmbKbFcItJgdQq5EBXTw==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/search":{"version":"3.2.2","integrity":"sha512-p2bvRfENXCZdWF/U2BXvnSI9h+tuA8iNqtUKb9UWbmLYCRQxd8WkvwWvYn+3NgYaNwdUkHytJMGG4MMLucI1kA==","dependencies":{"@inquirer/core":"^10.3.2","@inquirer/figures":"^1.0.15","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/select":{"version":"4.4.2","integrity":"sha512-l4xMuJo55MAe+N7Qr4rX90vypFwCajSakx59qe/tMaC1aEHWLyw68wF4o0A4SLAY4E0nd+Vt+EyskeDIqu1M6w==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/core":"^10.3.2","@inquirer/figures":"^1.0.15","@inquirer/type":"^3.0.10","yoctocolors-cjs":"^2.1.3"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@inquirer/type":{"version":"3.0.10","integrity":"sha512-BvziSRxfz5Ov8ch0z/n3oijRSEcEsHnhggm4xFZe93DHcUCTlutlq9Ox4SVENAfcRD22UQq7T/atg9Wr3k09eA==","peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/@types/inquirer":{"version":"9.0.10","integrity":"sha512-vFW2WbXwO9eZpRT5GJGFJ/shgyMNnYozmnjakt9jCQSS1lvqX8pZEQMjJ9RdDPct/YxwciQ8+V8OYn9euIrZDA==","dependencies":{"@types/through":"*","rxjs":"^7.2.0"}},"node_modules/@types/node":{"version":"26.6.6","integrity":"sha512-MzQj+8Kx3XI40OmUAE6Qoh58ZMNstNNMwn2nfd3qWsfe7nDNSqJNzes4njhz6AHwrSHOffSLwXU6yb474Q4aog==","dependencies":{"undici-types":"~8.9.0"}},"node_modules/@types/through":{"version":"0.0.33","integrity":"sha512-HsJ+z3QuETzP3cswwtzt2vEIiHBk/dCcHGhbmG5X3ecnwFD/lPrMpliGXxSCg03L9AhrdwA4Oz/qfspkDW+xGQ==","dependencies":{"@types/node":"*"}},"node_modules/accepts":{"version":"2.0.0","integrity":"sha512-5cvg6CtKwfgdmVqY1WIiXKc3Q1bkRqGLi+2W/6ao+6Y7gu/RCwRuAhGEzh5B4KlszSuTLgZYuqFqo5bImjNKng==","dependencies":{"mime-types":"^3.0.0","negotiator":"^1.0.0"}},"node_modules/ansi-regex":{"version":"6.6.0","integrity":"sha512-XZ5apbzreCbXSKwPjJstu8R0zOi247w3XYwWxtwBXgpZrCyc1Ka7p9/xY0A9/diMewmHbEKz+FIraWaEWjlN5g=="},"node_modules/ansi-styles":{"version":"4.3.0","integrity":"sha512-zbB9rCJAT1rbjiVDb2hqKFHNYLxgtk8NURxZ3IZwD3F6NtxbXZQCnnSi1Lkx+IDohdPlFp222wVALIheZJQSEg==","dependencies":{"color-convert":"^2.0.1"}},"node_modules/async-function":{"version":"1.0.0","integrity":"sha512-hsU18Ae8CDTR6Kgu9DYf0EbCr/a5iGL0rytQDobUcdpYOKokk8LEjVphnXkDkgpi0wYVsqrXuP0bZxJaTqdgoA=="},"node_modules/async-generator-function":{"version":"1.0.0","integrity":"sha512-+NAXNqgCrB95ya4Sr66i1CL2hqLVckAk7xwRYWdcm39/ELQ6YNn1aw5r0bdQtqNZgQpEWzc5yc/igXc7aL5SLA=="},"node_modules/body-parser":{"version":"2.4.0","integrity":"sha512-Ifk1KcLrxaGt1occQagQNFNNOqRt1LFuehEnHHzB8Z6cRgIxRU1TBaiIsUiCdA+gy5PL7Y1IX31DNKkRmxtXjQ==","dependencies":{"bytes":"^3.1.2","content-type":"^2.1.0","debug":"^4.4.3","http-errors":"^2.0.1","iconv-lite":"^0.7.3","on-finished":"^2.4.1","qs":"^6.16.1","raw-body":"^3.0.2","type-is":"^2.1.0"}},"node_modules/bundle-name":{"version":"4.1.1","integrity":"sha512-DdH81/zPLVS11EUgWq3tEu/xn+EzljlMYooDNdzWEnFha3R3NBMpMV1UqYIpjYHV/SgpFKMIX1Oh7o06SjM/oA==","dependencies":{"run-applescript":"^7.0.0"}},"node_modules/bytes":{"version":"3.1.2","integrity":"sha512-/Nf7TyzTx6S3yRJObOAV7956r8cr2+Oj8AC5dt8wSP3BQAoeX58NoHyCU8P8zGkNXStjTSi6fzO6F0pBdcYbEg=="},"node_modules/call-bind-apply-helpers":{"version":"1.0.2","integrity":"sha512-Sp1ablJ0ivDkSzjcaJdxEunN5/XvksFJ2sMBFfq6x0ryhQV/2b/KwFe21cMpmHtPOSij8K99/wSfoEuTObmuMQ==","dependencies":{"es-errors":"^1.3.0","function-bind":"^1.1.2"}},"node_modules/call-bound":{"version":"1.0.4","integrity":"sha512-+ys997U96po4Kx/ABpBCqhA9EuxJaQWDQg7295H4hBphv3IZg0boBKuwYpt4YXp6MZ5AmZQnU/tyMTlRpaSejg==","dependencies":{"call-bind-apply-helpers":"^1.0.2","get-intrinsic":"^1.3.0"}},"node_modules/chalk":{"version":"5.6.2","integrity":"sha512-7NzBL0rN6fMUW+f7A6Io4h40qQlG+xGmtMxfbnH/K7TAtt8JQWVQK+6g0UXKMeVJoyV5EkkNsErQ8pVD3bLHbA=="},"node_modules/chardet":{"version":"2.2.0","integrity":"sha512-rddelWYNPRrXq6PtNEN2S3f6t9ILzvqaN5pVgi4kqt9jHQaXIial9PznB5iSPVlQSLNaaH22ItWz3EJtQ10+OA=="},"node_modules/cli-cursor":{"version":"5.0.0","integrity":"sha512-aCj4O5wKyszjMmDT4tZj93kxyydN/K5zPWSCe6/0AV/AA1pqe5ZBIw0a2ZfPQV7lL5/yb5HsUreJ6UFAF1tEQw==","dependencies":{"restore-cursor":"^5.0.0"}},"node_modules/cli-spinners":{"version":"2.9.2","integrity":"sha512-ywqV+5MmyL4E7ybXgKys4DugZbX0FC6LnwrhjuykIjnK9k8OQacQ7axGKnjDXWNhns0xot3bZI5h55H8yo9cJg=="},"node_modules/cli-width":{"version":"4.1.0","integrity":"sha512-ouuZd4/dm2Sw5Gmqy6bGyNNNe1qt9RpmxveLSO7KcgsTnU7RXfsw+/bukWGo1abgBiMAic068rclZsO4IWmmxQ=="},"node_modules/color-convert":{"version":"2.0.1","integrity":"sha512-RRECPsj7iu/xb5oKYcsFHSppFNnsj/52OVTRKb4zP5onXwVF3zVmmToNcOfGC+CRDpfK/U584fMg38ZHCaElKQ==","dependencies":{"color-name":"~1.1.4"}},"node_modules/color-name":{"version":"1.1.4","integrity":"sha512-dOy+3AuW3a2wNbZHIuMZpTcgjGuLU/uBL/ubcZF9OXbDo8ff4O8yVp5Bf0efS8uEoYo5q4Fx7dY9OgQGXgAsQA=="},"node_modules/commander":{"version":"14.0.3","integrity":"sha512-H+y0Jo/T1RZ9qPP4Eh1pkcQcLRglraJaSLoyOtHxu6AapkjWVCy2Sit1QQ4x3Dng8qDlSsZEet7g5Pq06MvTgw=="},"node_modules/content-disposition":{"version":"2.0.1","integrity":"sha512-e+H0ZXHSWYrENhQzw1LPuP4oF5MzVKmDU6d3hxlvaPEYLLg62MxtQNPRx4SYSuYJSBUgnQIG4HIN2tEtNv7Dog=="},"node_modules/content-type":{"version":"2.1.0","integrity":"sha512-mj7UPXE0jaqaOsukNZRUEfEi2AcL7C/vwmwcHV0O97eO1E1pxBZuyjlZrx5seTaNBg1U6+o35wpa35Qfcc+7ag=="},"node_modules/cookie":{"version":"0.7.2","integrity":"sha512-yki5XnKuf750l50uGTllt6kKILY4nQ1eNIQatoXEByZ5dWgnKqbnqmTrBE5B4N7lrMJKQ2ytWMiTO2o0v6Ew/w=="},"node_modules/cookie-signature":{"version":"1.2.2","integrity":"sha512-D76uU73ulSXrD1UXF4KE2TMxVVwhsnCgfAyTg9k8P6KGZjlXKrOLe4dJQKI3Bxi5wjesZoFXJWElNWBjPZMbhg=="},"node_modules/debug":{"version":"4.4.3","integrity":"sha512-RGwwWnwQvkVfavKVt22FGLw+xYSdzARwm0ru6DhTVA3umU5hZc28V3kO4stgYryrTlLpuvgI9GiijltAjNbcqA==","dependencies":{"ms":"^2.1.3"},"peerDependenciesMeta":{"supports-color":{"optional":true}}},"node_modules/default-browser":{"version":"5.5.1","integrity":"sha512-m1pAzaJgZ/gssEqlOhJkPJp8Xly7QyW6xcrkUa2KKcDeDSEMP7X8xipU3snUcfisTQx0w1AGae+9UtJSfVnXGw==","dependencies":{"bundle-name":"^4.1.0","default-browser-id":"^5.0.0"}},"node_modules/default-browser-id":{"version":"5.0.1","integrity":"sha512-x1VCxdX4t+8wVfd1so/9w+vQ4vx7lKd2Qp5tDRutErwmR85OgmfX7RlLRMWafRMY7hbEiXIbudNrjOAPa/hL8Q=="},"node_modules/define-lazy-prop":{"version":"3.0.0","integrity":"sha512-N+MeXYoqr3pOgn8xfyRPREN7gHakLYjhsHhWGT3fWAiL4IkAt0iDw14QiiEm2bE30c5XX5q0FtAA3CK5f9/BUg=="},"node_modules/depd":{"version":"2.0.0","integrity":"sha512-g7nH6P6dyDioJogAAGprGpCtVImJhpPk/roCzdb3fIh61/s/nPsfR6onyMwkCAR/OlC3yBC0lESvUoQEAssIrw=="},"node_modules/dotenv":{"version":"17.4.2","integrity":"sha512-nI4U3TottKAcAD9LLud4Cb7b2QztQMUEfHbvhTH09bqXTxnSie8WnjPALV/WMCrJZ6UV/qHJ6L03OqO3LcdYZw=="},"node_modules/dunder-proto":{"version":"1.0.1","integrity":"sha512-KIN/nDJBQRcXw0MLVhZE9iQHmG68qAVIBg9CqmUYjmQIhgij9U5MFvrqkUL5FbtyyzZuOeOt0zdeRe4UY7ct+A==","dependencies":{"call-bind-apply-helpers":"^1.0.1","es-errors":"^1.3.0","gopd":"^1.2.0"}},"node_modules/ee-first":{"version":"1.1.1","integrity":"sha512-WMwm9LhRUo+WUaRN+vRuETqG89IgZphVSNkdFgeb6sS/E4OrDIN7t48CAewSHXc6C8lefD8KKfr5vY61brQlow=="},"node_modules/emoji-regex":{"version":"10.6.0","integrity":"sha512-toUI84YS5YmxW219erniWD0CIVOo46xGKColeNQRgOzDorgBi1v4D71/OFzgD9GO2UGKIv1C3Sp8DAn0+j5w7A=="},"node_modules/encodeurl":{"version":"2.0.3","integrity":"sha512-mIteYONiEfc4xWf2F1WXovh1c8npzS00vNeiUPdwFF+QlVJni+gNvpQltLMQhob8rew/bWWc/bGTuUr0EUGt0w=="},"node_modules/es-define-property":{"version":"1.0.1","integrity":"sha512-e3nRfgfUZ4rNGL232gUgX06QNyyez04KdjFrF+LTRoOXmrOgFKDg4BCdsjW8EnT69eqdYGmRpJwiPVYNrCaW3g=="},"node_modules/es-errors":{"version":"1.3.0","integrity":"sha512-Zf5H2Kxt2xjTvbJvP2ZWLEICxA6j+hAmMzIlypy4xcBg1vKVnx89Wy0GbS+kf5cwCVFFzdCFh2XSCFNULS6csw=="},"node_modules/es-object-atoms":{"version":"1.1.2","integrity":"sha512-HWcBoN6NileqtSydK2FqHbS/LoDd2pqrnQHLyJzBj4kOp/ky2MWMN694xOfkK8/SnUsW2DH7EfyVlydKCsm1Zw==","dependencies":{"es-errors":"^1.3.0"}},"node_modules/escape-html":{"version":"1.0.3","integrity":"sha512-NiSupZ4OeuGwr68lGIeym/ksIZMJodUGOSCZ/FSnTxcrekbvqrgdUxlJOMpijaKZVjAJrWrGs/6Jy8OMuyj9ow=="},"node_modules/etag":{"version":"1.8.1","integrity":"sha512-aIL5Fx7mawVa300al2BnEE4iNvo1qETxLrPI/o05L7z6go7fCw1J6EQmbK4FmJ2AS7kgVF/KEZWufBfdClMcPg=="},"node_modules/express":{"version":"5.3.0","integrity":"sha512-qCqy1xSoaugxOD4IVHb1ZWdkvCF2W3aE2okKouWj8VwJ+ztskSiXoBnCSJqfKT+cVPJhuJqe9YLbY425+Zh00g==","dependencies":{"accepts":"^2.0.0","body-parser":"^2.3.0","content-disposition":"^2.0.1","content-type":"^2.0.0","cookie":"^0.7.1","cookie-signature":"^1.2.1","debug":"^4.4.0","depd":"^2.0.0","encodeurl":"^2.0.0","escape-html":"^1.0.3","etag":"^1.8.1","finalhandler":"^2.1.0","fresh":"^2.0.0","http-errors":"^2.0.0","merge-descriptors":"^2.0.0","mime-types":"^3.0.0","on-finished":"^2.4.1","once":"^1.4.0","parseurl":"^1.3.3","proxy-addr":"^2.0.8","qs":"^6.16.0","range-parser":"^1.2.1","router":"^2.2.0","send":"^1.1.0","serve-static":"^2.2.0","statuses":"^2.0.1","type-is":"^2.1.0","vary":"^1.1.2"}},"node_modules/finalhandler":{"version":"2.1.1","integrity":"sha512-S8KoZgRZN+a5rNwqTxlZZePjT/4cnm0ROV70LedRHZ0p8u9fRID0hJUZQpkKLzro8LfmC8sx23bY6tVNxv8pQA==","dependencies":{"debug":"^4.4.0","encodeurl":"^2.0.0","escape-html":"^1.0.3","on-finished":"^2.4.1","parseurl":"^1.3.3","statuses":"^2.0.1"}},"node_modules/forwarded":{"version":"0.2.0","integrity":"sha512-buRG0fpBtRHSTCOASe6hD258tEubFoRLb4ZNA6NxMVHNw2gOcwHo9wyablzMzOA5z9xA9L1KNjk/Nt6MT9aYow=="},"node_modules/fresh":{"version":"2.0.0","integrity":"sha512-Rx/WycZ60HOaqLKAi6cHRKKI7zxWbJ31MhntmtwMoaTeF7XFH9hhBp8vITaMidfljRQ6eYWCKkaTK+ykVJHP2A=="},"node_modules/function-bind":{"version":"1.1.2","integrity":"sha512-7XHNxH7qX9xG5mIwxkhumTox/MIRNcOgDrxWsMt2pAr23WHp6MrRlN7FBSFpCpr+oVO0F744iUgR82nJMfG2SA=="},"node_modules/generator-function":{"version":"2.0.1","integrity":"sha512-SFdFmIJi+ybC0vjlHN0ZGVGHc3lgE0DxPAT0djjVg+kjOnSqclqmj0KQ7ykTOLP6YxoqOvuAODGdcHJn+43q3g=="},"node_modules/get-east-asian-width":{"version":"1.7.0","integrity":"sha512-XjH1AECxf0giL2V1aU8vKyRR2ppRUb5c0EvT7zuJTokQ74bNo52zOtghqdWIqrhUD79fo3x0WfKZdOqxF6LG1Q=="},"node_modules/get-intrinsic":{"version":"1.3.1","integrity":"sha512-fk1ZVEeOX9hVZ6QzoBNEC55+Ucqg4sTVwrVuigZhuRPESVFpMyXnd3sbXvPOwp7Y9riVyANiqhEuRF0G1aVSeQ==","dependencies":{"async-function":"^1.0.0","async-generator-function":"^1.0.0","call-bind-apply-helpers":"^1.0.2","es-define-property":"^1.0.1","es-errors":"^1.3.0","es-object-atoms":"^1.1.1","function-bind":"^1.1.2","generator-function":"^2.0.0","get-proto":"^1.0.1","gopd":"^1.2.0","has-symbols":"^1.1.0","hasown":"^2.0.2","math-intrinsics":"^1.1.0"}},"node_modules/get-proto":{"version":"1.0.1","integrity":"sha512-sTSfBjoXBp89JvIKIefqw7U2CCebsc74kiY6awiGogKtoSGbgjYE/G/+l9sF3MWFPNc9IcoOC4ODfKHfxFmp0g==","dependencies":{"dunder-proto":"^1.0.1","es-object-atoms":"^1.0.0"}},"node_modules/gopd":{"version":"1.2.0","integrity":"sha512-ZUKRh6/kUFoAiTAtTYPZJ3hw9wNxx+BIBOijnlG9PnrJsCcSjs1wyyD6vJpaYtgnzDrKYRSqf3OO6Rfa93xsRg=="},"node_modules/has-symbols":{"version":"1.1.0","integrity":"sha512-1cDNdwJ2Jaohmb3sg4OmKaMBwuC48sYni5HUw2DvsC8LjGTLK9h+eb1X6RyuOHe4hT0ULCW68iomhjUoKUqlPQ=="},"node_modules/hasown":{"version":"2.0.4","integrity":"sha512-T2UbfbBEF32wiepXIsMlTW9+dDYC6wMh/t/vYA4tuOMKqWz/n3vr1NFSxQiyP+zk2mXsoMA/i/7qV6LKut1t1A==","dependencies":{"function-bind":"^1.1.2"}},"node_modules/http-errors":{"version":"2.0.1","integrity":"sha512-4FbRdAX+bSdmo4AUFuS0WNiPz8NgFt+r8ThgNWmlrjQjt1Q7ZR9+zTlce2859x4KSXrwIsaeTqDoKQmtP8pLmQ==","dependencies":{"depd":"~2.0.0","inherits":"~2.0.4","setprototypeof":"~1.2.0","statuses":"~2.0.2","toidentifier":"~1.0.1"}},"node_modules/iconv-lite":{"version":"0.7.3","integrity":"sha512-IKXpvIzjnC9XTAUbVBcMfGS0EPaIXtW6v+zr+RRp+hqULEpo0owZax6wyRwPOJbWbzjYspQwusTsfVr0ifh4uQ==","dependencies":{"safer-buffer":">= 2.1.2 < 3.0.0"}},"node_modules/inherits":{"version":"2.0.4","integrity":"sha512-k/vGaX4/Yla3WzyMCvTQOXYeIHvqOKtnqBduzTHpzpQZzAskKMhZ2K+EnBiSM9zGSoIFeMpXKxa4dYeZIQqewQ=="},"node_modules/inquirer":{"version":"12.11.1","integrity":"sha512-9VF7mrY+3OmsAfjH3yKz/pLbJ5z22E23hENKw3/LNSaA/sAt3v49bDRY+Ygct1xwuKT+U+cBfTzjCPySna69Qw==","dependencies":{"@inquirer/ansi":"^1.0.2","@inquirer/core":"^10.3.2","@inquirer/prompts":"^7.10.1","@inquirer/type":"^3.0.10","mute-stream":"^2.0.0","run-async":"^4.0.6","rxjs":"^7.8.2"},"peerDependencies":{"@types/node":">=18"},"peerDependenciesMeta":{"@types/node":{"optional":true}}},"node_modules/ipaddr.js":{"version":"1.9.1","integrity":"sha512-0KI/607xoxSToH7GjN1FfSbLoU0+btTicjsQSWQlh/hZykN8KpmMf7uYwPW3R+akZ6R/w18ZlXSHBYXiYUPO3g=="},"node_modules/is-docker":{"version":"3.0.0","integrity":"sha512-eljcgEDlEns/7AXFosB5K/2nCM4P7FQPkGc/DWLy5rmFEWvZayGrik1d9/QIY5nJ4f9YsVvBkA6kJpHn9rISdQ=="},"node_modules/is-fullwidth-code-point":{"version":"3.0.0","integrity":"sha512-zymm5+u+sCsSWyD9qNaejV3DFvhCKclKdizYaJUuHA83RLjb7nSuGnddCHGv0hk+KY7BMAlsWeK4Ueg6EV6XQg=="},"node_modules/is-inside-container":{"version":"1.0.0","integrity":"sha512-KIYLCCJghfHZxqjYBE7rEy0OBuTd5xCHS7tHVgvCLkx7StIoaxwNW3hCALgEUjFfeRk+MG/Qxmp/vtETEF3tRA==","dependencies":{"is-docker":"^3.0.0"}},"node_modules/is-interactive":{"version":"2.0.0","integrity":"sha512-qP1vozQRI+BMOPcjFzrjXuQvdak2pHNUMZoeG2eRbiSqyvbEf/wQtEOTOX1guk6E3t36RkaqiSt8A/6YElNxLQ=="},"node_modules/is-promise":{"version":"4.0.0","integrity":"sha512-hvpoI6korhJMnej285dSg6nu1+e6uxs7zG3BYAm5byqDsgJNWwxzM6z6iZiAgQR4TJ30JmBTOwqZUw3WlyH3AQ=="},"node_modules/is-unicode-supported":{"version":"2.1.0","integrity":"sha512-mE00Gnza5EEB3Ds0HfMyllZzbBrmLOX3vfWoj9A9PEnTfratQ/BcaJOuMhnkhjXvb2+FkY3VuHqtAGpTPmglFQ=="},"node_modules/is-wsl":{"version":"3.1.1","integrity":"sha512-e6rvdUCiQCAuumZslxRJWR/Doq4VpPR82kqclvcS0efgt430SlGIk05vdCN58+VrzgtIcfNODjozVielycD4Sw==","dependencies":{"is-inside-container":"^1.0.0"}},"node_modules/log-symbols":{"version":"6.0.0","integrity":"sha512-i24m8rpwhmPIS4zscNzK6MSEhk0DUWa/8iYQWxhffV8jkI4Phvs3F+quL5xvS0gdQR0FyTCMMH33Y78dDTzzIw==","dependencies":{"chalk":"^5.3.0","is-unicode-supported":"^1.3.0"}},"node_modules/log-symbols/node_modules/is-unicode-supported":{"version":"1.3.0","integrity":"sha512-43r2mRvz+8JRIKnWJ+3j8JtjRKZ6GmjzfaE/qiBJnikNnYv/6bagRJ1kUhNk8R5EX/GkobD+r+sfxCPJsiKBLQ=="},"node_modules/math-intrinsics":{"version":"1.1.0","integrity":"sha512-/IXtbwEk5HTPyEwyKX6hGkYXxM9nbj64B+ilVJnC/R6B0pH5G4V3b0pVbL7DBj4tkhBAppbQUlf6F6Xl9LHu1g=="},"node_modules/media-typer":{"version":"1.1.1","integrity":"sha512-yz3xRaG20c6/BOzvYoDaGtPmGscs7YivItZEEqe6GbwNfHuxu9YNmvnEkMzKldAGY4/80pRcQRZSEnhquk9XuQ=="},"node_modules/merge-descriptors":{"version":"2.0.0","integrity":"sha512-Snk314V5ayFLhp3fkUREub6WtjBfPdCPY1Ln8/8munuLuiYhsABgBVWsozAG+MWMbVEvcdcpbi9R7ww22l9Q3g=="},"node_modules/mime-db":{"version":"1.54.0","integrity":"sha512-aU5EJuIN2WDemCcAp2vFBfp/m4EAhWJnUNSSw0ixs7/kXbd6Pg64EmwJkNdFhB8aWt1sH2CTXrLxo/iAGV3oPQ=="},"node_modules/mime-types":{"version":"3.0.2","integrity":"sha512-Lbgzdk0h4juoQ9fCKXW4by0UJqj+nOOrI9MJ1sSj4nI8aI2eo1qmvQEie4VD1glsS250n15LsWsYtCugiStS5A==","dependencies":{"mime-db":"^1.54.0"}},"node_modules/mimic-function":{"version":"5.0.1","integrity":"sha512-VP79XUPxV2CigYP3jWwAUFSku2aKqBH7uTAapFWCBqutsbmDo96KY5o8uh6U+/YSIn5OxJnXp73beVkpqMIGhA=="},"node_modules/ms":{"version":"2.1.3","integrity":"sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA=="},"node_modules/mute-stream":{"version":"2.0.0","integrity":"sha512-WWdIxpyjEn+FhQJQQv9aQAYlHoNVdzIzUySNV1gHUPDSdZJ3yZn7pAAbQcV7B56Mvu881q9FZV+0Vx2xC44VWA=="},"node_modules/negotiator":{"version":"1.1.0","integrity":"sha512-NMPBRMJgiQHjbd8phG3Vebdx4kZ1H121rbl5IkMqeOsahptB9BKo/d7oJ3zTXqTgagn2bWlNSXkh0QUGM31RYg==","dependencies":{"content-type":"^2.1.0"}},"node_modules/object-inspect":{"version":"1.14.0","integrity":"sha512-IVgHNlp/jwQX271+Xzoq9LZNTWXxZK+cEOrGBOBxXNbn7fapnZ+Ts6TVMgNOuAezwG2wdtnMX97tTPK6VEnuOQ=="},"node_modules/on-finished":{"version":"2.4.2","integrity":"sha512-ATWUv387i+nLD49EiDoOft5scf32Vsdz3ktrQJG9bi7jRFmaXTssvyvj1EmeKVVgvesbqUtvQQvaS2TpTukAZQ==","dependencies":{"ee-first":"1.1.1"}},"node_modules/once":{"version":"1.4.0","integrity":"sha512-lNaJgI+2Q5URQBkccEKHTQOPaXdUxnZZElQTZY0MFUAuaEqe1E+Nyvgdz/aIyNi6Z9MzO5dv1H8n58/GELp3+w==","dependencies":{"wrappy":"1"}},"node_modules/onetime":{"version":"7.0.0","integrity":"sha512-VXJjc87FScF88uafS3JllDgvAm+c/Slfz06lorj2uAY34rlUu0Nt+v8wreiImcrgAjjIHp1rXpTDlLOGw29WwQ==","dependencies":{"mimic-function":"^5.0.0"}},"node_modules/open":{"version":"10.2.0","integrity":"sha512-YgBpdJHPyQ2UE5x+hlSXcnejzAvD0b22U2OuAP+8OnlJT+PjWPxtgmGqKKc+RgTM63U9gN0YzrYc71R2WT/hTA==","dependencies":{"default-browser":"^5.2.1","define-lazy-prop":"^3.0.0","is-inside-container":"^1.0.0","wsl-utils":"^0.1.0"}},"node_modules/ora":{"version":"8.2.0","integrity":"sha512-weP+BZ8MVNnlCm8c0Qdc1WSWq4Qn7I+9CJGm7Qali6g44e/PUzbjNqJX5NJ9ljlNMosfJvg1fKEGILklK9cwnw==","dependencies":{"chalk":"^5.3.0","cli-cursor":"^5.0.0","cli-spinners":"^2.9.2","is-interactive":"^2.0.0","is-unicode-supported":"^2.0.0","log-symbols":"^6.0.0","stdin-discarder":"^0.2.2","string-width":"^7.2.0","strip-ansi":"^7.1.0"}},"node_modules/parseurl":{"version":"1.3.3","integrity":"sha512-CiyeOxFT/JZyN5m0z9PfXw4SCBJ6Sygz1Dpl0wqjlhDEGGBP1GnsUVEL0p63hoG1fcj3fHynXi9NYO4nWOL+qQ=="},"node_modules/path-to-regexp":{"version":"8.4.2","integrity":"sha512-qRcuIdP69NPm4qbACK+aDogI5CBDMi1jKe0ry5rSQJz8JVLsC7jV8XpiJjGRLLol3N+R5ihGYcrPLTno6pAdBA=="},"node_modules/proxy-addr":{"version":"2.0.8","integrity":"sha512-5nnx0yGyVUcY6t9RnWcARWtwT9F1D8O9rt08htPvnd49W1IgZtmLkhu9WfMzQj1cFxjHIO6connUNVW5k7AVyQ==","dependencies":{"forwarded":"0.2.0","ipaddr.js":"1.9.1"}},"node_modules/qs":{"version":"6.17.1","integrity":"sha512-jd3COkaKVgGUW+ZHyEHCG9bH7RoaaiWuMgzsIBjUMVjLAaWGWpoUAVwljVvBHxRu/2qEHnadLGZrkutYUBPQJA==","dependencies":{"es-define-property":"^1.0.1","side-channel":"^1.1.1"}},"node_modules/range-parser":{"version":"1.3.0","integrity":"sha512-hek2mFQpPuI4E1BBKrSto+BU3e3x4xuarsbiwr3+lf7p44juvFMV0XFWQAP3xUyqXA4RrXLIoaSUGbSt056ZMw=="},"node_modules/raw-body":{"version":"3.0.2","integrity":"sha512-K5zQjDllxWkf7Z5xJdV0/B0WTNqx6vxG70zJE4N0kBs4LovmEYWJzQGxC9bS9RAKu3bgM40lrd5zoLJ12MQ5BA==","dependencies":{"bytes":"~3.1.2","http-errors":"~2.0.1","iconv-lite":"~0.7.0","unpipe":"~1.0.0"}},"node_modules/restore-cursor":{"version":"5.1.0","integrity":"sha512-oMA2dcrw6u0YfxJQXm342bFKX/E4sG9rbTzO9ptUcR/e8A33cHuvStiYOwH7fszkZlZ1z/ta9AAoPk2F4qIOHA==","dependencies":{"onetime":"^7.0.0","signal-exit":"^4.1.0"}},"node_modules/router":{"version":"2.3.0","integrity":"sha512-bpowRfGjEPe8t9R6fJIzhwmyCGAXwKvxBUsgJm+bJukwdcWmUXbMo7p22w7aYmQBPQTUMNqMV39YX0kMou3z8w==","dependencies":{"debug":"^4.4.0","depd":"^2.0.0","is-promise":"^4.0.0","parseurl":"^1.3.3","path-to-regexp":"^8.0.0"}},"node_modules/run-applescript":{"version":"7.1.0","integrity":"sha512-DPe5pVFaAsinSaV6QjQ6gdiedWDcRCbUuiQfQa2wmWV7+xC9bGulGI8+TdRmoFkAPaBXk8CrAbnlY2ISniJ47Q=="},"node_modules/run-async":{"version":"4.0.6","integrity":"sha512-IoDlSLTs3Yq593mb3ZoKWKXMNu3UpObxhgA/Xuid5p4bbfi2jdY1Hj0m1K+0/tEuQTxIGMhQDqGjKb7RuxGpAQ=="},"node_modules/rxjs":{"version":"7.8.2","integrity":"sha512-dhKf903U/PQZY6boNNtAGdWbG85WAbjT/1xYoZIC7FAY0yWapOBQVsVrDl58W86//e1VpMNBtRV4MaXfdMySFA==","dependencies":{"tslib":"^2.1.0"}},"node_modules/safer-buffer":{"version":"2.1.2","integrity":"sha512-YZo3K82SD7Riyi0E1EQPojLz7kpepnSQI9IyPbHHg1XXXevb5dJI7tpyN2ADxGcQbHG7vcyRHk0cbwqcQriUtg=="},"node_modules/send":{"version":"1.2.1","integrity":"sha512-1gnZf7DFcoIcajTjTwjwuDjzuz4PPcY2StKPlsGAQ1+YH20IRVrBaXSWmdjowTJ6u8Rc01PoYOGHXfP1mYcZNQ==","dependencies":{"debug":"^4.4.3","encodeurl":"^2.0.0","escape-html":"^1.0.3","etag":"^1.8.1","fresh":"^2.0.0","http-errors":"^2.0.1","mime-types":"^3.0.2","ms":"^2.1.3","on-finished":"^2.4.1","range-parser":"^1.2.1","statuses":"^2.0.2"}},"node_modules/serve-static":{"version":"2.2.1","integrity":"sha512-xRXBn0pPqQTVQiC8wyQrKs2MOlX24zQ0POGaj0kultvoOCstBQM5yvOhAVSUwOMjQtTvsPWoNCHfPGwaaQJhTw==","dependencies":{"encodeurl":"^2.0.0","escape-html":"^1.0.3","parseurl":"^1.3.3","send":"^1.2.0"}},"node_modules/setprototypeof":{"version":"1.2.0","integrity":"sha512-E5LDX7Wrp85Kil5bhZv46j8jOeboKq5JMmYM3gVGdGH8xFpPWXUMsNrlODCrkoxMEeNi/XZIwuRvY4XNwYMJpw=="},"node_modules/side-channel":{"version":"1.1.1","integrity":"sha512-6x6dK6zJdpTzF4sQeNYxwtvBzf6Eg4GtlesS94HOvTudUeyK2WXAaIfmDgsyslYrRBeFIlsi54AYsFGUuhmvrQ==","dependencies":{"es-errors":"^1.3.0","object-inspect":"^1.13.4","side-channel-list":"^1.0.1","side-channel-map":"^1.0.1","side-channel-weakmap":"^1.0.2"}},"node_modules/side-channel-list":{"version":"1.0.1","integrity":"sha512-mjn/0bi/oUURjc5Xl7IaWi/OJJJumuoJFQJfDDyO46+hBWsfaVM65TBHq2eoZBhzl9EchxOijpkbRC8SVBQU0w==","dependencies":{"es-errors":"^1.3.0","object-inspect":"^1.13.4"}},"node_modules/side-channel-map":{"version":"1.0.1","integrity":"sha512-VCjCNfgMsby3tTdo02nbjtM/ewra6jPHmpThenkTYh8pG9ucZ/1P8So4u4FGBek/BjpOVsDCMoLA/iuBKIFXRA==","dependencies":{"call-bound":"^1.0.2","es-errors":"^1.3.0","get-intrinsic":"^1.2.5","object-inspect":"^1.13.3"}},"node_modules/side-channel-weakmap":{"version":"1.0.2","integrity":"sha512-WPS/HvHQTYnHisLo9McqBHOJk2FkHO/tlpvldyrnem4aeQp4hai3gythswg6p01oSoTl58rcpiFAjF2br2Ak2A==","dependencies":{"call-bound":"^1.0.2","es-errors":"^1.3.0","get-intrinsic":"^1.2.5","object-inspect":"^1.13.3","side-channel-map":"^1.0.1"}},"node_modules/signal-exit":{"version":"4.1.0","integrity":"sha512-bzyZ1e88w9O1iNJbKnOlvYTrWPDl46O1bG0D3XInv+9tkPrxrN8jUUTiFlDkkmKWgn1M6CfIA13SuGqOa9Korw=="},"node_modules/statuses":{"version":"2.0.2","integrity":"sha512-DvEy55V3DB7uknRo+4iOGT5fP1slR8wQohVdknigZPMpMstaKJQWhwiYBACJE3Ul2pTnATihhBYnRhZQHGBiRw=="},"node_modules/stdin-discarder":{"version":"0.2.2","integrity":"sha512-UhDfHmA92YAlNnCfhmq0VeNL5bDbiZGg7sZ2IvPsXubGkiNa9EC+tUTsjBRsYUAz87btI6/1wf4XoVvQ3uRnmQ=="},"node_modules/string-width":{"version":"7.2.0","integrity":"sha512-tsaTIkKW9b4N+AEj+SVA+WhJzV7/zMhcSu78mLKWSk7cXMOSHsBKFWUs0fWwq8QyK3MgJBQRX6Gbi4kYbdvGkQ==","dependencies":{"emoji-regex":"^10.3.0","get-east-asian-width":"^1.0.0","strip-ansi":"^7.1.0"}},"node_modules/strip-ansi":{"version":"7.2.0","integrity":"sha512-yDPMNjp4WyfYBkHnjIRLfca1i6KMyGCtsVgoKe/z1+6vukgaENdgGBZt+ZmKPc4gavvEZ5OgHfHdrazhgNyG7w==","dependencies":{"ansi-regex":"^6.2.2"}},"node_modules/toidentifier":{"version":"1.0.1","integrity":"sha512-o5sSPKEkg/DIQNmH43V0/uerLrpzVedkUh8tGNvaeXpfpuwjKenlSox/2O/BTlZUtEe+JG7s5YhEz608PlAHRA=="},"node_modules/tslib":{"version":"2.9.1","integrity":"sha512-a4Ux9VKuIMHsOS7ENbEq6hK2ZGYIT27Rtl0E4eD9KqwxhKiQeMZE/9xb3IdYwWaSOyIBQLExhQgXDTYoiCxnWA=="},"node_modules/type-is":{"version":"2.1.0","integrity":"sha512-faYHw0anBbc/kWF3zFTEnxSFOAGUX9GFbOBthvDdLsIlEoWOFOtS0zgCiQYwIskL9iGXZL3kAXD8OoZ4GmMATA==","dependencies":{"content-type":"^2.0.0","media-typer":"^1.1.0","mime-types":"^3.0.0"}},"node_modules/undici-types":{"version":"8.9.0","integrity":"sha512-KTDyRTYX8sWmKXAikPHHSyc63CRPETMctyjKFupcC6OBLXT3xsN0e9aF7m+mIXutFWpUXuedtowG7iLOzp0kQg=="},"node_modules/unpipe":{"version":"1.0.0","integrity":"sha512-pjy2bYhSsufwWlKwPc+l3cN7+wuJlK6uz0YdJEOlQDbl6jo/YlPi4mb8agUkVC8BF7V8NuzeyPNqRksA3hztKQ=="},"node_modules/uuid":{"version":"11.1.1","integrity":"sha512-vIYxrBCC/N/K+Js3qSN88go7kIfNPssr/hHCesKCQNAjmgvYS2oqr69kIufEG+O4+PfezOH4EbIeHCfFov8ZgQ=="},"node_modules/vary":{"version":"1.1.2","integrity":"sha512-BNGbWLfd0eUPabhkXUVm0j8uuvREyTh5ovRa/dyow/BqAbZJyC+5fU+IzQOzmAKzYqYRAISoRhdQr3eIZ/PXqg=="},"node_modules/wrap-ansi":{"version":"6.2.0","integrity":"sha512-r6lPcBGxZXlIcymEu7InxDMhdW0KDxpLgoFLcguasxCaJ/SOIZwINatK9KY/tf+ZrlywOKU0UDj3ATXUBfxJXA==","dependencies":{"ansi-styles":"^4.0.0","string-width":"^4.1.0","strip-ansi":"^6.0.0"}},"node_modules/wrap-ansi/node_modules/ansi-regex":{"version":"5.0.1","integrity":"sha512-quJQXlTSUGL2LH9SUXo8VwsY4soanhgo6LNSm84E1LBcE8s3O0wpdiRzyR9z/ZZJMlMWv37qOOb9pdJlMUEKFQ=="},"node_modules/wrap-ansi/node_modules/emoji-regex":{"version":"8.0.0","integrity":"sha512-MSjYzcWNOA0ewAHpz0MxpYFvwg6yjy1NG3xteoqz644VCo/RPgnr1/GGt+ic3iJTzQ8Eu3TdM14SawnVUmGE6A=="},"node_modules/wrap-ansi/node_modules/string-width":{"version":"4.2.3","integrity":"sha512-wKyQRQpjJ0sIp62ErSZdGsjMJWsap5oRNihHhu6G7JVO/9jIB6UyevL+tXuOqrng8j/cxKTWyWUwvSTriiZz/g==","dependencies":{"emoji-regex":"^8.0.0","is-fullwidth-code-point":"^3.0.0","strip-ansi":"^6.0.1"}},"node_modules/wrap-ansi/node_modules/strip-ansi":{"version":"6.0.1","integrity":"sha512-Y38VPSHcqkFrCpFnQ9vuSXmquuv5oXOKpGeT6aGrr3o3Gc9AlVa6JBfUSOCnbxGGZF+/0ooI7KrPuUSztUdU5A==","dependencies":{"ansi-regex":"^5.0.1"}},"node_modules/wrappy":{"version":"1.0.2","integrity":"sha512-l4Sp/DRseor9wL6EvV2+TuQn63dMkPjZ/sp9XkghTEbV9KlPS1xUsZ3u7/IQO4wxtcFB4bgpQPRcR3QCvezPcQ=="},"node_modules/wsl-utils":{"version":"0.1.0","integrity":"sha512-h3Fbisa2nKGPxCpm89Hk33lBLsnaGBvctQopaBSOW/uIs6FTe1ATyAnKFJrzVs9vpGdsTe73WF3V4lIsk4Gacw==","dependencies":{"is-wsl":"^3.1.0"}},"node_modules/yoctocolors-cjs":{"version":"2.1.3","integrity":"sha512-U/PBtDf35ff0D8X8D0jfdzHYEPFxAI7jJlxZXwCSez5M3190m+QobIfh+sWDWSHMCWWJN2AWamkegn6vr6YBTw=="}}}');
;// CONCATENATED MODULE: ./build/src/ntcli/install/lockfile.js


/** The dependencies of the tested ntcli, each pinned to one version and the SHA-512 of its tarball. */
const pinnedPackages = lockfile_namespaceObject.packages;
/** Changes with any pinned package, so that no cache returns the tree of another release. */
const lockfileDigest = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(JSON.stringify(lockfile_namespaceObject)).digest('hex').slice(0, 16);
/**
 * Placeholder for the registry of the machine: npm replaces it with the configured one, including path and protocol
 * (`replace-registry-host=always`, read in the source of npm 9.9 to 11.19).
 */
const REGISTRY_PLACEHOLDER = 'https://registry.invalid';
/** True for the ntcli that the pinned tree belongs to; any other has its own dependencies. */
function hasLockfile(request) {
    const { name, version } = lockfile_namespaceObject.ntcli;
    return request.kind === 'registry' && request.name === name && request.version === version;
}
/**
 * The text of a package-lock.json for an install of the tested ntcli. Its own tarball is checked by the integrity that the
 * registry announces, or by the given one: it was not available on npm when this was written.
 *
 * @param integrity of ntcli itself
 */
function createLockfile(integrity) {
    const { name, version, dependencies } = lockfile_namespaceObject.ntcli;
    const pinned = Object.entries(pinnedPackages).map(([path, entry]) => [
        path,
        { ...entry, resolved: REGISTRY_PLACEHOLDER + tarballPath(path, entry.version) },
    ]);
    const packages = {
        '': { dependencies: { [name]: version } },
        // Without a URL, npm uses the registry that is configured for its scope.
        [`node_modules/${name}`]: { version, dependencies, ...(integrity && { integrity }) },
        ...Object.fromEntries(pinned),
    };
    return JSON.stringify({ lockfileVersion: 3, requires: true, packages });
}
/** The path of a tarball, the same on every npm registry. */
function tarballPath(path, version) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return `/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./build/src/ntcli/install/npm-config.js






/** What npm needs besides the variables of every child process. */
const allowedVariables = ['HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'NODE_AUTH_TOKEN'];
/**
 * Settings that say where packages come from, with which credentials, and through which proxy and certificates. npm takes
 * the names in any case, and `-` or `_` in most of them.
 */
const sourceSettings = /^npm_config_(registry|@[^:]+:registry|\/\/.+:(_authtoken|_auth|_password|username|email|certfile|keyfile)|_auth|userconfig|globalconfig|cafile|ca|cert|key|strict[-_]ssl|proxy|https?[-_]proxy|noproxy)$/i;
/**
 * The environment of npm: what a step of the user would have for npm's sources of packages, but nothing that steers npm in
 * another way, nothing of the checkout, and no value that contains the NimbleTools token.
 */
function npmEnvironment({ job, checkout, tempDir, hasOwnSecret }) {
    const settings = Object.keys(job).filter((name) => sourceSettings.test(name));
    const isOwnHome = !(0,lib_fs/* isInside */.FK)(getHome(job), checkout);
    const passed = [
        ...settings.filter((name) => !isFileOfCheckout(name, job, checkout)),
        ...namedVariables(job, checkout),
    ];
    const values = Object.fromEntries(passed.map((name) => [name, job[name] ?? '']));
    const safe = Object.entries(values).filter(([, value]) => value !== '' && !hasOwnSecret(value));
    return {
        ...(0,lib_env/* childEnvironment */.Qc)(job, allowedVariables),
        ...Object.fromEntries(safe),
        ...(0,lib_env/* tempEnvironment */.kj)(tempDir),
        // A home in the checkout has a `.npmrc` that anyone who sends a pull request can write.
        ...(isOwnHome ? {} : (0,lib_env/* homeEnvironment */.PC)(tempDir)),
    };
}
/** Names of npm settings in the environment that are not passed on, for a failed install. */
function ignoredSettings(job) {
    return Object.keys(job).filter((name) => /^npm_config_/i.test(name) && !sourceSettings.test(name));
}
/** The lines of the configuration that say where packages come from: two jobs may have different ones. */
function configuredRegistries(job) {
    const fromFiles = readConfigFiles(job).split(/\r?\n/);
    const fromVariables = Object.entries(job).map(([name, value]) => `${name.replace(/^npm_config_/i, '')}=${value}`);
    return [...fromFiles, ...fromVariables].filter((line) => /^\s*(@[^=\s]+:)?registry\s*=/i.test(line));
}
/**
 * The credentials in npm's configuration, which must not be shown: of the files of the user and of the variables, with
 * `${NAME}` replaced, as written and decoded.
 */
function npmCredentials(job) {
    const fromVariables = Object.entries(job).flatMap(([name, value]) => /^npm_config_/i.test(name) ? [`${name.replace(/^npm_config_/i, '')}=${value}`] : []);
    const settings = [...readConfigFiles(job).split(/\r?\n/), ...fromVariables].map((line) => line.replace(/\$\{(\w+)\??\}/g, (_, name) => job[name] ?? ''));
    const found = settings.flatMap((line) => {
        const [, key = '', value = ''] = /^\s*([^=]+?)\s*=\s*"?(.*?)"?\s*$/.exec(line) ?? [];
        if (URL.canParse(value))
            return (0,urls/* urlSecrets */.F)(new URL(value));
        if (!/(^|:)(_authtoken|_auth|_password|password)$/i.test(key))
            return [];
        const isEncoded = /_(auth|password)$/i.test(key);
        return isEncoded ? [value, Buffer.from(value, 'base64').toString('utf8')] : [value];
    });
    return [...found, job.NODE_AUTH_TOKEN ?? ''].filter((secret) => secret !== '');
}
/** The variables that the user's configuration names, as in `_authToken=${NPM_TOKEN}`. */
function namedVariables(job, checkout) {
    const text = (0,lib_fs/* isInside */.FK)(getHome(job), checkout) ? '' : readConfigFiles(job);
    return [...text.matchAll(/\$\{(\w+)\??\}/g)].map(([, name = '']) => name);
}
function readConfigFiles(job) {
    const userConfig = getVariable(job, 'npm_config_userconfig') ?? (0,external_node_path_.join)(getHome(job), '.npmrc');
    const files = [userConfig, getVariable(job, 'npm_config_globalconfig')];
    return files.map((file) => (file ? readOrEmpty(file) : '')).join('\n');
}
function readOrEmpty(file) {
    try {
        return (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch {
        return '';
    }
}
/** True for a setting that names a configuration file of the checkout. */
function isFileOfCheckout(name, job, checkout) {
    return /^npm_config_(user|global)config$/i.test(name) && (0,lib_fs/* isInside */.FK)(job[name] ?? '', checkout);
}
function getVariable(job, name) {
    return Object.entries(job).find(([key, value]) => key.toLowerCase() === name && value)?.[1];
}
function getHome(job) {
    return job.HOME || job.USERPROFILE || (0,external_node_os_.homedir)();
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/cache-key.js






/**
 * The key of a cached copy: an exact version and its source, or the checksum of a tarball. Without either, nothing is
 * cached.
 */
async function computeCacheKey(request, job) {
    if (request.kind === 'registry') {
        const registries = request.registry ? [request.registry] : configuredRegistries(job);
        const pins = hasLockfile(request) ? lockfileDigest : '';
        const origin = [request.name, ...registries, request.integrity ?? '', pins].join('\n');
        const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(origin).digest('hex').slice(0, 16);
        // @actions/tool-cache ignores build metadata, as npm does.
        return { tool: `ntcli-${hash}`, version: request.version.replace(/\+.*$/, '') };
    }
    const bytes = request.integrity ?? (await computeChecksum(request.location));
    if (bytes === undefined)
        return undefined;
    // Its dependencies come from a registry.
    const origin = request.registry ? `${bytes}\n${request.registry}` : bytes;
    return { tool: 'ntcli-tarball', version: `0.0.0-${(0,external_node_crypto_namespaceObject.createHash)('sha256').update(origin).digest('hex')}` };
}
/** The integrity of a file in npm's format; undefined for a URL, because it is unknown before the download. */
async function computeChecksum(location) {
    if (/^https?:/.test(location))
        return undefined;
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha512');
    try {
        await (0,external_node_stream_promises_namespaceObject.pipeline)((0,external_node_fs_.createReadStream)(location), hash);
    }
    catch {
        throw (0,errors/* createError */.$5)('ntcli-unavailable', 'Cannot read the file set as `ntcli-package`.');
    }
    return `sha512-${hash.digest('base64')}`;
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/download.js





/** Milliseconds for one attempt. */
const timeoutMs = 60000;
const download_retryDelays = [1000, 4000];
/** The published tarballs of ntcli have less than 1 MB. */
const MAX_TARBALL_BYTES = 64 * 1024 * 1024;
/** True for a URL with a user name, a password or a query, which may be a signature. */
function hasCredentials(url) {
    return url.username !== '' || url.password !== '' || url.search !== '';
}
/**
 * Downloads a tarball, so that npm installs a file: npm would write the URL to its lockfiles and quote it in errors.
 * Redirects are followed to HTTPS only; another origin does not get the credentials.
 *
 * @throws DeployError ntcli-unavailable, npm-credentials or ntcli-install-failed, none of which has the query in it
 */
async function downloadTarball(url, file, context) {
    const result = await retry(() => followRedirects(url, context), {
        delays: download_retryDelays,
        signal: context.signal,
        shouldRetry: decideRetry,
    });
    if (!result.ok || result.status !== 200)
        throw toDownloadError(url, result);
    await (0,promises_namespaceObject.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
    await (0,promises_namespaceObject.writeFile)(file, result.bytes, { mode: 0o600 });
}
async function followRedirects(first, { network, signal, debug }) {
    for (let url = first, hops = 0;; hops++) {
        const started = performance.now();
        const request = { method: 'GET', url: withoutUser(url) };
        const result = await sendRequest({
            ...request,
            network,
            headers: { accept: '*/*', ...(url.origin === first.origin ? authorization(first) : {}) },
            timeout: timeoutMs,
            signal,
            maxBytes: MAX_TARBALL_BYTES,
        });
        debug(formatExchange(request, result, started));
        const location = result.ok && result.status >= 300 && result.status < 400 ? result.headers.location : '';
        if (!location || !URL.canParse(location, url.href))
            return result;
        url = new URL(location, url);
        if (url.protocol !== 'https:')
            return { ok: false, reason: 'redirected to plain HTTP', retryable: false };
        if (hops === MAX_REDIRECTS)
            return { ok: false, reason: 'too many redirects', retryable: false };
    }
}
function authorization({ username, password }) {
    if (!username && !password)
        return {};
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
/** Node.js would send the credentials of a URL by itself, to any origin. */
function withoutUser(url) {
    const bare = new URL(url.href);
    [bare.username, bare.password] = ['', ''];
    return bare;
}
function toDownloadError({ host, pathname }, result) {
    const what = `The download of ntcli from ${host}${pathname}`;
    if (!result.ok)
        return (0,errors/* createError */.$5)('ntcli-install-failed', `${what} failed: ${result.reason}.`);
    const { status } = result;
    const message = `${what} returned ${status}.`;
    if (status === 401 || status === 403)
        return (0,errors/* createError */.$5)('npm-credentials', message);
    return (0,errors/* createError */.$5)(status === 404 || status === 410 ? 'ntcli-unavailable' : 'ntcli-install-failed', message);
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/search-path.js





/**
 * The directories of PATH.
 *
 * @param style of the paths. On Windows an entry may be in quotes, as in `"C:\Program Files\nodejs"`
 */
function splitPath(path, style = external_node_path_) {
    const places = style.sep === '\\' ? (path.match(/(?:"[^"]*"?|[^;"])+/g) ?? []) : path.split(':');
    return places
        .map((place) => (style.sep === '\\' ? place.replaceAll('"', '').trim() : place))
        .filter((place) => place !== '');
}
/** The directories of PATH from which programs are run: absolute, and outside the checkout. */
function trustedDirectories(path, checkout) {
    return splitPath(path).filter((place) => external_node_path_.isAbsolute(place) && !(0,lib_fs/* isInside */.FK)(place, checkout));
}
/**
 * Finds all files with one of these names in the directories of PATH. Those in the checkout are not used, because a pull
 * request can add a program there.
 */
function findPrograms(names, path, checkout) {
    return splitPath(path).flatMap((place) => {
        const name = names.find((one) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(place, one)));
        if (name === undefined)
            return [];
        const file = (0,external_node_path_.join)(place, name);
        if (!external_node_path_.isAbsolute(place))
            return [{ ok: false, path: file, problem: 'is in a relative directory' }];
        const target = (0,external_node_fs_.realpathSync)(file);
        if ((0,lib_fs/* isInside */.FK)(place, checkout) || (0,lib_fs/* isInside */.FK)(target, checkout))
            return [{ ok: false, path: file, problem: 'is inside the checkout' }];
        return [{ ok: true, path: file, target }];
    });
}
/** True for a file that the operating system can start. */
function isExecutable(file) {
    try {
        (0,external_node_fs_.accessSync)(file, external_node_fs_.constants.X_OK);
        return (0,external_node_fs_.statSync)(file).isFile();
    }
    catch {
        return false;
    }
}
/**
 * What a program needs that starts another one, such as a wrapper script of pnpm or a shim of Volta: PATH without the
 * checkout, and the directory of Volta, which it would search for in the home directory.
 */
function shimEnvironment(job, checkout) {
    const trusted = trustedDirectories(job.PATH ?? '', checkout);
    const volta = job.VOLTA_HOME || (0,external_node_path_.join)(job.HOME || job.USERPROFILE || (0,external_node_os_.homedir)(), '.volta');
    const hasVolta = (0,external_node_fs_.existsSync)(volta) && !(0,lib_fs/* isInside */.FK)(volta, checkout);
    return { PATH: trusted.join(external_node_path_.delimiter), ...(hasVolta && { VOLTA_HOME: volta }) };
}
/** What was found and not used, in one sentence; empty if there is nothing. */
function describeRefused(refused) {
    if (refused.length === 0)
        return '';
    const list = refused.map(({ path, problem }) => `${path} ${problem}`);
    return ` Not used: ${(0,sanitize/* joinFirst */.FS)(list, 5, '; ')}.`;
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/npm.js










/** Time limit in milliseconds of one npm command, including retries. */
const npmTimeoutMs = 180000;
/** npm's error codes (`npm error code <CODE>`) by the catalogue entry that they map to. */
const unavailable = /^(E404|ETARGET|ENOVERSIONS)$/;
const rejected = /^(E401|E403|ENEEDAUTH)$/;
const unexpected = /^(EINTEGRITY|EBADENGINE|EBADPLATFORM)$/;
const unwritable = /^(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO)$/;
/** Transient errors of a connection or server, without refusals. */
const npm_transient = /^(E5\d\d|ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|EAI_AGAIN|ERR_SOCKET_TIMEOUT|ERR_STREAM_\w+|Z_BUF_ERROR|TAR_\w+)$/;
/** Milliseconds before the second and third run of npm, before jitter. */
const npm_retryDelays = [1000, 4000];
/**
 * The registry could not be reached, or failed: 5xx and rate limits, the network, its certificate, or a page instead of
 * its answer. No code says that other bytes than expected arrived.
 */
const unreachable = /^(E5\d\d|E408|E429|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EPROTO|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|ERR_STREAM_\w+|ERR_TLS_\w+|ERR_SSL_\w+|\w*CERT\w*|UNABLE_TO_\w+|FETCH_ERROR|EINVALIDPROXY)$/;
/**
 * Finds npm's JavaScript file, next to the running Node.js or through `npm` on PATH; otherwise an executable `npm` on PATH.
 * Never in the checkout, unless the running Node.js is there too. (On Windows, `npm.cmd` cannot be started without a shell.)
 *
 * @throws DeployError npm-missing, which names what was found and not used
 */
function findNpm(node, job, checkout) {
    const home = (0,external_node_path_.dirname)(node);
    const beside = [(0,external_node_path_.join)(home, '..', 'lib'), home].map((place) => (0,external_node_path_.join)(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'));
    // Only next to an `npm`: another user may be able to create directories next to a directory of PATH.
    const onPath = trustedDirectories(job.PATH ?? '', checkout)
        .filter((place) => ['npm', 'npm.cmd'].some((name) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(place, name))))
        .flatMap((place) => [
        (0,external_node_path_.join)(place, 'npm'),
        (0,external_node_path_.join)(place, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
        (0,external_node_path_.join)(place, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ]);
    for (const candidate of [...beside, ...onPath]) {
        if (!(0,external_node_fs_.existsSync)(candidate))
            continue;
        const cli = (0,external_node_fs_.realpathSync)(candidate);
        const isTrusted = !(0,lib_fs/* isInside */.FK)(cli, checkout) || (beside.includes(candidate) && (0,lib_fs/* isInside */.FK)(node, checkout));
        if (cli.endsWith('npm-cli.js') && isTrusted)
            return { file: node, args: [cli] };
    }
    const names = process.platform === 'win32' ? ['npm.exe'] : ['npm'];
    const programs = findPrograms(names, job.PATH ?? '', checkout).map((program) => program.ok && !isExecutable(program.path)
        ? { ok: false, path: program.path, problem: 'is not executable' }
        : program);
    const usable = programs.find(({ ok }) => ok);
    if (usable)
        return { file: usable.path, args: [], shim: shimEnvironment(job, checkout) };
    const refused = programs.flatMap((program) => (program.ok ? [] : [program]));
    throw (0,errors/* createError */.$5)('npm-missing', `No npm found.${describeRefused(refused)}`);
}
/** npm's path and version for the debug log; the version is that of the package around npm's JavaScript file. */
function describeNpm({ file, args: [cli] }) {
    if (cli === undefined)
        return `npm: ${file}`;
    const path = (0,external_node_path_.join)((0,external_node_path_.dirname)(cli), '..', 'package.json');
    const manifest = (0,external_node_fs_.existsSync)(path) ? (0,api_json/* parseJson */.qF)((0,external_node_fs_.readFileSync)(path, 'utf8')) : undefined;
    return `npm ${(0,api_json/* textField */.M8)(manifest, 'version') ?? 'of an unknown version'}: ${cli}`;
}
/**
 * Runs one npm command in our own directory, so that the `.npmrc` of the checkout is ignored, and without the NimbleTools
 * token in its environment. Retries after a connection error: npm itself retries after a 5xx or a timeout, but not after a
 * truncated tarball. Complete downloads are in npm's cache by then.
 *
 * @throws DeployError ntcli-unavailable, npm-credentials, ntcli-unexpected, ntcli-not-written or ntcli-install-failed, by npm's error code
 */
async function runNpm(npm, command, options) {
    const deadline = performance.now() + npmTimeoutMs;
    let lastErrorCode = '';
    const { ending } = await retry(async () => {
        const attempt = await runOnce(npm, command, Math.max(1, deadline - performance.now()), options);
        // An attempt that the time limit cuts short names no code, but the one before it may have.
        lastErrorCode = attempt.errorCode || lastErrorCode;
        return attempt;
    }, {
        delays: npm_retryDelays,
        deadline,
        signal: options.signal,
        shouldRetry: (last) => last.ending.kind === 'exit' && npm_transient.test(last.errorCode),
    });
    if (isSuccess(ending))
        return;
    const ignored = ignoredSettings(command.job);
    if (ignored.length > 0)
        options.debug(`npm settings that were not passed on: ${ignored.join(', ')}`);
    throw toInstallError(ending, lastErrorCode);
}
async function runOnce(npm, { args, cwd, tempDir, job, checkout, hasOwnSecret }, timeout, options) {
    let errorCode = '';
    const ending = await runCommand({
        file: npm.file,
        args: [...npm.args, ...forcedOptions, `--cache=${npmCacheDir(tempDir)}`, ...args],
        cwd,
        env: { ...npmEnvironment({ job, checkout, tempDir, hasOwnSecret }), ...npm.shim },
        timeout,
    }, {
        ...options,
        onLines(text) {
            errorCode || (errorCode = /^npm (?:error|ERR!) code (\w+)/m.exec((0,sanitize/* stripControlChars */.BF)(text))?.[1] ?? '');
            // Caused by our own setting.
            options.onLines(text.replace(/^.*Log files were not written.*$/gm, ''));
        },
    });
    return { ending, errorCode };
}
/** npm's cache in the temporary directory. */
function npmCacheDir(tempDir) {
    return (0,external_node_path_.join)(tempDir, 'cache');
}
function toInstallError(ending, errorCode) {
    if (rejected.test(errorCode))
        return (0,errors/* createError */.$5)('npm-credentials', `npm failed with ${errorCode}.`);
    if (unavailable.test(errorCode))
        return (0,errors/* createError */.$5)('ntcli-unavailable', `npm failed with ${errorCode}.`);
    if (unexpected.test(errorCode))
        return (0,errors/* createError */.$5)('ntcli-unexpected', `npm failed with ${errorCode}.`);
    if (unwritable.test(errorCode))
        return (0,errors/* createError */.$5)('ntcli-not-written', `npm failed with ${errorCode}.`);
    const how = {
        exit: `npm failed${errorCode && ` with ${errorCode}`}`,
        signal: 'npm was killed',
        timeout: `npm did not finish in ${npmTimeoutMs / 1000} s${errorCode && `; its last error was ${errorCode}`}`,
        cancel: 'npm was stopped',
        'not-started': 'npm could not be started',
    }[ending.kind];
    const isUnreachable = ending.kind === 'timeout' || (ending.kind === 'exit' && unreachable.test(errorCode));
    return (0,errors/* createError */.$5)('ntcli-install-failed', `${how}.`, isUnreachable);
}
/** Settings that the user's npm configuration must not change. */
const forcedOptions = [
    '--ignore-scripts',
    '--global=false',
    '--location=project',
    // Otherwise npm uses a package.json in a parent directory, possibly of another user, as the project root.
    '--workspaces=false',
    '--dry-run=false',
    '--save',
    '--package-lock',
    '--package-lock-only=false',
    '--lockfile-version=3',
    '--offline=false',
    // The error code is found by this word.
    '--heading=npm',
    '--omit=dev',
    '--install-strategy=hoisted',
    '--bin-links=false',
    '--audit=false',
    '--fund=false',
    '--update-notifier=false',
    '--loglevel=error',
    '--logs-max=0',
    // npm's default limits let a job hang silently for minutes; these end within one.
    '--fetch-timeout=30000',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
];

;// CONCATENATED MODULE: ./build/src/ntcli/install/cache-directory.js



/**
 * Reads a file from the directory in the checkout that GitLab and CircleCI cache between jobs. Its content is untrusted:
 * symlinks are not followed, and only a regular file is read.
 *
 * @returns undefined without such a file of at most `maxBytes`
 */
function readCacheFile(directory, name, maxBytes) {
    const path = (0,external_node_path_.join)(directory, name);
    // A named pipe would block otherwise.
    const flags = external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0) | (external_node_fs_.constants.O_NONBLOCK ?? 0);
    try {
        if (!cache_directory_isDirectory(directory) || !(0,external_node_fs_.lstatSync)(path).isFile())
            return undefined;
        const file = (0,external_node_fs_.openSync)(path, flags);
        try {
            const stats = (0,external_node_fs_.fstatSync)(file);
            return stats.isFile() && stats.size <= maxBytes ? (0,lib_fs/* readAtMost */.rU)(file, stats.size) : undefined;
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
    }
    catch {
        return undefined;
    }
}
/**
 * Writes a file into that directory. A symlink in its place is replaced, not followed.
 *
 * @returns why it could not be written; undefined when it was
 */
function writeCacheFile(directory, name, bytes) {
    try {
        (0,external_node_fs_.mkdirSync)(directory, { recursive: true });
        if (!cache_directory_isDirectory(directory))
            return `${(0,external_node_path_.basename)(directory)} is a symlink`;
        (0,lib_fs/* replaceFile */.fR)((0,external_node_path_.join)(directory, name), bytes);
        return undefined;
    }
    catch {
        return `${(0,external_node_path_.basename)(directory)} is not writable`;
    }
}
function cache_directory_isDirectory(path) {
    return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/package-cache.js






/**
 * An archive is one file with the tarballs of the pinned packages: a line of JSON, `{"<integrity>": <bytes>, ...}`, then
 * the tarballs in that order. Its origin is not trusted: only bytes with a sha512 that this release pins are used. ntcli
 * itself is not pinned, so it is never in an archive.
 */
/** The name of the file, different for each pinned tree. */
const archiveName = `ntcli-packages-${lockfileDigest}`;
/** A larger file is not an archive: the pinned tarballs have 2.5 MB. */
const MAX_ARCHIVE_BYTES = 64 * 1024 * 1024;
/** Integrities of everything that an archive may hold, in npm's form. */
const pins = new Set(Object.values(pinnedPackages).map(({ integrity }) => integrity));
/**
 * Extracts the tarballs of an archive into npm's cache, without those that are not pinned.
 *
 * @param archive bytes of any origin
 * @param npmCache directory of npm's cache
 * @returns true when all pinned tarballs are there now
 */
async function extractArchive(archive, npmCache) {
    const verified = readTarballs(archive).filter(({ integrity, bytes }) => pins.has(integrity) && integrity === computeIntegrity(bytes));
    for (const { integrity, bytes } of verified) {
        const path = contentPath(npmCache, integrity);
        await (0,promises_namespaceObject.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_namespaceObject.writeFile)(path, bytes);
    }
    return verified.length === pins.size;
}
/**
 * Creates an archive from npm's cache.
 *
 * @returns undefined when a tarball is missing, because this npm has another cache layout
 */
async function createArchive(npmCache) {
    const sizes = {};
    const tarballs = [];
    for (const integrity of pins) {
        const bytes = await (0,promises_namespaceObject.readFile)(contentPath(npmCache, integrity)).catch(() => undefined);
        if (bytes === undefined)
            return undefined;
        sizes[integrity] = bytes.length;
        tarballs.push(bytes);
    }
    return Buffer.concat([Buffer.from(`${JSON.stringify(sizes)}\n`), ...tarballs]);
}
/** The parts of an archive as its first line lists them, verified or not. */
function readTarballs(archive) {
    const head = archive.indexOf('\n');
    if (archive.length > MAX_ARCHIVE_BYTES || head < 0)
        return [];
    let from = head + 1;
    return parseSizes(archive.toString('utf8', 0, head)).map(([integrity, size]) => {
        const bytes = archive.subarray(from, from + size);
        from += size;
        return { integrity, bytes };
    });
}
function parseSizes(head) {
    try {
        const sizes = JSON.parse(head);
        return Object.entries(sizes ?? {}).filter(isSize);
    }
    catch {
        return [];
    }
}
function isSize(entry) {
    return Number.isSafeInteger(entry[1]) && Number(entry[1]) >= 0;
}
function computeIntegrity(bytes) {
    return `sha512-${(0,external_node_crypto_namespaceObject.createHash)('sha512').update(bytes).digest('base64')}`;
}
/**
 * The file of npm's cache for an integrity. npm reads it without a request when a lockfile has that integrity, and
 * verifies the sha512 again (source: cacache and pacote of npm 11.19; the layout is the same since npm 5).
 */
function contentPath(npmCache, integrity) {
    const hash = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
    return (0,external_node_path_.join)(npmCache, '_cacache', 'content-v2', 'sha512', hash.slice(0, 2), hash.slice(2, 4), hash.slice(4));
}
/**
 * Runs an install of the pinned tree with the tarballs of an earlier job, and saves them for later jobs unless all of
 * them were there. Only the install itself can fail.
 *
 * @param npmTempDir the directory with npm's cache
 */
async function withPackageCache({ directory, info }, npmTempDir, install) {
    const npmCache = npmCacheDir(npmTempDir);
    const name = (0,external_node_path_.basename)(directory);
    const archive = readCacheFile(directory, archiveName, MAX_ARCHIVE_BYTES);
    if (archive)
        info(`Restored packages from ${name} (${formatMegabytes(archive.length)})`);
    const isComplete = archive !== undefined && (await extractArchive(archive, npmCache).catch(() => false));
    await install();
    if (isComplete)
        return;
    const created = await createArchive(npmCache);
    if (created === undefined)
        return;
    const problem = writeCacheFile(directory, archiveName, created);
    info(problem
        ? `Cache not saved: ${problem}.`
        : `Saved packages to ${name} (${formatMegabytes(created.length)})`);
}
/** A number of bytes in megabytes. */
function formatMegabytes(bytes) {
    return `${(bytes / 1e6).toFixed(1)} MB`;
}

// EXTERNAL MODULE: ./build/src/ntcli/install/source.js
var source = __nccwpck_require__(8089);
;// CONCATENATED MODULE: ./build/src/ntcli/install/npm-install.js









/**
 * Installs ntcli with `npm ci` if its dependencies are pinned, otherwise with `npm install`.
 *
 * @throws DeployError as {@link runNpm}
 */
async function npmInstall(request, directory, context, options) {
    const isLocked = hasLockfile(request);
    await (0,promises_namespaceObject.mkdir)(directory, { recursive: true });
    if (isLocked)
        await (0,promises_namespaceObject.writeFile)((0,external_node_path_.join)(directory, 'package-lock.json'), createLockfile(request.integrity));
    // The user's configuration may disable replacing the URLs of a lockfile.
    const command = isLocked ? ['ci', '--replace-registry-host=always'] : ['install'];
    const install = () => npm(request, directory, context, options, command);
    const { packageCache, npmTempDir, info } = context;
    await (isLocked && packageCache
        ? withPackageCache({ directory: packageCache, info }, npmTempDir, install)
        : install());
    await removeSources(directory);
}
/** Removes the URLs from npm's lockfiles: a registry of the user may have credentials in them, and every user can read the files. */
async function removeSources(directory) {
    for (const path of [(0,external_node_path_.join)(directory, 'package-lock.json'), installedLockfile(directory)]) {
        const text = await (0,promises_namespaceObject.readFile)(path, 'utf8').catch(() => undefined);
        if (text === undefined)
            continue;
        const withoutUrls = JSON.stringify(JSON.parse(text), (key, value) => key === 'resolved' ? undefined : value);
        await (0,promises_namespaceObject.writeFile)(path, withoutUrls);
    }
}
/** The lockfile that npm writes of what it has installed. */
function installedLockfile(directory) {
    return (0,external_node_path_.join)(directory, 'node_modules', '.package-lock.json');
}
/** Resolves a range or tag to an exact version. Only these need a request. */
async function resolveVersion(request, runDir, context, options) {
    if (request.kind !== 'registry' || (0,source/* isExact */.u)(request.version))
        return request;
    const directory = (0,external_node_path_.join)(runDir, `.resolve-${(0,external_node_crypto_namespaceObject.randomUUID)()}`);
    try {
        await (0,promises_namespaceObject.mkdir)(directory, { recursive: true });
        await npm(request, directory, context, options, ['install', '--package-lock-only']);
        const version = await readLockField((0,external_node_path_.join)(directory, 'package-lock.json'), request, 'version');
        if (!version || !(0,source/* isExact */.u)(version)) {
            throw (0,errors/* createError */.$5)('ntcli-unexpected', `npm returned no version for ${request.name}@${request.version}.`);
        }
        return { ...request, version };
    }
    finally {
        await remove(directory);
    }
}
/** The name under which the package is installed; that of a tarball is unknown before the install. */
function getDependencyName(request) {
    return request.kind === 'registry' ? request.name : 'ntcli';
}
/** The integrity of the installed package, as reported by npm. */
function readInstalledIntegrity(directory, request) {
    return readLockField(installedLockfile(directory), request, 'integrity');
}
async function npm(request, directory, { npmTempDir, checkout, job, hasOwnSecret, node }, options, command) {
    // As a dependency of our own package.json, not as an argument, so that no user setting changes how it is saved.
    const dependencies = { [getDependencyName(request)]: formatSpec(request) };
    await (0,promises_namespaceObject.writeFile)((0,external_node_path_.join)(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await (0,promises_namespaceObject.mkdir)(npmTempDir, { recursive: true });
    const found = findNpm(node, job, checkout);
    options.debug(describeNpm(found));
    const args = [...command, ...registryOptions(request)];
    await runNpm(found, { args, cwd: directory, tempDir: npmTempDir, job, checkout, hasOwnSecret }, options);
}
function formatSpec(request) {
    if (request.kind === 'registry')
        return request.version;
    return /^https:/.test(request.location) ? request.location : `file:${request.location}`;
}
/** Sets the registry also for the scope of the package, which may have another one in the user's configuration. */
function registryOptions(request) {
    if (!request.registry)
        return [];
    const [scope = ''] = request.kind === 'registry' ? request.name.split('/') : [];
    const ofScope = scope.startsWith('@') ? [`--${scope}:registry=${request.registry}`] : [];
    return [`--registry=${request.registry}`, ...ofScope];
}
async function readLockField(path, request, field) {
    try {
        const lock = JSON.parse(await (0,promises_namespaceObject.readFile)(path, 'utf8'));
        return lock?.packages?.[`node_modules/${getDependencyName(request)}`]?.[field];
    }
    catch {
        throw (0,errors/* createError */.$5)('ntcli-unexpected', 'npm wrote no readable list of installed packages.');
    }
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/package.js




/**
 * Reads the manifest of a package directory. Nothing in it is executed.
 *
 * @throws DeployError ntcli-unexpected if the directory is not a package with an `ntcli` command inside it
 */
async function readNtcliPackage(directory) {
    const manifest = await readManifest(directory);
    const command = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.ntcli;
    if (typeof manifest.version !== 'string' || !(0,source/* isExact */.u)(manifest.version) || typeof command !== 'string') {
        throw (0,errors/* createError */.$5)('ntcli-unexpected', 'The package has no version or no `ntcli` command.');
    }
    const inside = await (0,promises_namespaceObject.realpath)(directory);
    const entry = await (0,promises_namespaceObject.realpath)((0,external_node_path_.join)(inside, command)).catch(() => '');
    if (!entry.startsWith(inside + external_node_path_.sep)) {
        throw (0,errors/* createError */.$5)('ntcli-unexpected', 'The `ntcli` command of the package is not a file inside it.');
    }
    return { version: manifest.version, entry };
}
async function readManifest(directory) {
    try {
        const manifest = JSON.parse(await (0,promises_namespaceObject.readFile)((0,external_node_path_.join)(directory, 'package.json'), 'utf8'));
        return manifest ?? {};
    }
    catch {
        throw (0,errors/* createError */.$5)('ntcli-unexpected', 'The package has no readable package.json.');
    }
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/preinstalled.js













/** Time limit in milliseconds of `ntcli --version`. */
const versionTimeout = 30000;
/** Bytes that are read of a file that may be a script. */
const MAX_SCRIPT_BYTES = 65536;
/**
 * Finds the `ntcli` on PATH: the file of an ntcli package, or a program that starts one, such as a wrapper script or a
 * shim of a version manager.
 *
 * @throws DeployError ntcli-not-preinstalled, which names what was found and not used
 */
async function findPreinstalled(machine, options) {
    const names = process.platform === 'win32' ? ['ntcli.exe', 'ntcli.cmd'] : ['ntcli'];
    const refused = [];
    for (const program of findPrograms(names, machine.job.PATH ?? '', machine.checkout)) {
        const examined = program.ok ? await examine(program.path, program.target, machine, options) : program;
        if (examined.ok)
            return examined.ntcli;
        // Another program with this name does not hide an ntcli later on PATH.
        refused.push({ path: program.path, problem: examined.problem });
    }
    const found = refused.length === 0 ? 'No directory on PATH has an `ntcli` command.' : 'No usable `ntcli` on PATH.';
    throw (0,errors/* createError */.$5)('ntcli-not-preinstalled', found + describeRefused(refused));
}
async function examine(path, target, machine, options) {
    const isCmd = /\.cmd$/i.test(path);
    const script = isCmd ? findScriptOfCmd(path) : target;
    if (script === undefined)
        return { ok: false, problem: 'starts no JavaScript file that could be found' };
    if ((0,lib_fs/* isInside */.FK)(script, machine.checkout))
        return { ok: false, problem: 'starts a file of the checkout' };
    const ntcli = await readPackageOf(script);
    if (ntcli)
        return { ok: true, ntcli };
    // It is never started: cmd.exe would interpret the arguments.
    if (isCmd)
        return { ok: false, problem: 'starts a file that belongs to no ntcli package' };
    if (!isExecutable(path))
        return { ok: false, problem: 'is not executable, and not part of an ntcli package' };
    if (isOwnWrapper(target))
        return { ok: false, problem: 'was added by an earlier run of ntcli-deploy' };
    return await readVersion(path, machine, options);
}
/** The ntcli package whose command is this file; undefined if there is none. */
async function readPackageOf(file) {
    for (let directory = (0,external_node_path_.dirname)(file); directory !== (0,external_node_path_.dirname)(directory); directory = (0,external_node_path_.dirname)(directory)) {
        if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, 'package.json')))
            continue;
        const ntcli = await readNtcliPackage(directory).catch(() => undefined);
        return ntcli?.entry === file ? ntcli : undefined;
    }
    return undefined;
}
function isOwnWrapper(file) {
    return readStart(file).includes(constants/* WRAPPER_MARK */.q6);
}
/** The start of a file that may be a script. */
function readStart(file) {
    const descriptor = (0,external_node_fs_.openSync)(file, 'r');
    try {
        return (0,lib_fs/* readAtMost */.rU)(descriptor, MAX_SCRIPT_BYTES).toString('utf8');
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
/** Runs `ntcli --version` without the token, in a directory of its own. */
async function readVersion(file, machine, options) {
    const home = (0,external_node_path_.join)(machine.runDir, 'version');
    await (0,promises_namespaceObject.mkdir)(home, { recursive: true });
    const environment = shimEnvironment(machine.job, machine.checkout);
    const lines = [];
    const env = {
        ...(0,lib_env/* childEnvironment */.Qc)(machine.job),
        ...(0,lib_env/* homeEnvironment */.PC)(home),
        ...(0,lib_env/* tempEnvironment */.kj)(home),
        ...environment,
    };
    const exit = await runCommand({ file, args: ['--version'], cwd: home, env, timeout: versionTimeout }, {
        ...options,
        onLines: (text) => lines.push(...(0,sanitize/* stripControlChars */.BF)(text)
            .split('\n')
            .map((line) => line.trim())),
    });
    await remove(home).catch(() => { });
    const printed = lines.find((line) => line !== '');
    const quoted = printed ? ` and printed "${printed.slice(0, 100)}"` : ' and printed nothing';
    if (!isSuccess(exit)) {
        const how = exit.kind === 'exit' ? `exited with ${exit.code}` : `failed (${exit.kind})`;
        return { ok: false, problem: `${how} on \`--version\`${quoted}` };
    }
    const version = lines.map((line) => line.replace(/^v/, '')).findLast(source/* isExact */.u);
    if (version === undefined)
        return { ok: false, problem: `does not seem to be ntcli: it got \`--version\`${quoted}` };
    return { ok: true, ntcli: { version, entry: file, shim: environment } };
}
/** The JavaScript file that a `.cmd` of npm or pnpm starts, without symlinks. */
function findScriptOfCmd(path) {
    const script = parseCmdShim(readStart(path), (0,external_node_path_.dirname)(path));
    return script && (0,external_node_fs_.existsSync)(script) ? (0,external_node_fs_.realpathSync)(script) : undefined;
}
/**
 * The JavaScript file that a `.cmd` file of npm, pnpm or yarn starts, as they write it:
 * `"%_prog%"  "%dp0%\node_modules\x\cli.js" %*` or `node "%~dp0\..\x\cli.js" %*`.
 *
 * @param directory of the `.cmd` file
 */
function parseCmdShim(text, directory, style = external_node_path_) {
    const [, relative, absolute] = /"(?:%(?:~dp0|dp0%)\\?([^"]+\.[cm]?js)|([A-Za-z]:\\[^"]+\.[cm]?js))"/i.exec(text) ?? [];
    return absolute ?? (relative === undefined ? undefined : style.join(directory, relative));
}

// EXTERNAL MODULE: ./build/src/lib/tool-cache.js
var tool_cache = __nccwpck_require__(1860);
;// CONCATENATED MODULE: ./build/src/ntcli/install/integrity.js




/** Kinds of files that Node.js never runs and no program reads as code: more than half of the files. */
const nonCode = /\.(?:[mc]?ts|map|md|markdown|txt)$/;
/** Directories between two turns of the event loop: a response from the network must not wait for a whole tree. */
const directoriesPerTurn = 25;
/**
 * Fingerprints every file below a directory that could be run or read as code, by path and size, and checks that no other
 * user can change one. Contents are not read (25 ms for a tree of 1,650 such files, 48 ms with a digest of them): only
 * this user or root can change a file and leave its size, and they could forge a digest too.
 *
 * @param except files at the top that do not count
 */
async function checkTree(directory, except) {
    const entries = [];
    const pending = [''];
    for (let visited = 0;; visited++) {
        const below = pending.pop();
        if (below === undefined)
            break;
        if (visited % directoriesPerTurn === 0)
            await (0,external_node_timers_promises_namespaceObject.setImmediate)();
        const problem = (0,lib_fs/* getAccessProblem */.M9)((0,external_node_fs_.lstatSync)(directory + below));
        if (problem)
            return { ok: false, problem: `${below.slice(1) || 'it'} ${problem}` };
        for (const entry of (0,external_node_fs_.readdirSync)(directory + below, { withFileTypes: true })) {
            const path = `${below}/${entry.name}`;
            if (entry.isDirectory())
                pending.push(path);
            else if (!entry.isFile())
                return { ok: false, problem: `${path.slice(1)} is not a regular file` };
            else if (!nonCode.test(path) && !except.includes(path.slice(1))) {
                const stats = (0,external_node_fs_.lstatSync)(directory + path);
                const fileProblem = (0,lib_fs/* getAccessProblem */.M9)(stats);
                if (fileProblem)
                    return { ok: false, problem: `${path.slice(1)} ${fileProblem}` };
                entries.push(`${path}\0${stats.size}\0`);
            }
        }
    }
    const fingerprint = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(entries.sort().join('')).digest('hex');
    return { ok: true, fingerprint };
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/tool-cache.js








/** Start of the name of a directory next to the versions of a tool in which an install runs. */
const stagingPrefix = '.new-';
/** Part of the name of a corrupt copy that was moved away. */
const quarantineSuffix = '.broken-';
/** End of the name of the directory that locks a copy while it is quarantined. */
const lockSuffix = '.lock';
/** The file in a copy that holds the fingerprint of all others. */
const fingerprintFile = 'ntcli-deploy.fingerprint';
/** Age in milliseconds after which what an install left is considered abandoned. */
const tool_cache_staleAfterMs = 3600000;
/**
 * Why another user could replace a copy at any time: each directory from the root of the cache down must belong to this
 * user or root, and be closed to writes of others. A sticky root is enough: others cannot move what they do not own.
 *
 * @returns undefined when no other user can
 */
function findCacheProblem(entry) {
    try {
        return findOpenDirectory(entry);
    }
    catch {
        return `${entry.cache.directory} cannot be read`;
    }
}
function findOpenDirectory({ cache, tool, version }) {
    const { directory: root } = cache;
    const stats = (0,external_node_fs_.statSync)(root, { throwIfNoEntry: false });
    if (stats === undefined)
        return undefined;
    const isSticky = (stats.mode & 0o1000) !== 0;
    const rootProblem = (0,lib_fs/* getAccessProblem */.M9)(isSticky ? { uid: stats.uid, mode: 0 } : stats);
    if (rootProblem)
        return `${root} ${rootProblem}`;
    for (const directory of [(0,external_node_path_.join)(root, tool), (0,external_node_path_.join)(root, tool, version)]) {
        const below = (0,external_node_fs_.lstatSync)(directory, { throwIfNoEntry: false });
        if (below === undefined)
            return undefined;
        const problem = below.isDirectory() ? (0,lib_fs/* getAccessProblem */.M9)(below) : 'is not a directory';
        if (problem)
            return `${directory} ${problem}`;
    }
    return undefined;
}
/** Finds the copy in the tool cache, if it is complete and no other user could have changed it. */
async function findCached({ cache, tool, version }) {
    const directory = await cache.find(tool, version);
    if (directory === undefined)
        return { ok: false, isAbsent: true, problem: 'the tool cache has no copy' };
    const problem = await findCopyProblem(directory);
    return problem ? { ok: false, isAbsent: false, problem } : { ok: true, directory };
}
/**
 * Fingerprints a finished directory and moves it into the tool cache with one rename, so that every reader sees all of it
 * or nothing. (`cacheDir` of @actions/tool-cache deletes and copies in place.) The copy of a faster job stays. A corrupt
 * copy is quarantined first, under a lock: another job may just have replaced it.
 *
 * @param finished a directory on the file system of the cache
 * @returns the directory in the cache; undefined when the cache does not take it, and `finished` stays where it is
 */
async function publish(finished, { cache, tool, version }) {
    const place = (0,tool_cache/* getToolPath */.W)(cache.directory, tool, version);
    try {
        const check = await checkTree(finished, [fingerprintFile]);
        if (!check.ok)
            return undefined;
        await (0,promises_namespaceObject.writeFile)((0,external_node_path_.join)(finished, fingerprintFile), check.fingerprint);
        await (0,promises_namespaceObject.mkdir)((0,external_node_path_.join)(place, '..'), { recursive: true });
        const isMoved = await tryRename(finished, place);
        if (!isMoved && (await findCopyProblem(place)))
            await replaceCorruptCopy(finished, place);
        await (0,promises_namespaceObject.writeFile)(`${place}.complete`, '');
        // It was checked a moment ago.
        if (isMoved)
            return place;
    }
    catch {
        // Another job holds the lock, the disk is full, or the copy belongs to a user who does not release it.
        await (0,promises_namespaceObject.rmdir)((0,external_node_path_.join)(place, '..')).catch(() => { });
    }
    return (await findCopyProblem(place)) ? undefined : place;
}
async function replaceCorruptCopy(finished, place) {
    await (0,promises_namespaceObject.mkdir)(place + lockSuffix);
    try {
        if (await findCopyProblem(place))
            await (0,promises_namespaceObject.rename)(place, place + quarantineSuffix + (0,external_node_crypto_namespaceObject.randomUUID)());
        await tryRename(finished, place);
    }
    finally {
        await (0,promises_namespaceObject.rmdir)(place + lockSuffix);
    }
    await removeStale((0,external_node_path_.join)(place, '..'), (name) => name.includes(quarantineSuffix), 0);
}
/** Removes what killed installs have left. */
async function removeAbandoned({ cache, tool, version }) {
    const toolDirectory = (0,external_node_path_.join)(cache.directory, tool);
    await removeStale(toolDirectory, (name) => name.startsWith(stagingPrefix), tool_cache_staleAfterMs);
    const isAbandoned = (name) => name.includes(quarantineSuffix) || name.endsWith(lockSuffix);
    await removeStale((0,external_node_path_.join)(toolDirectory, version), isAbandoned, tool_cache_staleAfterMs);
}
/** False when the target exists already, or the system does not move it. */
async function tryRename(from, to) {
    return renamePatiently(from, to).then(() => true, () => false);
}
/** What is wrong with a copy; undefined when it is complete, and only this user or root could have changed it. */
async function findCopyProblem(place) {
    try {
        const check = await checkTree(place, [fingerprintFile]);
        if (!check.ok)
            return check.problem;
        const expected = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(place, fingerprintFile))
            ? (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(place, fingerprintFile), 'utf8')
            : '';
        return expected === check.fingerprint ? undefined : 'its files are not those that were installed';
    }
    catch {
        return 'it cannot be read';
    }
}

;// CONCATENATED MODULE: ./build/src/ntcli/install/install.js













/**
 * Finds ntcli on PATH, restores it from the tool cache, or installs it with npm in the run directory. Package scripts are not
 * run.
 *
 * @throws DeployError with exit code 5
 */
async function resolveNtcli(request, paths, options) {
    if (request.kind === 'path') {
        const found = await findPreinstalled(paths, options);
        (0,compat/* assertSupported */.hv)(found.version);
        return { ...assertVersion(found, request.version), source: 'preinstalled' };
    }
    const context = { ...paths, npmTempDir: (0,external_node_path_.join)(paths.runDir, 'npm') };
    try {
        const installed = await install(request, paths, context, options);
        (0,compat/* assertSupported */.hv)(installed.version);
        return installed;
    }
    catch (error) {
        const { code, message } = (0,errors/* toErrorInfo */.K$)(error);
        throw code === 'disk-unusable' ? (0,errors/* createError */.$5)('ntcli-not-written', message) : error;
    }
    finally {
        await remove(context.npmTempDir);
    }
}
async function install(request, paths, context, options) {
    const { runDir, toolCache, job } = paths;
    const fetched = await fetchTarball(request, context, options);
    const exact = await resolveVersion(fetched, runDir, context, options);
    if (exact.kind === 'registry')
        (0,compat/* assertSupported */.hv)(exact.version);
    const key = toolCache === undefined ? undefined : await computeCacheKey(exact, job);
    if (toolCache !== undefined && key !== undefined) {
        const installed = await installWithCache({ cache: toolCache, ...key }, exact, context, options);
        if (installed)
            return installed;
    }
    const directory = (0,external_node_path_.join)(runDir, 'ntcli');
    await npmInstall(exact, directory, context, options);
    return { ...(await readInstalled(directory, exact)), source: 'installed' };
}
/** Downloads a tarball whose URL has credentials; returns any other request as it is. */
async function fetchTarball(request, { npmTempDir, network }, { signal, debug }) {
    if (request.kind !== 'tarball' || !/^https:/.test(request.location))
        return request;
    const url = new URL(request.location);
    if (!hasCredentials(url))
        return request;
    const location = (0,external_node_path_.join)(npmTempDir, 'ntcli.tgz');
    await downloadTarball(url, location, { network, signal, debug });
    return { ...request, location };
}
/**
 * Restores ntcli from the tool cache, or installs it there.
 *
 * @returns undefined if the cache cannot be used, which is not an error
 */
async function installWithCache(entry, request, context, options) {
    if (isCacheUnsafe(entry, context, options.debug))
        return undefined;
    const cached = await readCached(entry, request, context, options.debug);
    if (cached)
        return cached;
    await removeAbandoned(entry);
    const staging = (0,external_node_path_.join)(entry.cache.directory, entry.tool, stagingPrefix + (0,external_node_crypto_namespaceObject.randomUUID)());
    // Without this, a umask of 000 (the default of GitLab Runner in containers) would make a copy that every user can change.
    const umask = process.umask(0o022);
    process.umask(umask | 0o022);
    try {
        if (!(await tryMkdir(staging)))
            return undefined;
        // Another user may have made one of the directories since.
        if (isCacheUnsafe(entry, context, options.debug))
            return undefined;
        return await installInto(staging, entry, request, context, options).catch(ignoreUnwritableCache);
    }
    finally {
        process.umask(umask);
        // What cannot be removed now is abandoned, and a later install removes it.
        await remove(staging).catch(() => { });
        // Nothing stays unless something was published: a directory with a copy in it is not removed.
        await (0,promises_namespaceObject.rmdir)((0,external_node_path_.join)(staging, '..')).catch(() => { });
    }
}
/** True if another user, or a pull request, could replace what is in the tool cache. Logged, except on ephemeral machines. */
function isCacheUnsafe(entry, { job, info, checkout }, debug) {
    if ((0,lib_fs/* isInside */.FK)(entry.cache.directory, checkout)) {
        info(`Tool cache not used: ${entry.cache.directory} is inside the checkout ${checkout}.`);
        return true;
    }
    const problem = findCacheProblem(entry);
    // On the machines of GitHub the cache is open to every user, and there is only one.
    const log = job.RUNNER_ENVIRONMENT === 'github-hosted' ? debug : info;
    if (problem)
        log(`Tool cache not used: ${problem}.`);
    return problem !== undefined;
}
async function readCached(entry, request, { info }, debug) {
    const found = await findCached(entry);
    if (found.ok) {
        debug(`Tool cache hit: ${found.directory}`);
        const installed = await readInstalled(found.directory, request).catch(() => undefined);
        if (installed)
            return { ...installed, source: 'cached' };
    }
    const problem = found.ok ? 'it is not the package that was requested' : found.problem;
    if (!found.ok && found.isAbsent)
        debug(`Tool cache miss: ${entry.tool} ${entry.version}`);
    else
        info(`The cached ntcli is replaced: ${problem}.`);
    return undefined;
}
/** Installs next to the place in the cache, checks the result, and moves it there only then. */
async function installInto(staging, entry, request, context, options) {
    await npmInstall(request, staging, context, options);
    await readInstalled(staging, request);
    const published = await publish(staging, entry);
    return published === undefined
        ? undefined
        : { ...(await readInstalled(published, request)), source: 'installed' };
}
/** A full cache disk does not fail the install: the run directory may be on another disk. */
function ignoreUnwritableCache(error) {
    const { code } = (0,errors/* toErrorInfo */.K$)(error);
    if (code !== 'ntcli-not-written' && code !== 'disk-unusable')
        throw error;
}
/** Creates a directory; false if the cache is not writable, which does not fail the install. */
async function tryMkdir(directory) {
    return (0,promises_namespaceObject.mkdir)(directory, { recursive: true }).then(() => true, () => false);
}
/** Reads the package in an install directory, and compares it with the requested one. */
async function readInstalled(directory, request) {
    if (request.integrity) {
        const integrity = await readInstalledIntegrity(directory, request);
        if (integrity !== request.integrity) {
            throw (0,errors/* createError */.$5)('ntcli-unexpected', `The package has integrity ${integrity}, expected ${request.integrity}.`);
        }
    }
    const found = await readNtcliPackage((0,external_node_path_.join)(directory, 'node_modules', getDependencyName(request)));
    return { ...assertVersion(found, request.version), root: await (0,promises_namespaceObject.realpath)(directory) };
}
function assertVersion(found, version) {
    if (version === undefined || found.version === version)
        return found;
    throw (0,errors/* createError */.$5)('ntcli-unexpected', `Found ntcli ${found.version}, but ${version} was requested.`);
}

;// CONCATENATED MODULE: ./build/src/deploy/install.js






/**
 * Step: install ntcli.
 *
 * @throws DeployError with exit code 5
 */
async function installNtcli(context, runDir, signal) {
    const { ci, runtime, inputs, network } = context;
    const { toolCache, packageCache, checkout } = ci.paths;
    maskCredentials(context);
    const started = performance.now();
    const installed = await withProgress(context, 'Install ntcli', () => {
        ci.info(`From ${describeSource(inputs.package)}`);
        return resolveNtcli(inputs.package, {
            runDir,
            ...(inputs.cache && toolCache ? { toolCache } : {}),
            ...(inputs.cache && packageCache ? { packageCache } : {}),
            checkout,
            job: runtime.env,
            network,
            hasOwnSecret: createOwnSecretTest(inputs),
            node: runtime.node,
            info: ci.info,
        }, { onLines: ci.childOutput, signal, debug: ci.debug });
    });
    ci.setOutputs({ 'ntcli-version': installed.version, 'cache-hit': `${installed.source === 'cached'}` });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const how = {
        installed: `installed in ${seconds} s`,
        cached: 'restored from the tool cache',
        preinstalled: 'found on PATH',
    };
    ci.info(`\u2713 ntcli ${installed.version} ${how[installed.source]}`);
    return installed;
}
/** True for a text with the token or a workspace secret in it, which npm must not get. Credentials for npm are no such secret. */
function createOwnSecretTest({ token, secrets }) {
    const { add, redact } = (0,lib_redact/* createRedactor */.l)();
    for (const secret of [token.value, ...secrets.values()])
        add(secret);
    return (text) => redact(text) !== text;
}
function describeSource(request) {
    switch (request.kind) {
        case 'registry':
            return `npm: ${request.name}@${request.version}${request.registry ? ` at ${request.registry}` : ''}`;
        case 'tarball':
            return withoutCredentials(request.location);
        case 'path':
            return 'PATH';
    }
}
/** Masks the credentials that npm uses. A signature in the query of a URL is one. */
function maskCredentials({ ci, runtime, inputs }) {
    const secrets = npmCredentials(runtime.env);
    const { package: request } = inputs;
    const url = request.kind === 'tarball' && URL.canParse(request.location) && new URL(request.location);
    for (const secret of secrets)
        ci.mask(secret);
    // The rest of the address and the name of the package are shown.
    if (url)
        for (const secret of (0,urls/* urlSecrets */.F)(url))
            ci.mask(secret, [url.host + url.pathname, constants/* product */.qM.ntcli.package]);
}
function withoutCredentials(location) {
    if (!URL.canParse(location))
        return location;
    const { protocol, origin, pathname } = new URL(location);
    return protocol === 'https:' ? origin + pathname : location;
}

;// CONCATENATED MODULE: ./build/src/deploy/select-deployer.js


/** The deployer if there is an ntcli: with `auto` the API, if that ntcli cannot deliver everything. */
function selectDeployer(inputs, { ntcli, contract }) {
    if (inputs.deployWith === 'ntcli')
        return { name: 'ntcli', reason: '`deploy-with: ntcli` is set' };
    const reason = explainMissingSettings(inputs, contract, ntcli.version);
    return reason === undefined ? { name: 'ntcli', reason: 'nothing needs the API' } : { name: 'api', reason };
}
/**
 * Why the API sends the deploys and no ntcli is needed: `deploy-with: api`, or `auto` with settings that ntcli cannot
 * deliver and no later steps that would use it.
 *
 * @param isExported true if later steps of the job get ntcli
 * @returns undefined if ntcli has to be installed
 */
function explainNoNtcli(inputs, isExported) {
    if (inputs.deployWith === 'api')
        return '`deploy-with: api` is set';
    const { version } = inputs.package;
    // The dialect of a range or tag is known only after the install.
    if (inputs.deployWith !== 'auto' || inputs.command !== 'deploy' || isExported)
        return undefined;
    if (hasServerFile(inputs))
        return 'ntcli cannot deliver `server-file`';
    if (version === undefined || !(0,source/* isExact */.u)(version))
        return undefined;
    return explainMissingSettings(inputs, (0,compat/* selectContract */.Xi)(version), version);
}
/** What ntcli cannot deliver; undefined if it can deliver everything. */
function explainMissingSettings(inputs, contract, version) {
    const missing = [
        ...(hasServerFile(inputs) ? ['server-file'] : []),
        ...contract.undeliverable(inputs.settings),
    ];
    const names = missing.map((name) => `\`${name}\``);
    return names.length > 0 ? `ntcli ${version} cannot deliver ${names.join(', ')}` : undefined;
}
/** ntcli deploys only what the registry has. */
function hasServerFile({ servers }) {
    return servers.some(({ entry }) => entry !== undefined);
}
/**
 * True if the API sends the deploys after ntcli could not be installed: with `auto`, if the registry does not have ntcli
 * or cannot be reached, or npm is missing. Never if the user set a package, version or checksum, and never after an
 * unexpected package, which may be an attack.
 */
function isApiFallback(inputs, { code, isUnreachable }) {
    if (inputs.deployWith !== 'auto' || inputs.command !== 'deploy' || inputs.isPackageSet)
        return false;
    return code === 'ntcli-unavailable' || code === 'npm-missing' || isUnreachable === true;
}
/**
 * Says what sends the deploys: `with ntcli 0.4.4` or `through the API`.
 *
 * @param formatVersion escapes the version where it is shown
 */
function formatDeployer({ name, ntcliVersion = '' }, formatVersion = (version) => version) {
    return name === 'ntcli' ? `with ntcli ${formatVersion(ntcliVersion)}` : 'through the API';
}

;// CONCATENATED MODULE: ./build/src/deploy/buffered-log.js
/**
 * A log that buffers its lines until its group of the log is open, so that they do not appear in the group of another
 * server.
 *
 * @param isOneOfSeveral true to begin each line with the server
 * @param live shows the progress in place of the log
 */
function createBufferedLog(ci, server, isOneOfSeveral, live) {
    const prefix = isOneOfSeveral ? `${server.label}: ` : '';
    const buffered = [];
    let isOpen = false;
    const info = (text) => {
        if (isOpen)
            ci.info(prefix + text);
        else
            buffered.push(prefix + text);
    };
    return {
        debug: ci.debug,
        info,
        progress(text, secondsLeft) {
            if (live)
                live.show(server.label, text);
            else
                info(`${text} (${secondsLeft} s left)`);
        },
        open() {
            isOpen = true;
            for (const line of buffered.splice(0))
                ci.info(line);
        },
    };
}

;// CONCATENATED MODULE: ./build/src/deploy/wait.js







/** Milliseconds between two polls: short at first, because most servers start at once. Jitter comes on top. */
const wait_pollDelays = [250, 500, 1000, 2000, 4000];
/** Milliseconds between two polls while a new process is looked for: a rollout may be over within two seconds. */
const ROLLOUT_POLL_MS = 1000;
/** Milliseconds in which a platform that works answers a request. */
const RESPONSIVE_MS = 1000;
/** Milliseconds in which even a slow one does. */
const SLOW_MS = 5000;
/**
 * Milliseconds to wait before the next poll, before jitter.
 *
 * @param poll the number of the last poll, from 0
 * @param last what the observations mean so far; undefined if the last poll failed
 */
function pollDelay(poll, isUpdate, last) {
    if (last?.isUnconfirmed)
        return wait_pollDelays[0] ?? 0;
    const usual = wait_pollDelays[poll] ?? wait_pollDelays.at(-1) ?? 0;
    return isUpdate ? Math.min(usual, ROLLOUT_POLL_MS) : usual;
}
/**
 * Waits until the platform shows the server as healthy or idle. A failed request never counts against the server; only
 * a rejected token ends the wait early.
 *
 * @param apiFor the API, bound to a signal that ends it
 * @param first the state right after the deploy, if known
 */
async function waitUntilHealthy(log, apiFor, target, signal, first) {
    const { workspaceId, serverId, deadline, before } = target;
    const timeLeft = () => Math.max(0, deadline - performance.now());
    const bound = (0,abort/* anySignal */.JG)([signal], timeLeft());
    const api = apiFor(bound.signal);
    const observations = first ? [{ at: performance.now(), state: first }] : [];
    const known = observations.length;
    const report = skipRepeats((text) => log.progress(text, Math.ceil(timeLeft() / 1000)));
    const explain = skipRepeats((text) => log.debug(`${serverId}: ${text}`));
    let problem = '';
    try {
        for (let poll = 0; timeLeft() > 0 && !signal.aborted; poll++) {
            const began = performance.now();
            let health;
            try {
                const state = await readServer(api, workspaceId, serverId);
                const isRollout = before && needsNewProcess(before.state, state, target);
                const pods = isRollout ? await tryReadPods(apiFor, target, bound.signal) : undefined;
                observations.push({ at: performance.now(), state, ...(pods && { pods }) });
                problem = '';
                report(formatState(state) + (state && !knownPhases.includes(state.phase) ? ' (unknown state)' : ''));
                health = evaluateHealth(observations, target);
                explain(`${health.kind}: ${health.reason}`);
                const result = toResult(health, serverId, state);
                if (health.isUnchanged)
                    log.info(`${serverId} is unchanged, so it needs no new process`);
                if (result)
                    return result;
            }
            catch (thrown) {
                const error = (0,errors/* toErrorInfo */.K$)(thrown);
                if (error.code !== 'api-unreachable' && error.code !== 'api-unexpected') {
                    return { healthStatus: 'unknown', error };
                }
                if (signal.aborted)
                    break;
                // A request that the deadline cut short is not a fault of the platform, unless it had enough time; a platform
                // that has answered before gets more. (A timer may fire early, so the signal decides, not the clock.)
                const isOver = bound.signal.aborted;
                const isSilent = performance.now() - began > (observations.length === known ? RESPONSIVE_MS : SLOW_MS);
                if (!isOver || isSilent)
                    problem = error.message;
                if (isOver)
                    break;
                report(problem);
            }
            const delay = withJitter(pollDelay(poll, before !== undefined, health));
            await sleep(Math.min(delay, timeLeft()), signal);
        }
    }
    finally {
        bound.dispose();
    }
    if (signal.aborted)
        return unknown(`Waiting for ${serverId} was cancelled.`);
    if (problem || observations.length === 0) {
        return unknown(`${serverId} was deployed, but its status could not be read. ${problem}`.trim());
    }
    // The time to look for a new process is over, too.
    const last = evaluateHealth(observations, { ...target, since: Number.NEGATIVE_INFINITY });
    const state = observations.at(-1)?.state;
    const result = last.kind === 'unproven' ? toResult(last, serverId, state) : undefined;
    if (result)
        return result;
    if (last.isReady)
        return unknown(`${serverId} was ready at last (${formatState(state)}), but not for long enough to tell.`);
    return unhealthy(serverId, `did not become healthy in time (${formatState(state)})`);
}
/** What ends the wait; undefined to go on. */
function toResult({ kind }, serverId, state) {
    const shown = state === undefined ? {} : { state };
    if (kind === 'healthy' || kind === 'idle')
        return { healthStatus: kind, ...shown };
    if (kind === 'unproven')
        return { healthStatus: 'unknown', isUnproven: true, ...shown };
    return kind === 'failed' ? unhealthy(serverId, `failed (${formatState(state)})`) : undefined;
}
/** Passes a text on if it differs from the one before. */
function skipRepeats(pass) {
    let last = '';
    return (text) => {
        if (text !== last)
            pass(text);
        last = text;
    };
}
function unknown(message) {
    return { healthStatus: 'unknown', error: { code: 'health-unknown', message } };
}
function unhealthy(serverId, how) {
    return { healthStatus: 'unhealthy', error: { code: 'server-unhealthy', message: `${serverId} ${how}.` } };
}

;// CONCATENATED MODULE: ./build/src/deploy/servers.js











/**
 * Step: deploy the servers. They are sent in order, and waited for and verified side by side. A server that fails does
 * not stop the others; a cancel does.
 */
async function deployAll(context) {
    const { runtime, ci } = context;
    const { sent, waited, verified } = await withLiveLines(context, runAll);
    const results = [];
    for (const [index, one] of sent.entries()) {
        const result = conclude(context, one, waited[index], verified[index]);
        results.push(result);
        const hasLog = ['server-unhealthy', 'mcp-failed', 'mcp-refused'].some((code) => code === result.error?.code);
        if (hasLog && !runtime.signal.aborted)
            await showLog(context, one);
        // After a cancel, run() reports one error for the whole run. What failed to be sent was reported at once.
        if (result.error && !one.result.error && !runtime.signal.aborted)
            (0,report/* reportError */.N7)(ci, result.error);
        if (!result.error && result.deployStatus !== 'skipped')
            ci.info(`\u2713 ${one.server.label} ${formatStatus(result)}: ${result.url}`);
    }
    return results;
}
async function runAll(context) {
    const sent = [];
    for (const server of context.inputs.servers) {
        const one = await sendOne(context, server);
        const verifying = startVerification(context, one);
        sent.push({ ...one, ...(verifying && { verifying }) });
    }
    const waited = await waitForAll(context, sent);
    return { sent, waited, verified: await verifyAll(context, sent, waited) };
}
async function sendOne(context, server) {
    const { ci, inputs, workspace, apiFor, runtime, live } = context;
    const deadline = performance.now() + inputs.timeout;
    const skipped = {
        server,
        url: (0,api_endpoints/* formatServerUrl */.ej)(inputs.endpoints, workspace.id, server.platformId),
        deployStatus: 'skipped',
        healthStatus: 'skipped',
    };
    if (runtime.signal.aborted)
        return { server, result: skipped, deployed: skipped, deadline };
    const title = `${inputs.dryRun ? 'Dry run:' : 'Deploy'} ${server.label}`;
    live?.show(server.label, 'Deploy');
    const deployed = await withProgress(context, title, () => deployServer(context, server, deadline));
    const { deployStatus, error, state, before, isRestarted, hasOtherPackage, wasRemoved } = deployed;
    const result = { ...skipped, deployStatus, ...(error && { error }) };
    // After a cancel, the error is that of the run, unless a server was removed.
    if (error && (!runtime.signal.aborted || wasRemoved))
        (0,report/* reportError */.N7)(ci, error);
    live?.show(server.label, error ? 'failed' : deployStatus, error !== undefined || !(inputs.wait || inputs.verify));
    if (error || inputs.dryRun || !inputs.wait)
        return { server, result, deployed, deadline };
    const target = {
        workspaceId: workspace.id,
        serverId: server.platformId,
        deadline,
        since: performance.now(),
        ...(isRestarted && { isRestarted }),
        ...(hasOtherPackage && { hasOtherPackage }),
        ...(inputs.settings.minReplicas !== undefined && { minReplicas: inputs.settings.minReplicas }),
        ...(before && { before }),
    };
    const log = createBufferedLog(ci, server, inputs.servers.length > 1, live);
    const wait = waitUntilHealthy(log, apiFor, target, runtime.signal, state).then((waited) => {
        live?.show(server.label, waited.healthStatus, waited.error !== undefined || !inputs.verify);
        return waited;
    });
    return { server, result, deployed, deadline, waiting: { log, result: wait } };
}
async function waitForAll(context, sent) {
    const waiting = sent.filter((one) => one.waiting);
    if (waiting.length === 0)
        return [];
    return withProgress(context, `Wait for ${formatServers(waiting)}`, () => {
        for (const one of waiting)
            one.waiting?.log.open();
        return Promise.all(sent.map((one) => one.waiting?.result));
    });
}
/** Verifies a server as soon as it is healthy: the wait for another one may take all of its time. */
function startVerification(context, one) {
    const { ci, inputs } = context;
    if (one.result.deployStatus !== 'deployed' || !inputs.verify)
        return undefined;
    const log = createBufferedLog(ci, one.server, inputs.servers.length > 1);
    const verify = async () => {
        const waited = await one.waiting?.result;
        return waited?.error ? undefined : verifyOne({ ...context, ci: { ...ci, info: log.info } }, one);
    };
    return { log, result: verify() };
}
async function verifyAll(context, sent, waited) {
    const ready = sent.filter((one, index) => one.verifying && !waited[index]?.error);
    if (ready.length === 0)
        return [];
    return withProgress(context, `Verify ${formatServers(ready)}`, () => {
        for (const one of ready)
            one.verifying?.log.open();
        return Promise.all(sent.map((one) => one.verifying?.result));
    });
}
async function verifyOne(context, { server, result, deadline }) {
    context.live?.show(server.label, 'Verify');
    const verified = await verifyServer(context, result.url, deadline);
    context.live?.show(server.label, verified.error ? 'failed' : 'verified', true);
    return verified;
}
/** Combines what the deploy, the wait and MCP showed of a server. */
function conclude({ ci, inputs }, { server, result, deployed }, waited, verified) {
    const { isUnproven = false, state: _, ...health } = waited ?? {};
    const { serverVersion, ...checks } = verified ?? {};
    const { before, state, versionBefore } = deployed;
    const end = { ...result, ...health, ...checks };
    // Without a wait, only MCP can tell an old process from a new one.
    const isReplaced = before && needsNewProcess(before.state, state, deployed);
    const isOpen = waited ? isUnproven : verified && isReplaced;
    const isNewVersion = Boolean(versionBefore && serverVersion && versionBefore !== serverVersion);
    if (!isOpen || end.error || isNewVersion)
        return end;
    const versions = serverVersion ? ` MCP reports version ${serverVersion}, as before the deploy.` : '';
    (0,report/* reportNotice */.tX)(ci, 'rollout-unproven', `${server.label} is running, possibly still in the old version.${versions}`);
    return { ...end, healthStatus: inputs.wait || inputs.verify ? 'unknown' : end.healthStatus };
}
async function showLog({ ci, apiFor, runtime, workspace }, { server }) {
    const place = { workspaceId: workspace.id, serverId: server.platformId };
    await (0,abort/* withTimeLimit */.Bv)(runtime.signal, POST_DEADLINE_GRACE_MS, (signal) => showServerLog(ci, apiFor(signal), place));
}
function formatServers(sent) {
    return sent.length === 1 ? `${sent[0]?.server.label}` : `${sent.length} servers`;
}
function formatStatus({ deployStatus, healthStatus, tools }) {
    if (deployStatus === 'dry-run')
        return 'would be deployed';
    const count = tools ? `, with ${tools.length} tool${tools.length === 1 ? '' : 's'}` : '';
    if (healthStatus === 'skipped')
        return `deployed${count}`;
    // The warning before this line says why.
    if (healthStatus === 'unknown')
        return `deployed${count}, but not confirmed as healthy`;
    return `deployed and ${healthStatus}${count}`;
}

// EXTERNAL MODULE: ./build/src/lib/shell.js
var shell = __nccwpck_require__(2507);
;// CONCATENATED MODULE: ./build/src/ntcli/wrapper.js





/**
 * Writes the `ntcli` wrapper for later steps, which runs the installed ntcli in the private session. It changes to the
 * session's empty directory first, because ntcli would load a `.env` of the checkout into a process with the token.
 *
 * @returns path of the wrapper for this system
 */
async function writeWrapper(who) {
    const { bin } = who.session;
    const shellFile = (0,external_node_path_.join)(bin, 'ntcli');
    await (0,promises_namespaceObject.writeFile)(shellFile, shellWrapper(who), { mode: 0o700 });
    // On Windows the first is for Git Bash, the second for PowerShell and cmd.
    if (external_node_path_.delimiter === ':')
        return shellFile;
    const commandFile = (0,external_node_path_.join)(bin, 'ntcli.cmd');
    await (0,promises_namespaceObject.writeFile)(commandFile, commandWrapper(who));
    return commandFile;
}
/** The paths in a wrapper, as its shell reads them. */
function formatPaths({ node, ntcli, session }, format) {
    return {
        home: format(session.home),
        work: format(session.work),
        guard: format(session.guard),
        nodeFile: format(node),
        entry: format(ntcli.entry),
    };
}
/** The wrapper for POSIX shells. */
function shellWrapper(who) {
    const { ntcli, session } = who;
    const { home, work, guard, nodeFile, entry } = formatPaths(who, shell/* shellQuote */.Z);
    const program = ntcli.shim ? entry : `${nodeFile} --require ${guard} ${entry}`;
    const volta = ntcli.shim?.VOLTA_HOME;
    // Node.js splits this variable itself; in quotes, a backslash is an escape.
    const required = (0,shell/* shellQuote */.Z)(` --require="${session.guard.replace(/[\\"]/g, '\\$&')}"`);
    const also = [
        ...(ntcli.shim ? [`export NODE_OPTIONS="\${NODE_OPTIONS-}"${required}`] : []),
        ...(volta === undefined ? [] : [`export VOLTA_HOME=${(0,shell/* shellQuote */.Z)(volta)}`]),
    ].map((line) => `${line}\n`);
    return `#!/bin/sh
# ${constants/* WRAPPER_MARK */.q6}
HOME=${home} USERPROFILE=${home} NODE_USE_ENV_PROXY=1
NO_PROXY="${lib_env/* localHosts */.fQ},\${no_proxy-\${NO_PROXY-}}" no_proxy=$NO_PROXY
export HOME USERPROFILE NODE_USE_ENV_PROXY NO_PROXY no_proxy
${also.join('')}cd ${work} && exec ${program} "$@"
`;
}
/**
 * The wrapper for cmd and PowerShell on Windows. Paths are relative to its directory if they can be: cmd reads the file in
 * the code page of the machine, in which a name such as `Zo\u00eb` has other bytes.
 */
function commandWrapper(who) {
    const { ntcli, session } = who;
    const { home, work, guard, nodeFile, entry } = formatPaths(who, (path) => {
        const way = external_node_path_.win32.relative(session.bin, path);
        return external_node_path_.win32.isAbsolute(way) ? way.replaceAll('%', '%%') : `%~dp0${way.replaceAll('%', '%%')}`;
    });
    const program = ntcli.shim ? `"${entry}"` : `"${nodeFile}" --require "${guard}" "${entry}"`;
    return [
        '@echo off',
        `rem ${constants/* WRAPPER_MARK */.q6}`,
        'setlocal',
        // Without `..`, which ntcli would show.
        `for %%I in ("${home}") do set "HOME=%%~fI"`,
        'set "USERPROFILE=%HOME%"',
        'set "NODE_USE_ENV_PROXY=1"',
        `set "NO_PROXY=${lib_env/* localHosts */.fQ},%NO_PROXY%"`,
        `cd /d "${work}" && ${program} %*`,
        '',
    ].join('\r\n');
}

;// CONCATENATED MODULE: ./build/src/deploy/sign-in.js






/**
 * Step: sign ntcli in to the workspace, in a private session.
 *
 * @throws DeployError ntcli-sign-in-failed, or bad-input if this ntcli has to deploy and would truncate a variable
 */
async function signInToWorkspace({ ci, runtime, inputs }, runDir, ntcli, workspace) {
    const session = await createSession(runDir);
    const options = { onLines: ci.childOutput, signal: runtime.signal, debug: ci.debug };
    const signedIn = await signIn({ ntcli, session, node: runtime.node, job: runtime.env }, { token: inputs.token.value, domain: inputs.endpoints.domain, workspace }, options);
    const cut = signedIn.contract.truncatedVariables(inputs.settings.env);
    if (cut.length > 0 && inputs.deployWith === 'ntcli')
        throw (0,errors/* createError */.$5)('bad-input', `\`env\`: ${(0,compat/* truncationMessage */.j9)(cut, ntcli.version)}.`);
    if (inputs.autoRefresh && !(await enableAutoRefresh(signedIn, options))) {
        (0,report/* reportNotice */.tX)(ci, 'auto-refresh-missing', `ntcli ${ntcli.version} has no \`config set auto-refresh-token\`.`);
    }
    return signedIn;
}
/**
 * True if later steps of the job get something: the session then belongs to them. A deploy goes on without, with a
 * warning.
 *
 * @throws DeployError runner-incomplete for `setup` on a machine whose later steps cannot get anything
 */
function shouldExport({ ci, inputs }) {
    const { afterDeploy, unavailableReason } = ci.exports;
    const isWanted = afterDeploy ? inputs.exportToken : inputs.command === 'setup';
    if (!isWanted || unavailableReason === undefined)
        return isWanted;
    // `setup` has no other purpose.
    if (inputs.command === 'setup')
        throw (0,errors/* createError */.$5)('runner-incomplete', `${unavailableReason}.`);
    (0,report/* reportNotice */.tX)(ci, 'not-exported', `${unavailableReason}.`);
    return false;
}
/** The token with the domain that it may be sent to. */
function bindToken({ token, endpoints }) {
    return { value: token.value, domain: endpoints.domain };
}
/**
 * Step: export the token and a signed-in `ntcli` to later steps of the job. Runs before the deploy, so that a step that
 * runs on failure can inspect it with `ntcli server logs`.
 *
 * @returns path of the executable that runs ntcli
 * @throws DeployError runner-incomplete
 */
async function exportSession({ ci, inputs }, ntcli) {
    const launcher = await writeWrapper(ntcli);
    ci.info(`\u2713 ${ci.exports.exportSession(bindToken(inputs), ntcli.session.bin)}`);
    return launcher;
}

;// CONCATENATED MODULE: ./build/src/lib/markdown.js
/** A row of a table. Cells must be escaped. */
function formatRow(cells) {
    return `| ${cells.join(' | ')} |`;
}
/** A table; empty without rows. Cells must be escaped. */
function formatTable(head, rows) {
    if (rows.length === 0)
        return '';
    return [head, head.map(() => '---'), ...rows].map(formatRow).join('\n');
}
/** The entries of a table with those that matter most first, and otherwise in their order. */
function putFirst(entries, matters) {
    return [...entries.filter(matters), ...entries.filter((entry) => !matters(entry))];
}
/** A section that the reader opens; empty without a body. Title and body must be escaped. */
function formatDetails(title, body) {
    return body === '' ? '' : `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
/** Text that stays text in a paragraph or a table cell: no line end, no cell end, no markup. */
function escapeMarkdown(text) {
    return text
        .replace(/\s+/g, ' ')
        .replace(/[\\`*_{}[\]<>()#!|~&@]/g, (character) => `&#${character.charCodeAt(0)};`);
}
/** Text in a code span, in which only a backtick and the end of a cell mean anything. */
function formatCode(text) {
    return `\`${text.replace(/\s+/g, ' ').replace(/[`|]/g, "'")}\``;
}
/** Text whose parts in backticks become code spans. All else stays text, as with {@link escapeMarkdown}. */
function formatProse(text) {
    return text
        .split(/(`[^`]+`)/)
        .map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : formatCode(part.slice(1, -1))))
        .join('');
}

;// CONCATENATED MODULE: ./build/src/deploy/summary-servers.js



/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const summary_servers_MAX_TOOLS = 100;
const MAX_ALERTS = 10;
const MAX_ROWS = 50;
const summary_servers_MAX_TEXT = 300;
const healthMarks = {
    healthy: '\u2705',
    idle: '\ud83d\udca4',
    unhealthy: '\u274c',
    unknown: '\u26a0\ufe0f',
    skipped: '\u2796',
};
/** What failed, in the box that GitHub and GitLab show in red, and how to fix it. */
function formatAlerts(servers) {
    return servers.slice(0, MAX_ALERTS).flatMap(({ server, error }) => {
        if (error === undefined)
            return [];
        const { title, hint } = errors/* errorCatalogue */.OP[error.code];
        const message = formatProse((0,sanitize/* cutText */.IN)(error.message, summary_servers_MAX_TEXT));
        const lines = [`**${escapeMarkdown(`${server.label}: ${title}`)}.** ${message}`, formatProse(hint)];
        return [`> [!CAUTION]\n> ${lines.join('\n>\n> ')}`];
    });
}
/** A row for each server. A URL takes three lines of a row, so that it is in the table only for a single server. */
function summary_servers_formatServers(servers) {
    const withUrl = servers.length === 1;
    const withTests = servers.some(({ smokeTests = [] }) => smokeTests.length > 0);
    const head = [
        '',
        'Server',
        'Deploy',
        'Health',
        ...(withTests ? ['Smoke test'] : []),
        ...(withUrl ? ['MCP URL'] : []),
    ];
    const rows = servers.map((result) => [
        result.error ? '\u274c' : healthMarks[result.healthStatus],
        formatCode(result.server.label),
        result.deployStatus,
        result.healthStatus,
        ...(withTests ? [formatTestCount(result)] : []),
        ...(withUrl ? [formatCode(result.url)] : []),
    ]);
    return formatTable(head, rows);
}
/** What was verified at servers that failed, or at a single one. */
function formatVerification(servers) {
    const limit = Math.floor(MAX_ROWS / Math.max(1, servers.length));
    return formatVerified(servers.filter(({ error }) => error !== undefined || servers.length === 1), limit);
}
function formatVerified(servers, limit) {
    return servers
        .flatMap((result) => [formatSmokeTests(result, limit), formatToolChanges(result, limit)])
        .filter((text) => text !== '')
        .join('\n\n');
}
function formatTestCount({ smokeTests = [] }) {
    const passed = smokeTests.filter(({ difference }) => difference === undefined).length;
    return smokeTests.length === 0 ? '' : `${passed} of ${smokeTests.length} passed`;
}
function formatSmokeTests(result, limit) {
    const { server, smokeTests = [] } = result;
    if (smokeTests.length === 0)
        return '';
    const sorted = putFirst(smokeTests, ({ difference }) => difference !== undefined);
    const rows = sorted
        .slice(0, limit)
        .map(({ name, tool, difference }) => [
        difference === undefined ? '\u2705' : '\u274c',
        escapeMarkdown((0,sanitize/* cutText */.IN)(name, summary_servers_MAX_TEXT)),
        formatCode((0,sanitize/* cutText */.IN)(tool, summary_servers_MAX_TEXT)),
        escapeMarkdown((0,sanitize/* cutText */.IN)(difference ?? '', summary_servers_MAX_TEXT)),
    ]);
    const table = formatTable(['', 'Test', 'Tool', 'Difference'], rows);
    return `Smoke test of ${formatCode(server.label)}: ${formatTestCount(result)}.\n\n${table}`;
}
function formatToolChanges({ server, toolChanges = [] }, limit) {
    if (toolChanges.length === 0)
        return '';
    const sorted = putFirst(toolChanges, ({ kind }) => kind === 'breaking');
    const rows = sorted
        .slice(0, limit)
        .map(({ kind, tool, place, before, after }) => [
        kind === 'breaking' ? '\u274c breaking' : 'addition',
        ...[tool, place, before, after].map((text) => (text === '' ? '' : formatCode((0,sanitize/* cutText */.IN)(text, summary_servers_MAX_TEXT)))),
    ]);
    const table = formatTable(['Change', 'Tool', 'Property', 'Before', 'After'], rows);
    return `Tools of ${formatCode(server.label)}, compared with the snapshot:\n\n${table}`;
}
/** The tools of a single server. */
function formatTools(servers) {
    const [{ server, tools } = {}, ...others] = servers;
    if (!server || !tools || others.length > 0)
        return '';
    return `Tools of ${formatCode(server.label)}: ${formatNames(tools, summary_servers_MAX_TOOLS)}.`;
}
/** Of several servers, what a reader looks up: a section to open with URLs and tools, and one with tests and changes. */
function formatLookups(servers) {
    if (servers.length < 2)
        return [];
    const rows = servers.map(({ server, url, tools }) => [
        formatCode(server.label),
        formatCode(url),
        tools ? formatNames(tools, Math.floor(summary_servers_MAX_TOOLS / servers.length)) : '',
    ]);
    const passed = servers.filter(({ error }) => error === undefined);
    return [
        formatDetails('MCP URLs and tools', formatTable(['Server', 'MCP URL', 'Tools'], rows)),
        formatDetails('Smoke tests and changes of tools', formatVerified(passed, Math.floor(MAX_ROWS / servers.length))),
    ];
}
function formatNames(names, limit) {
    return (0,sanitize/* joinFirst */.FS)(names.map(formatCode), limit) || 'none';
}

;// CONCATENATED MODULE: ./build/src/deploy/summary-timeline.js
/** Bars that the chart shows at most. */
const MAX_BARS = 60;
/** Milliseconds up to which a tick interval suits the chart, and the format of its labels (mermaid, Gantt syntax). */
const scales = [
    { upToMs: 12000, tick: '1second', format: '%-S s' },
    { upToMs: 60000, tick: '10second', format: '%-S s' },
    { upToMs: 720000, tick: '1minute', format: '%-M min' },
    { upToMs: Number.POSITIVE_INFINITY, tick: '10minute', format: '%-M min' },
];
/** Where the time went, as a chart that GitHub and GitLab draw. The duration is in the label of each bar. */
function formatTimeline(timings) {
    const shown = [...timings].sort((a, b) => a.startMs - b.startMs).slice(0, MAX_BARS);
    const end = Math.max(0, ...shown.map(({ endMs }) => endMs));
    const { tick, format } = scales.find(({ upToMs }) => end <= upToMs) ?? scales[3];
    const bars = shown.map(({ name, startMs, endMs }) => {
        // Everything but letters, digits and a few other characters has a meaning in Mermaid.
        const label = `${name.replace(/[^\w ./@-]/g, ' ')} (${formatDuration(endMs - startMs)})`;
        return `  ${label} :${Math.round(startMs)}, ${Math.round(Math.max(endMs, startMs + 1))}`;
    });
    const head = ['gantt', '  dateFormat x', `  axisFormat ${format}`, `  tickInterval ${tick}`];
    return ['```mermaid', ...head, ...bars, '```'].join('\n');
}
/** A duration in ms as `0.4 s` or `2 min 5 s`. */
function formatDuration(ms) {
    if (ms < 59950)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

;// CONCATENATED MODULE: ./build/src/deploy/summary.js





/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const MAX_SERVERS = 50;
const MAX_CLIENT_ENTRIES = 10;
/**
 * The report of a run in Markdown, at most 64 KiB: failures first, then the servers, what was verified, and the time. With
 * several servers, what is only looked up is in sections to open, so that the result fits on one screen.
 */
function formatSummary(data) {
    const { workspace, deployer, servers, expiry, timings } = data;
    const failuresFirst = putFirst(servers, ({ error }) => error !== undefined);
    const shown = failuresFirst.slice(0, MAX_SERVERS);
    const more = servers.length - shown.length;
    const timeline = formatTimeline(timings);
    const sections = [
        `### NimbleTools: ${formatCode(workspace.name)}`,
        ...formatAlerts(shown),
        summary_servers_formatServers(shown),
        more > 0 ? `And ${more} more.` : '',
        formatVerification(shown),
        formatTools(shown),
        `Workspace ${formatCode(workspace.id)}, deployed ${formatDeployer(deployer, formatCode)} (${formatProse(deployer.reason)}), token ${formatExpiry(expiry)}.`,
        ...formatLookups(shown),
        servers.length === 1 ? timeline : formatDetails('Duration of each step', timeline),
        formatDetails('MCP client configuration', formatClientConfiguration(servers)),
    ];
    return `${sections.filter((text) => text !== '').join('\n\n')}\n\n`;
}
function formatExpiry(expiry) {
    if (expiry.kind === 'never')
        return 'without expiry';
    if (expiry.kind === 'unknown')
        return 'with unknown expiry';
    if (expiry.kind === 'expired')
        return `expired on ${formatDate(expiry.at)} but still accepted`;
    const end = `${formatDate(expiry.at)} (${expiry.daysLeft} days left)`;
    return expiry.kind === 'expiring' ? `**expires soon**, on ${end}` : `valid until ${end}`;
}
/** What the configuration of an MCP client needs for the deployed servers, with a placeholder for the token. */
function formatClientConfiguration(servers) {
    const deployed = servers.filter(({ deployStatus }) => deployStatus === 'deployed');
    if (deployed.length === 0)
        return '';
    const entries = deployed
        .slice(0, MAX_CLIENT_ENTRIES)
        .map(({ server, url }) => [
        server.platformId,
        { type: 'http', url, headers: { Authorization: 'Bearer YOUR_WORKSPACE_TOKEN' } },
    ]);
    return `\`\`\`json\n${JSON.stringify({ mcpServers: Object.fromEntries(entries) }, null, 2)}\n\`\`\``;
}

;// CONCATENATED MODULE: ./build/src/deploy/workspace.js





/**
 * Looks up the workspace.
 *
 * @returns undefined if there is none, and `create-workspace` is set
 * @throws DeployError as {@link lookUpWorkspace}
 */
function lookUpOrNone(context, signal) {
    return lookUpWorkspace(context, signal).catch((error) => {
        const isAbsent = (0,errors/* toErrorInfo */.K$)(error).code === 'workspace-not-found';
        if (!isAbsent || !context.inputs.createWorkspace)
            throw error;
        return undefined;
    });
}
/**
 * Creates the workspace that {@link lookUpOrNone} did not find.
 *
 * @throws DeployError workspace-not-created, workspace-not-allowed, workspace-unknown, or as {@link lookUpWorkspace}
 */
function createAndLookUp(context, signal) {
    return lookUpWorkspace(context, signal, (api) => create(context, api, signal));
}
async function create({ ci, inputs }, api, signal) {
    const { workspace: request, timeout } = inputs;
    // Inputs are not accepted without a name for it.
    if (request.kind !== 'name')
        return findWorkspace(api, request);
    const outcome = await createWorkspace(api, request.name);
    ci.debug(`create workspace ${request.name}: ${JSON.stringify(outcome)}`);
    if (outcome.kind === 'refused')
        throw (0,errors/* createError */.$5)(outcome.code, outcome.message);
    if (outcome.kind === 'created') {
        ci.info(`\u2713 Created workspace ${request.name}`);
        return outcome.workspace;
    }
    // Two runs may create it at the same time, and a lost response does not tell what happened.
    const deadline = performance.now() + Math.min(APPEAR_MS, timeout);
    const found = await findUntil(api, request, deadline, signal);
    if ('id' in found)
        return found;
    const isOpen = outcome.kind === 'unclear' || found.code !== 'workspace-not-found';
    const code = isOpen ? 'workspace-unknown' : 'workspace-not-created';
    const error = (0,errors/* createError */.$5)(code, `${request.name}: ${outcome.message} ${found.message}`);
    // After a cancel, the error of the run is the cancel, which does not say that a workspace may be left.
    if (signal.aborted && isOpen)
        (0,report/* reportError */.N7)(ci, error.failure);
    throw error;
}
/** Milliseconds in which a workspace appears whose creation was not confirmed: the request may still be carried out. */
const APPEAR_MS = 10000;
/** Milliseconds between two lookups, before jitter. */
const lookUpDelays = [500, 1000, 2000];
/** Errors of a lookup that a later one may not have. */
const passingErrors = ['workspace-not-found', 'api-unreachable', 'api-unexpected'];
/** Looks a workspace up until it is there. Returns the last error if it is not; throws what no later lookup changes. */
function findUntil(api, request, deadline, signal) {
    const find = () => findWorkspace(api, request).catch((thrown) => {
        const error = (0,errors/* toErrorInfo */.K$)(thrown);
        if (passingErrors.includes(error.code))
            return error;
        throw thrown;
    });
    return retry(find, {
        delays: lookUpDelays,
        repeatLastDelay: true,
        deadline,
        signal,
        shouldRetry: (found) => 'code' in found,
    });
}

;// CONCATENATED MODULE: ./build/src/deploy/deploy.js

















/**
 * Runs the commands `deploy` and `setup`, with ntcli or only with the API.
 *
 * @returns the worst error, already reported
 * @throws DeployError for an error before the first server
 */
async function runDeploy(context) {
    // Try a token that appears to be expired before installing anything: the clock may be wrong, or it was refreshed.
    if (isLocallyExpired(context))
        await lookUpOrNone(context, context.runtime.signal);
    context.ci.setOutputs({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
    const { dryRun, createWorkspace } = context.inputs;
    if (dryRun && createWorkspace && !(await lookUpOrNone(context, context.runtime.signal)))
        return dryRunWithoutWorkspace(context);
    const isExported = shouldExport(context);
    const reason = explainNoNtcli(context.inputs, isExported);
    return reason ? deployWithApi(context, reason, isExported) : deployWithNtcli(context, isExported);
}
async function deployWithApi(context, reason, isExported) {
    const { runtime, timings } = context;
    const findEntry = startEntryLookups(context);
    const known = await timings.measure('Find workspace', () => lookUpOrNone(context, runtime.signal));
    const found = known ?? (await createAndLookUp(context, runtime.signal));
    return deployAndReport(context, prepareApi(context, found, reason, isExported), findEntry);
}
/** Deploys with ntcli, in a directory that is removed at the end unless it was exported to later steps. */
async function deployWithNtcli(context, isExported) {
    const runDir = await createRunDir(getTemp(context.ci), context.ci.registerCleanup);
    if (process.platform === 'win32')
        await restrictSession(context, runDir);
    let isSessionExported = false;
    try {
        const { installed, found } = await installAndFindWorkspace(context, runDir);
        // Not during the install, which may take long: ntcli looks a server up again, and may find a newer version.
        const findEntry = startEntryLookups(context);
        if (installed.kind === 'unavailable') {
            const { title } = errors/* errorCatalogue */.OP[installed.error.code];
            const laterSteps = isExported ? ' Later steps have the token, but not ntcli.' : '';
            (0,report/* reportNotice */.tX)(context.ci, 'ntcli-not-installed', `${title}: ${installed.error.message}${laterSteps}`);
            const reason = 'ntcli could not be installed';
            return await deployAndReport(context, prepareApi(context, found, reason, isExported), findEntry);
        }
        const ntcli = await signInToWorkspace(context, runDir, installed.ntcli, found.workspace);
        const expiry = reportWorkspace(context, found.workspace, found.age);
        if (isExported) {
            const launcher = await exportSession(context, ntcli);
            isSessionExported = true;
            context.ci.setOutputs({ 'ntcli-path': launcher });
        }
        return await deployAndReport(context, prepareNtcli(context, found.workspace, expiry, ntcli), findEntry);
    }
    finally {
        if (!isSessionExported)
            await removeSession(context.ci, runDir);
    }
}
/** Windows: closes the directory of this run to other users. */
async function restrictSession({ ci, runtime }, runDir) {
    const isClosed = await restrictToOwner(runDir, runtime.env, { debug: ci.debug, signal: runtime.signal });
    if (!isClosed)
        (0,report/* reportNotice */.tX)(ci, 'session-not-restricted', `Could not set the permissions of ${runDir}.`);
}
/**
 * The directory for temporary files.
 *
 * @throws DeployError temp-in-checkout
 */
function getTemp({ paths: { temp, checkout }, info }) {
    for (const { path, problem } of temp.rejected)
        info(`${path} is not used for temporary files: it ${problem}.`);
    if (temp.path !== undefined)
        return temp.path;
    throw (0,errors/* createError */.$5)('temp-in-checkout', `No directory for temporary files is outside ${checkout}.`);
}
/** Installs ntcli while the workspace is looked up. A workspace is created only after that: a failed install leaves none. */
async function installAndFindWorkspace(context, runDir) {
    const { runtime, timings, inputs } = context;
    const [installed, known] = await (0,abort/* runBothOrAbort */.Ao)(runtime.signal, async (signal) => {
        try {
            return { kind: 'installed', ntcli: await installNtcli(context, runDir, signal) };
        }
        catch (error) {
            const info = (0,errors/* toErrorInfo */.K$)(error);
            if (signal.aborted || !isApiFallback(inputs, info))
                throw error;
            return { kind: 'unavailable', error: info };
        }
    }, (signal) => timings.measure('Find workspace', () => lookUpOrNone(context, signal)));
    const found = known ?? (await createAndLookUp(context, runtime.signal));
    return { installed, found };
}
function prepareNtcli(context, workspace, expiry, ntcli) {
    const { name, reason } = selectDeployer(context.inputs, ntcli);
    const deployer = name === 'ntcli'
        ? createNtcliDeployer(context, workspace, ntcli, reason)
        : createApiDeployer(context, workspace, reason);
    return { workspace, expiry, deployer };
}
function prepareApi(context, found, reason, isExported) {
    const { ci, inputs } = context;
    const expiry = reportWorkspace(context, found.workspace, found.age);
    if (inputs.autoRefresh)
        (0,report/* reportNotice */.tX)(ci, 'auto-refresh-missing', 'This run has no ntcli.');
    const { exportToken } = ci.exports;
    if (exportToken && isExported)
        ci.info(`\u2713 ${exportToken(bindToken(inputs))}`);
    const { workspace } = found;
    return { workspace, expiry, deployer: createApiDeployer(context, workspace, reason) };
}
/** The steps that are the same for ntcli and the API: secrets, deploys, outputs and summary. */
async function deployAndReport(context, { workspace, expiry: { expiry, error: expiring }, deployer }, findEntry) {
    const { ci, inputs, timings } = context;
    await checkSecrets(context, workspace, findEntry);
    await setSecrets(context, workspace);
    if (inputs.servers.length > 0)
        reportDeployer(context, deployer);
    const servers = await deployAll({ ...context, workspace, deployer, findEntry });
    (0,report/* tryWrite */.FA)(ci, () => setServerOutputs(ci, servers));
    if (inputs.summary && servers.length > 0) {
        const summary = { workspace, deployer, servers, expiry, timings: timings.entries };
        (0,report/* tryWrite */.FA)(ci, () => ci.writeSummary(formatSummary(summary)));
    }
    return concludeWithExpiry(ci, findWorstError(servers), expiring);
}
/** Says what sends the deploys, and why. */
function reportDeployer({ ci, inputs }, deployer) {
    const start = inputs.dryRun ? 'A deploy would go' : 'Deploying';
    ci.info(`${start} ${formatDeployer(deployer)}: ${deployer.reason}`);
    if (!inputs.dryRun)
        ci.setOutputs({ 'deployed-with': deployer.name });
}
/** A failed cleanup does not fail the deploy, but is reported. */
async function removeSession(ci, runDir) {
    const problem = await removeRunDir(runDir);
    if (problem)
        (0,report/* reportNotice */.tX)(ci, 'clean-up-failed', problem);
}

;// CONCATENATED MODULE: ./build/src/deploy/removal-summary.js


/** What is listed at most: GitHub drops a step whose summary is over 1 MiB. */
const removal_summary_MAX_ROWS = 100;
const removal_summary_MAX_TEXT = 300;
/** The report of a removal in Markdown, failures first. */
function formatRemovalSummary(workspace, removals) {
    const sorted = putFirst(removals, ({ error }) => error !== undefined);
    const rows = sorted
        .slice(0, removal_summary_MAX_ROWS)
        .map(({ name, status, error }) => [
        error ? '\u274c' : '\u2705',
        formatCode(name),
        status,
        formatProse((0,sanitize/* cutText */.IN)(error?.message ?? '', removal_summary_MAX_TEXT)),
    ]);
    const more = removals.length - rows.length;
    const table = formatTable(['', 'Removed', 'Status', 'Problem'], rows);
    return `### NimbleTools: ${formatCode(workspace)}\n\n${table}\n${more > 0 ? `\nAnd ${more} more.\n` : ''}`;
}

;// CONCATENATED MODULE: ./build/src/deploy/identify.js




/**
 * Checks that a deployed server is the one to remove. A registry id must be shown to be that of the server: the platform
 * knows only the last part of it. An id without a namespace is the platform's own, so it names the server in full. A
 * file of `server-file` needs no registry, and its version is not compared: it may have changed after the deploy.
 *
 * @throws DeployError server-not-identified
 */
async function assertIsNamed(server, state, findEntry, signal) {
    const isPlatformId = server.registryId === server.platformId && server.entry === undefined;
    const entry = isPlatformId ? undefined : await findAnyVersion(server, findEntry, signal);
    if (entry) {
        const identity = compareIdentity(entry, state.spec);
        if (identity.kind === 'other')
            throw (0,errors/* createError */.$5)('server-not-identified', `The workspace has another server: ${identity.description}.`);
        if (identity.kind === 'unknown')
            throw (0,errors/* createError */.$5)('server-not-identified', `The platform does not show enough of it to compare it with ${server.registryId}.`);
    }
    if (server.entry === undefined)
        identify_assertVersion(server, entry, state);
}
/** The registry has only the newest version of most servers. Any version shows which server it is. */
async function findAnyVersion(server, findEntry, signal) {
    const { label, registryId, platformId, version } = server;
    try {
        return await findEntry(server, signal).catch((error) => {
            if (version === undefined || (0,errors/* toErrorInfo */.K$)(error).code !== 'server-not-found')
                throw error;
            return findEntry({ label, registryId, platformId }, signal);
        });
    }
    catch (error) {
        throw (0,errors/* createError */.$5)('server-not-identified', (0,errors/* toErrorInfo */.K$)(error).message);
    }
}
/** @param entry in any version */
function identify_assertVersion({ version }, entry, { spec }) {
    if (version === undefined || version === 'latest')
        return;
    // The packages of an entry may have other versions than the entry.
    const named = [version, ...(entry?.version === version ? listVersions(entry.spec) : [])];
    const shown = listVersions(spec);
    if (shown.some((one) => named.includes(one)))
        return;
    const runs = shown.length > 0 ? `It runs version ${(0,sanitize/* quoteLine */.tQ)(shown.join(', '))}` : 'It shows no version';
    throw (0,errors/* createError */.$5)('server-not-identified', `${runs}, not ${version}. Omit \`@${version}\` to remove any version.`);
}

;// CONCATENATED MODULE: ./build/src/deploy/remove-servers.js










/** Removes the named servers in order, each when the removal of the one before is over, and sets their outputs. */
async function removeServers(context, workspace) {
    const { ci, inputs, runtime } = context;
    const findEntry = createEntryLookup(context);
    const results = [];
    for (const server of inputs.servers) {
        if (runtime.signal.aborted)
            break;
        const result = await withProgress(context, `Remove ${server.platformId}`, () => removeOne(context, workspace, server, findEntry));
        results.push(result);
    }
    (0,report/* tryWrite */.FA)(ci, () => setServerOutputs(ci, results));
    const removals = results.map(({ server, deployStatus, error }) => ({
        name: server.label,
        status: deployStatus,
        ...(error && { error }),
    }));
    ci.debug(`removals: ${JSON.stringify(removals)}`);
    return removals;
}
/** Never throws. */
async function removeOne(context, workspace, server, findEntry) {
    const { inputs, runtime } = context;
    const outcome = await withDeadline(runtime.signal, performance.now() + inputs.timeout, (limit) => removeIfNamed(context, workspace, server, findEntry, limit)).catch((error) => ({ kind: 'not-sent', error: (0,errors/* toErrorInfo */.K$)(error) }));
    const { status, error } = toRemovalResult(server.platformId, outcome);
    return {
        server,
        url: (0,api_endpoints/* formatServerUrl */.ej)(inputs.endpoints, workspace.id, server.platformId),
        deployStatus: status,
        healthStatus: 'skipped',
        ...(error && { error }),
    };
}
/**
 * Removes a server once it is known to be the named one.
 *
 * @returns undefined in a dry run
 * @throws DeployError for an error before the removal
 */
async function removeIfNamed({ ci, inputs, apiFor }, workspace, server, findEntry, limit) {
    const { platformId } = server;
    const api = apiFor(limit.signal);
    const state = await readServer(api, workspace.id, platformId);
    if (state === undefined) {
        ci.info(`\u2713 ${platformId} is not in the workspace`);
        return inputs.dryRun ? undefined : { kind: 'removed' };
    }
    await assertIsNamed(server, state, findEntry, limit.signal);
    if (inputs.dryRun) {
        ci.info(`\u2713 Would remove ${platformId}`);
        return undefined;
    }
    // True if this process is killed from now on. The end of the run replaces it.
    ci.setOutputs({ 'deploy-status': 'unknown' });
    const outcome = await removeServerAndWait(api, workspace, platformId, limit);
    if (outcome.kind === 'removed')
        ci.info(`\u2713 Removed ${platformId}`);
    return outcome;
}

;// CONCATENATED MODULE: ./build/src/deploy/remove.js









/**
 * The command `remove`: removes the named servers, or with `remove-workspace` the workspaces with everything in them. What
 * is not there counts as removed.
 *
 * @returns its error, already reported
 * @throws DeployError for an error before the first removal
 */
async function runRemove(context) {
    const { ci, inputs, runtime } = context;
    ci.setOutputs({ 'deploy-status': 'skipped', 'health-status': 'skipped' });
    const { title, removals, expiring } = inputs.removeWorkspace
        ? await removeWorkspaces(context)
        : await removeNamedServers(context);
    if (inputs.summary && !inputs.dryRun && removals.length > 0)
        (0,report/* tryWrite */.FA)(ci, () => ci.writeSummary(formatRemovalSummary(title, removals)));
    // After a cancel, run() reports one error for the whole run.
    if (!runtime.signal.aborted)
        for (const { error } of removals)
            if (error)
                (0,report/* reportError */.N7)(ci, error);
    return concludeWithExpiry(ci, findWorstError(removals), expiring);
}
/** The requested workspace; undefined, with a notice, if there is none. */
async function findTarget(context, request) {
    const { ci, inputs, runtime } = context;
    const single = { ...context, inputs: { ...inputs, workspace: request } };
    const found = await lookUpWorkspace(single, runtime.signal).catch((thrown) => {
        const error = (0,errors/* toErrorInfo */.K$)(thrown);
        if (error.code !== 'workspace-not-found' || request.kind === 'only')
            throw thrown;
        (0,report/* reportNotice */.tX)(ci, 'nothing-to-remove', error.message);
        return undefined;
    });
    if (found)
        reportFoundWorkspace(ci, found.workspace);
    return found;
}
async function removeNamedServers(context) {
    const { inputs } = context;
    const found = await findTarget(context, inputs.workspace);
    const { error: expiring } = reportExpiry(context, found?.age ?? readTokenAge(context));
    if (!found)
        setStatus(context, []);
    const removals = found ? await removeServers(context, found.workspace) : [];
    return { title: found?.workspace.name ?? '', removals, expiring };
}
/** Workspaces are removed in order, each when the one before is gone. One that fails does not stop the others. */
async function removeWorkspaces(context) {
    const { inputs, runtime } = context;
    const removals = [];
    const titles = [];
    let expiry;
    for (const request of [inputs.workspace, ...inputs.moreWorkspaces]) {
        if (runtime.signal.aborted)
            break;
        try {
            const found = await findTarget(context, request);
            if (!found)
                continue;
            expiry ?? (expiry = reportExpiry(context, found.age));
            titles.push(found.workspace.name);
            removals.push(await removeWholeWorkspace(context, found.workspace));
        }
        catch (thrown) {
            if (runtime.signal.aborted)
                break;
            const outcome = { kind: 'not-sent', error: (0,errors/* toErrorInfo */.K$)(thrown) };
            removals.push(toRemovalResult(`workspace ${describeRequest(request)}`, outcome));
        }
    }
    // A token that was rejected has no expiry that matters.
    if (removals.length === 0)
        expiry ?? (expiry = reportExpiry(context, readTokenAge(context)));
    setStatus(context, removals);
    return { title: titles.join(', '), removals, expiring: expiry?.error };
}
/** Removes a workspace with everything in it. */
async function removeWholeWorkspace(context, workspace) {
    const { ci, inputs, runtime, apiFor } = context;
    const name = `workspace ${workspace.name}`;
    const outcome = inputs.dryRun
        ? undefined
        : await withProgress(context, `Remove ${name}`, () => {
            // True if this process is killed from now on. The end of the run replaces it.
            ci.setOutputs({ 'deploy-status': 'unknown' });
            return withDeadline(runtime.signal, performance.now() + inputs.timeout, (limit) => removeWorkspaceAndWait(apiFor(limit.signal), workspace, limit));
        });
    const result = toRemovalResult(name, outcome);
    if (!result.error)
        ci.info(`\u2713 ${outcome ? 'Removed' : 'Would remove'} ${name} with everything in it`);
    return result;
}
/** Sets the worst status as output. What is not there counts as removed. */
function setStatus({ ci, inputs }, removals) {
    const worst = findWorstDeployStatus(removals.map(({ status }) => status));
    const status = worst ?? (inputs.dryRun ? 'dry-run' : 'removed');
    (0,report/* tryWrite */.FA)(ci, () => ci.setOutputs({ 'deploy-status': status }));
}
function describeRequest(request) {
    if (request.kind === 'only')
        return '';
    return request.kind === 'id' ? request.id : request.name;
}

;// CONCATENATED MODULE: ./build/src/deploy/run-command.js




/**
 * Runs the requested command.
 *
 * @returns its error, already reported
 * @throws DeployError for an error that is not yet reported
 */
function runRequestedCommand(ci, job, inputs, network) {
    const context = createContext(ci, job, inputs, network);
    switch (inputs.command) {
        case 'check':
            return runCheck(context);
        case 'remove':
            return runRemove(context);
        default:
            return runDeploy(context);
    }
}


/***/ }),

/***/ 6307:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ parseArgs)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var _schema_constants_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5260);
/* harmony import */ var _schema_exit_codes_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6634);
/* harmony import */ var _schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(20);




/** Inputs that can be flags. The token cannot: every process on the machine can read a command line. */
const flagNames = (0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputNamesOn */ .s3)('terminal');
/** Flags that are not inputs. */
const switches = ['help', 'version', 'debug'];
/**
 * Parses `[command] [--input value | --input=value | --boolean] ...`. An error never repeats an unknown argument, because it
 * may be a token.
 */
function parseArgs(args) {
    const { tokens } = parseTokens(args);
    if (tokens.some((token) => token.kind === 'option' && token.name === 'help'))
        return { kind: 'help', text: helpText() };
    if (tokens.some((token) => token.kind === 'option' && token.name === 'version'))
        return { kind: 'version' };
    const flags = new Map();
    let debug = false;
    for (const [index, token] of tokens.entries()) {
        if (token.kind === 'positional') {
            if (isBooleanValue(token.value) && isBooleanFlag(tokens[index - 1]))
                continue;
            if (flags.has('command'))
                return { kind: 'error', text: describeUnexpected(tokens[index - 1]) };
            flags.set('command', token.value);
            continue;
        }
        if (token.kind === 'option-terminator')
            return { kind: 'error', text: 'Unexpected argument.' };
        const { name } = token;
        if (name === 'debug') {
            debug = true;
            continue;
        }
        if (name === 'token') {
            const text = 'Set the token as NTCLI_TOKEN. Every process on the machine can read a command line.';
            return { kind: 'error', text };
        }
        if (!isFlag(name)) {
            const option = /^[a-z0-9-]{1,40}$/.test(name) ? `Unknown option --${name}` : 'Unknown option';
            return { kind: 'error', text: `${option}. See --help.` };
        }
        const { type } = (0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputRow */ .bd)(name);
        const next = tokens[index + 1];
        const separate = next?.kind === 'positional' && isBooleanValue(next.value) ? next.value : 'true';
        const value = token.value ?? (type.kind === 'boolean' ? separate : undefined);
        if (value === undefined)
            return { kind: 'error', text: `--${name} requires a value.` };
        const before = flags.get(name);
        if (before !== undefined && !isRepeatable(name))
            return { kind: 'error', text: `--${name} was set more than once.` };
        flags.set(name, before === undefined ? value : `${before}\n${value}`);
    }
    return { kind: 'run', flags, debug };
}
function parseTokens(args) {
    const types = flagNames.map((name) => {
        const type = (0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputRow */ .bd)(name).type.kind === 'boolean' ? 'boolean' : 'string';
        return [name, { type }];
    });
    const options = {
        ...Object.fromEntries(types),
        ...Object.fromEntries(switches.map((name) => [name, { type: 'boolean' }])),
        help: { type: 'boolean', short: 'h' },
    };
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
}
/** True for `--wait` without `=value`, which accepts a following `true` or `false`. */
function isBooleanFlag(token) {
    if (token?.kind !== 'option' || token.value !== undefined || !isFlag(token.name))
        return false;
    return (0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputRow */ .bd)(token.name).type.kind === 'boolean';
}
/** @param before the argument before, perhaps an option whose value is a pattern that the shell expanded */
function describeUnexpected(before) {
    const isOption = before?.kind === 'option' && isFlag(before.name) && isRepeatable(before.name);
    return `Unexpected argument.${isOption ? ` Repeat --${before.name} for each value.` : ''}`;
}
function isRepeatable(name) {
    return ['list', 'paths', 'pairs'].includes((0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputRow */ .bd)(name).type.kind);
}
function isBooleanValue(text) {
    return /^(true|false)$/i.test(text);
}
function isFlag(name) {
    return (0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .isInputName */ .wp)(name) && flagNames.includes(name);
}
/** The output of `--help`, generated from the table of inputs. */
function helpText() {
    const rows = flagNames
        .filter((name) => name !== 'command')
        .map((name) => {
        const { type, variable, default: byDefault, help } = (0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputRow */ .bd)(name);
        const value = name === 'workspace' ? ' NAME_OR_ID' : valueHint(type);
        const more = [variable, byDefault && `default ${byDefault}`].filter(Boolean).join(', ');
        return `  --${name}${value}  (${more})\n      ${help.replaceAll('`', '')}`;
    });
    return `ntcli-deploy ${_schema_constants_js__WEBPACK_IMPORTED_MODULE_1__/* .product */ .qM.version}: ${_schema_constants_js__WEBPACK_IMPORTED_MODULE_1__/* .product */ .qM.description}

Usage: NTCLI_TOKEN=... ntcli-deploy [${_schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .commandNames */ .oQ.join('|')}] [options]

${(0,_schema_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputRow */ .bd)('command').help.replaceAll('`', '')}

Options. Each can also be set with the environment variable in parentheses:
${rows.join('\n')}
  --debug  (NTCLI_DEPLOY_DEBUG)
      Show debug log lines: requests, decisions and child processes. Secrets are redacted.

Exit codes:
${Object.entries(_schema_exit_codes_js__WEBPACK_IMPORTED_MODULE_2__/* .exitMeanings */ .F)
        .map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning.replaceAll('`', '')}`)
        .join('\n')}
`;
}
/** The syntax of an option's value. */
function valueHint(type) {
    switch (type.kind) {
        case 'boolean':
            return '[=false]';
        case 'choice':
            return ` ${type.options.join('|')}`;
        case 'pairs':
            return ' KEY=VALUE (may be repeated)';
        case 'list':
            return ' ID[@VERSION] (may be repeated)';
        case 'paths':
            return ' PATH (may be repeated)';
        default:
            return ' VALUE';
    }
}


/***/ }),

/***/ 2323:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  VP: () => (/* binding */ TIMED_OUT),
  U: () => (/* binding */ abortOnTermination),
  JG: () => (/* binding */ anySignal),
  dX: () => (/* binding */ rejectOnAbort),
  Ao: () => (/* binding */ runBothOrAbort),
  Bv: () => (/* binding */ withTimeLimit)
});

;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
;// CONCATENATED MODULE: ./build/src/lib/abort.js


/**
 * The signals by which a CI system or a user stops this process. SIGHUP: the terminal is closed, or the SSH connection
 * lost; SIGBREAK: Ctrl+Break on Windows.
 */
const terminationSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'];
/**
 * An AbortSignal that aborts with the name of the first signal that stops this process. From then on, writing to the log
 * must not fail: a closed terminal answers every write with EIO, which must not end the cleanup.
 */
function abortOnTermination() {
    const stop = createController();
    for (const stream of [process.stdout, process.stderr]) {
        stream.on('error', (error) => {
            if (!stop.signal.aborted && (0,errors/* getErrorCode */.E2)(error) !== 'EIO')
                throw error;
        });
    }
    for (const name of terminationSignals)
        process.on(name, () => stop.abort(name));
    return stop.signal;
}
/** A controller whose signal any number of servers may use: Node.js 20 prints a warning about more than 10 listeners. */
function createController() {
    const controller = new AbortController();
    (0,external_node_events_namespaceObject.setMaxListeners)(0, controller.signal);
    return controller;
}
/** The abort reason after a timeout. */
const TIMED_OUT = 'time is up';
/**
 * Combines signals and a timeout. (Not `AbortSignal.any` with `AbortSignal.timeout`: on Node 20 the garbage collector can
 * remove the timer, and the signal then never aborts.)
 *
 * @param timeout milliseconds; absent for none
 */
function anySignal(signals, timeout) {
    const linked = createController();
    const undo = signals.map((signal) => {
        const pass = () => linked.abort(signal.reason);
        if (signal.aborted)
            pass();
        signal.addEventListener('abort', pass, { once: true });
        return () => signal.removeEventListener('abort', pass);
    });
    const timer = timeout === undefined ? undefined : setTimeout(() => linked.abort(TIMED_OUT), timeout);
    return {
        signal: linked.signal,
        dispose() {
            clearTimeout(timer);
            for (const letGo of undo)
                letGo();
        },
    };
}
/**
 * Runs an action with a signal that also aborts when the time is up, with {@link TIMED_OUT} as its reason.
 *
 * @param timeout milliseconds
 */
async function withTimeLimit(signal, timeout, action) {
    const limited = anySignal([signal], timeout);
    try {
        return await action(limited.signal);
    }
    finally {
        limited.dispose();
    }
}
/** Waits for a result, but no longer than until the signal aborts: then it rejects with the error. */
async function rejectOnAbort(task, signal, createReason) {
    let stop = () => { };
    const aborted = new Promise((_, reject) => {
        stop = () => reject(createReason());
        if (signal.aborted)
            stop();
        signal.addEventListener('abort', stop, { once: true });
    });
    try {
        return await Promise.race([task, aborted]);
    }
    finally {
        signal.removeEventListener('abort', stop);
    }
}
/**
 * Runs two tasks in parallel. The first failure aborts the other task, and is thrown after both have settled.
 *
 * @param signal aborts both
 */
async function runBothOrAbort(signal, first, second) {
    const failure = new AbortController();
    const either = anySignal([signal, failure.signal]);
    const stopOther = (error) => {
        failure.abort(error);
        throw error;
    };
    const tasks = [first(either.signal).catch(stopOther), second(either.signal).catch(stopOther)];
    await Promise.allSettled(tasks);
    either.dispose();
    if (failure.signal.aborted)
        throw failure.signal.reason;
    return Promise.all(tasks);
}


/***/ }),

/***/ 9455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Qc: () => (/* binding */ childEnvironment),
  PC: () => (/* binding */ homeEnvironment),
  fQ: () => (/* binding */ localHosts),
  mN: () => (/* binding */ ntcliProxyEnvironment),
  rw: () => (/* binding */ proxyVariable),
  kj: () => (/* binding */ tempEnvironment)
});

;// CONCATENATED MODULE: ./build/src/lib/node-options.js
/** Options that change how Node.js reaches the network, and nothing else. Others can load code, or write files. */
const networkOptions = [
    /^--use-(system|openssl|bundled)-ca$/,
    /^--(no-)?(enable-)?network-family-autoselection$/,
    /^--network-family-autoselection-attempt-timeout=\d{1,6}$/,
    /^--dns-result-order=(ipv4first|ipv6first|verbatim)$/,
];
/**
 * The part of NODE_OPTIONS that child processes get: what concerns certificates and addresses. An option in quotes is
 * dropped.
 */
function filterNodeOptions(text) {
    // Node.js also takes a value as a word of its own.
    const words = text.replace(/(--dns-result-order|-attempt-timeout)\s+(?=\w)/g, '$1=').split(/\s+/);
    return words.filter((word) => networkOptions.some((option) => option.test(word))).join(' ');
}

;// CONCATENATED MODULE: ./build/src/lib/env.js

/**
 * The part of the job's environment that every child process gets: enough to find programs, a proxy and certificates.
 * Everything else is dropped, because it can make Node.js and npm run code (NODE_PATH, npm_config_*, LD_PRELOAD, BASH_ENV)
 * and contains other secrets. Of NODE_OPTIONS, only the network options are passed on.
 */
const allowedVariables = [
    'PATH',
    'LANG',
    'LC_ALL',
    'TZ',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'NODE_EXTRA_CA_CERTS',
    'NODE_USE_SYSTEM_CA',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    // With this variable, the GitHub runner finds processes of a killed job.
    'RUNNER_TRACKING_ID',
    // Windows cannot start a process, or resolve names, without these.
    'SYSTEMROOT',
    'SYSTEMDRIVE',
    'WINDIR',
    'COMSPEC',
    'PATHEXT',
];
/**
 * The base environment of a child process.
 *
 * @param job the environment of the job, with normalized proxy settings
 * @param also more names to pass on; names are case-insensitive, as on Windows
 */
function childEnvironment(job, also = []) {
    const names = new Set([...allowedVariables, ...also]);
    const kept = Object.entries(job).filter(([name]) => names.has(name.toUpperCase()));
    const nodeOptions = filterNodeOptions(job.NODE_OPTIONS ?? '');
    return {
        ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
        ...(nodeOptions && { NODE_OPTIONS: nodeOptions }),
    };
}
/** A proxy variable in both spellings: some programs read only the lowercase one, and others prefer it. */
function proxyVariable(name, value) {
    return { [name]: value, [name.toLowerCase()]: value };
}
/** Hosts to which plain HTTP is sent. A proxy would see the token. */
const localHosts = 'localhost,127.0.0.1';
/**
 * Makes `fetch` of ntcli use the proxy, if there is one: Node.js 22.21, 24.5 and newer support it on demand, at a cost of
 * 10 ms for each start. A platform on this machine is always reached directly.
 *
 * @param job the environment of the job, with normalized proxy settings
 */
function ntcliProxyEnvironment(job) {
    if (!job.HTTP_PROXY && !job.HTTPS_PROXY)
        return {};
    const direct = job.NO_PROXY ? `${localHosts},${job.NO_PROXY}` : localHosts;
    return { NODE_USE_ENV_PROXY: '1', ...proxyVariable('NO_PROXY', direct) };
}
/** The home directory of a child process, in all variables that set it. */
function homeEnvironment(home) {
    return { HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home };
}
/**
 * The directory for temporary files of a child process, which is removed with the directory of this run. Without the compile
 * cache of Node.js, which would be in it: npm spends 0.3 s on writing 500 files that no other run can read.
 */
function tempEnvironment(temp) {
    return { TMPDIR: temp, TEMP: temp, TMP: temp, NODE_DISABLE_COMPILE_CACHE: '1' };
}


/***/ }),

/***/ 3773:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ exitWhenWritten)
/* harmony export */ });
/** Milliseconds for a slow reader of the log to take what is still buffered. */
const flushTimeoutMs = 10000;
/**
 * Ends this process as soon as its output is written. Without it, any handle that is left, such as a connection to a proxy
 * that does not respond, would keep the step running.
 */
function exitWhenWritten(code) {
    process.exitCode = code;
    const exit = () => process.exit(code);
    setTimeout(exit, flushTimeoutMs);
    process.stdout.write('', () => process.stderr.write('', exit));
}


/***/ }),

/***/ 7911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  M9: () => (/* binding */ getAccessProblem),
  FK: () => (/* binding */ isInside),
  tC: () => (/* binding */ leadsOutOf),
  rU: () => (/* binding */ readAtMost),
  fR: () => (/* binding */ replaceFile),
  PQ: () => (/* binding */ writeAllOrNothing)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./build/src/lib/paths.js

/**
 * True if a path is the directory or inside it, by their texts. On Windows letter case and the prefix `\\?\` make no
 * difference.
 *
 * @param path absolute
 * @param directory absolute
 * @param style of the paths
 */
function isBelow(path, directory, style = external_node_path_) {
    const plain = (text) => (style.sep === '\\' ? removeVerbatimPrefix(text) : text);
    const way = style.relative(plain(directory), plain(path));
    return way === '' || !(way === '..' || way.startsWith(`..${style.sep}`) || style.isAbsolute(way));
}
/** Windows takes `\\?\C:\x` for `C:\x`, and `\\?\UNC\server\share` for `\\server\share`. */
function removeVerbatimPrefix(path) {
    return path.replace(/^\\\\\?\\UNC\\/i, '\\\\').replace(/^\\\\\?\\/, '');
}

;// CONCATENATED MODULE: ./build/src/lib/fs.js



/**
 * True if a path is the directory or inside it, by the paths of the operating system: without symlinks, and on Windows
 * without short names (`PROGRA~1`).
 *
 * @param directory empty: nothing is inside
 */
function isInside(path, directory) {
    return directory !== '' && isBelow(resolveExisting(path), resolveExisting(directory));
}
/** A path without symlinks, resolved as far as it exists: what does not exist yet may be created there. */
function resolveExisting(path) {
    const absolute = (0,external_node_path_.resolve)(path);
    try {
        return external_node_fs_.realpathSync.native(absolute);
    }
    catch {
        const above = (0,external_node_path_.dirname)(absolute);
        return above === absolute ? absolute : (0,external_node_path_.join)(resolveExisting(above), (0,external_node_path_.basename)(absolute));
    }
}
/**
 * True if a path is written as one below a directory, but a symlink leads out of it.
 *
 * @param directory empty: nothing leads out
 */
function leadsOutOf(path, directory) {
    const spellings = directory === '' ? [] : [(0,external_node_path_.resolve)(directory), resolveExisting(directory)];
    return spellings.some((one) => isBelow((0,external_node_path_.resolve)(path), one)) && !isInside(path, directory);
}
/**
 * Why another user (root aside) could change a file or directory. Windows has no owner numbers and no such modes.
 *
 * @returns undefined when no other user can
 */
function getAccessProblem({ uid, mode }) {
    if (process.getuid === undefined)
        return undefined;
    if (uid !== 0 && uid !== process.getuid())
        return 'belongs to another user';
    return (mode & 0o022) !== 0 ? 'is writable by other users' : undefined;
}
/** The first bytes of an open file. Its size is not trusted: it may grow, and files of /proc have none. */
function readAtMost(descriptor, maxBytes) {
    const buffer = Buffer.alloc(maxBytes);
    let size = 0;
    for (let count = -1; count !== 0 && size < buffer.length; size += count) {
        count = (0,external_node_fs_.readSync)(descriptor, buffer, size, buffer.length - size, null);
    }
    return buffer.subarray(0, size);
}
/**
 * Runs a write that appends to a command file, and restores the previous size if it fails. A partial entry, as after a
 * full disk, fails the step on GitHub (read in the runner's FileCommandManager.cs), and every shell that reads BASH_ENV
 * on CircleCI.
 *
 * @throws what `write` throws
 */
function writeAllOrNothing(file = '', write) {
    const size = (0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.size;
    try {
        write();
    }
    catch (error) {
        if (size !== undefined)
            (0,external_node_fs_.truncateSync)(file, size);
        throw error;
    }
}
/**
 * Writes a file to a directory that others can write to, such as a checkout. A symlink of that name is removed, not
 * followed.
 */
function replaceFile(path, content) {
    (0,external_node_fs_.rmSync)(path, { force: true });
    try {
        (0,external_node_fs_.writeFileSync)(path, content, { flag: 'wx' });
    }
    catch (error) {
        // A partial file, as after a full disk, would be read as a complete one.
        (0,external_node_fs_.rmSync)(path, { force: true });
        throw error;
    }
}


/***/ }),

/***/ 2527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EE: () => (/* binding */ findProxy),
/* harmony export */   J2: () => (/* binding */ normalizeEnvironment),
/* harmony export */   Lp: () => (/* binding */ readNetwork),
/* harmony export */   Wm: () => (/* binding */ proxySecrets)
/* harmony export */ });
/* harmony import */ var _env_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9455);
/* harmony import */ var _urls_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2631);


/**
 * Reads the proxy settings of a job. Lowercase names come first, as in curl and Node.js. An address without a scheme is
 * that of an HTTP proxy. HTTPS without a proxy of its own uses that of HTTP, as `fetch` of Node.js and npm do.
 */
function readNetwork(env) {
    const noProxy = parseNoProxy(readVariable(env, 'NO_PROXY')?.value ?? '');
    if (noProxy.some(({ host }) => host === '*'))
        return { ok: true, network: { noProxy } };
    const all = readVariable(env, 'ALL_PROXY');
    const http = readVariable(env, 'HTTP_PROXY') ?? all;
    const https = readVariable(env, 'HTTPS_PROXY') ?? all ?? http;
    const httpProxy = parseProxy(http);
    const httpsProxy = parseProxy(https);
    for (const proxy of [httpsProxy, httpProxy])
        if (typeof proxy === 'string')
            return { ok: false, problem: proxy };
    return {
        ok: true,
        network: {
            ...(httpProxy instanceof URL && { httpProxy }),
            ...(httpsProxy instanceof URL && { httpsProxy }),
            noProxy,
        },
    };
}
/** The proxy for a URL; undefined for a direct connection. */
function findProxy({ httpProxy, httpsProxy, noProxy }, url) {
    const host = url.hostname.toLowerCase().replace(/\.$/, '');
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const isDirect = noProxy.some((rule) => (rule.port === undefined || rule.port === port) &&
        (rule.host === '*' || host === rule.host || host.endsWith(`.${rule.host}`)));
    if (isDirect)
        return undefined;
    return url.protocol === 'https:' ? httpsProxy : httpProxy;
}
/**
 * The environment of a job with its proxy settings in the form that every program reads alike. Programs differ in what
 * NO_PROXY covers: older releases of Node.js match `corp.example` exactly, npm does not know `*`. So each host is written
 * in both forms, and with `*` there is no proxy at all. Each variable is set in lowercase as well, because a `.npmrc` may
 * name it so.
 */
function normalizeEnvironment(env, network) {
    const others = Object.entries(env).filter(([name]) => !/^(https?|all|no)_proxy$/i.test(name));
    return { ...Object.fromEntries(others), ...formatProxyVariables(network) };
}
function formatProxyVariables({ httpProxy, httpsProxy, noProxy }) {
    const hosts = noProxy.flatMap(({ host, port }) => {
        const suffix = port === undefined ? '' : `:${port}`;
        const isName = /[a-z]/.test(host) && !host.startsWith('[');
        return isName ? [host + suffix, `.${host}${suffix}`] : [host + suffix];
    });
    return {
        ...(httpProxy && (0,_env_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariable */ .rw)('HTTP_PROXY', httpProxy.href)),
        ...(httpsProxy && (0,_env_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariable */ .rw)('HTTPS_PROXY', httpsProxy.href)),
        ...(hosts.length > 0 && (0,_env_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariable */ .rw)('NO_PROXY', hosts.join(','))),
    };
}
/** Credentials in the proxy addresses, which must not be shown. */
function proxySecrets({ httpProxy, httpsProxy }) {
    return [httpProxy, httpsProxy].flatMap((proxy) => (proxy ? (0,_urls_js__WEBPACK_IMPORTED_MODULE_1__/* .urlSecrets */ .F)(proxy) : []));
}
function readVariable(env, name) {
    for (const form of [name.toLowerCase(), name]) {
        const value = env[form];
        if (value !== undefined)
            return { name: form, value: value.trim() };
    }
    return undefined;
}
/** The address, what is wrong with it, or undefined for an empty one. */
function parseProxy(variable) {
    if (!variable?.value)
        return undefined;
    const { name, value } = variable;
    const shown = `${name} (${withoutCredentials(value)})`;
    const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
    if (!URL.canParse(text))
        return `${shown} is not a proxy address. Expected http://host:port.`;
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
        return `${shown} is a ${url.protocol.slice(0, -1)} address. Only HTTP and HTTPS proxies are supported.`;
    try {
        decodeURIComponent(url.username + url.password);
    }
    catch {
        return `${shown} has credentials with a \`%\` that is not part of an escape. Write it as \`%25\`.`;
    }
    return url;
}
/** A proxy address as it can be shown. A text that may hide a password in an unexpected place is not shown at all. */
function withoutCredentials(address) {
    const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(address) ?? [];
    const host = rest.slice(rest.lastIndexOf('@') + 1);
    const isHost = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d*)?\/?$/i.test(host);
    if (!isHost)
        return 'not shown';
    return `${scheme}${rest.includes('@') ? '***@' : ''}${host}`;
}
function parseNoProxy(text) {
    return text
        .split(/[\s,]+/)
        .filter((entry) => entry !== '')
        .map((entry) => {
        const [, name = entry, port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
        const host = name
            .toLowerCase()
            .replace(/^\*?\.(?=.)/, '')
            .replace(/\.$/, '');
        return { host, ...(port !== undefined && { port }) };
    });
}


/***/ }),

/***/ 4644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  M: () => (/* binding */ createLogSanitizer),
  l: () => (/* binding */ createRedactor)
});

// EXTERNAL MODULE: ./build/src/lib/sanitize.js
var sanitize = __nccwpck_require__(6518);
// EXTERNAL MODULE: ./build/src/lib/secret-forms.js
var secret_forms = __nccwpck_require__(1299);
;// CONCATENATED MODULE: ./build/src/lib/secret-lookup.js

/** Characters of a sample of a text. */
const SAMPLE_LENGTH = 4;
/** Kinds of forms that a piece of text occurs in, as bits. */
const LONG = 1;
const SHORT = 2;
const SPACED = 4;
function collectForms(secrets) {
    const parts = [...new Set(secrets.flatMap(secret_forms/* secretParts */.Bm))];
    const join = (texts) => texts.join('\uffff');
    return {
        long: join(parts.filter(({ length }) => length >= secret_forms/* RUN_LENGTH */.fu)),
        short: parts.filter(({ length }) => length < secret_forms/* RUN_LENGTH */.fu),
        spaced: join(secrets.flatMap(secret_forms/* spacedForms */.Sz)),
    };
}
/** The lookup without preparation, for the few lines of an ordinary log: tables take longer to build than all of them. */
function createDirectLookup({ long, short, spaced }) {
    const shortText = short.join('\uffff');
    const kindsOf = (text, at, length) => {
        const piece = text.slice(at, at + length);
        if (at < 0 || piece.length < length)
            return 0;
        return ((long.includes(piece) ? LONG : 0) |
            (shortText.includes(piece) ? SHORT : 0) |
            (spaced.includes(piece) ? SPACED : 0));
    };
    return {
        kindsOf,
        findSample(text, from, step) {
            const last = text.length - SAMPLE_LENGTH;
            for (let at = from; at <= last; at += step)
                if (kindsOf(text, at, SAMPLE_LENGTH) !== 0)
                    return at;
            return -1;
        },
        findEnd(text, start) {
            const window = text.slice(start, start + secret_forms/* RUN_LENGTH */.fu);
            const place = window.length < secret_forms/* RUN_LENGTH */.fu ? -1 : long.indexOf(window);
            return place < 0 ? 0 : followRun(text, start, long, place);
        },
    };
}
/** The end of what a text has in common with the forms, which begins with a run of {@link RUN_LENGTH} characters. */
function followRun(text, start, forms, place) {
    let length = secret_forms/* RUN_LENGTH */.fu;
    while (start + length < text.length && text.charCodeAt(start + length) === forms.charCodeAt(place + length))
        length++;
    return start + length;
}
/** The end of the longest short form that starts at an index of a text; 0 without one. */
function findShortForm(text, start, { short }) {
    const lengths = short.filter((form) => text.startsWith(form, start)).map(({ length }) => length);
    return lengths.length === 0 ? 0 : start + Math.max(...lengths);
}
/** Characters of the shortest text that is searched for. */
function shortestForm({ short }) {
    return short.length === 0 ? secret_forms/* RUN_LENGTH */.fu : secret_forms/* MIN_SECRET_LENGTH */.vb;
}

;// CONCATENATED MODULE: ./build/src/lib/secret-tables.js


/** Bits of the largest hash. */
const MAX_HASH_BITS = 22;
/** 2 to the 32nd by the golden ratio: multiplied with it, numbers that are close spread over all slots. */
const MULTIPLIER = 0x9e3779b1;
/** The lookup for large outputs: hash tables, which take some milliseconds to build. */
function createTableLookup({ long, short, spaced }) {
    const size = long.length + spaced.length + short.join('').length;
    const samples = createPieceTable(SAMPLE_LENGTH, size);
    const octets = createPieceTable(2 * SAMPLE_LENGTH, size);
    for (const table of [samples, octets]) {
        table.add(long, LONG);
        table.add(spaced, SPACED);
        for (const form of short)
            table.add(form, SHORT);
    }
    const windows = createWindowTable(long);
    return {
        findSample: samples.findNext,
        kindsOf: (text, at, length) => (length === SAMPLE_LENGTH ? samples : octets).kindsAt(text, at),
        findEnd(text, start) {
            const place = start + secret_forms/* RUN_LENGTH */.fu <= text.length ? windows.find(text, start) : -1;
            return place < 0 ? 0 : followRun(text, start, long, place);
        },
    };
}
/** The kinds of forms in which pieces of one length occur. Two pieces may share a slot, which then has the kinds of both. */
function createPieceTable(length, count) {
    const bits = Math.min(MAX_HASH_BITS, Math.max(14, Math.ceil(Math.log2(count * 16))));
    const kinds = new Uint8Array(2 ** bits);
    const shift = 32 - bits;
    const slotOf = (text, at) => {
        let hash = Math.imul(wordAt(text, at), MULTIPLIER);
        if (length > SAMPLE_LENGTH)
            hash = Math.imul(hash ^ wordAt(text, at + SAMPLE_LENGTH), MULTIPLIER);
        return hash >>> shift;
    };
    return {
        add(text, kind) {
            for (let at = 0; at + length <= text.length; at++) {
                const slot = slotOf(text, at);
                kinds[slot] = (kinds[slot] ?? 0) | kind;
            }
        },
        kindsAt: (text, at) => at < 0 || at + length > text.length ? 0 : (kinds[slotOf(text, at)] ?? 0),
        findNext(text, from, step) {
            const last = text.length - length;
            for (let at = from; at <= last; at += step)
                if (kinds[slotOf(text, at)] !== 0)
                    return at;
            return -1;
        },
    };
}
/** Four characters in one number, the same for the same four. */
function wordAt(text, at) {
    return (text.charCodeAt(at) |
        (text.charCodeAt(at + 1) << 8) |
        (text.charCodeAt(at + 2) << 16) |
        (text.charCodeAt(at + 3) << 24));
}
/** Finds where a window of {@link RUN_LENGTH} characters first occurs in the forms. */
function createWindowTable(forms) {
    var _a;
    const bits = Math.ceil(Math.log2(forms.length * 2 + 2));
    /** Open addressing. An entry is one more than the index of the window; 0 is a free slot. */
    const places = new Int32Array(2 ** bits);
    const isEqual = (text, at, place) => {
        for (let index = 0; index < secret_forms/* RUN_LENGTH */.fu; index++)
            if (text.charCodeAt(at + index) !== forms.charCodeAt(place + index))
                return false;
        return true;
    };
    /** The slot that has a window, or the free one for it. */
    const findSlot = (text, at) => {
        let hash = 0;
        for (let index = at; index < at + secret_forms/* RUN_LENGTH */.fu; index++)
            hash = Math.imul(hash ^ text.charCodeAt(index), MULTIPLIER);
        let slot = hash >>> (32 - bits);
        for (let place = places[slot]; place && !isEqual(text, at, place - 1); place = places[slot])
            slot = (slot + 1) % places.length;
        return slot;
    };
    for (let at = 0; at + secret_forms/* RUN_LENGTH */.fu <= forms.length; at++)
        places[_a = findSlot(forms, at)] || (places[_a] = at + 1);
    return { find: (text, at) => (places[findSlot(text, at)] ?? 0) - 1 };
}

;// CONCATENATED MODULE: ./build/src/lib/secret-index.js



const nothing = { ranges: [], isSpaced: false };
/** Characters of text after which the tables are worth building. */
const TABLES_AFTER = 16384;
/**
 * Finds every run of {@link RUN_LENGTH} characters of every form of every secret, and every form with fewer characters,
 * in time linear in the text.
 *
 * Nearly no text of a log has a secret in it, so only one sample of 4 characters in 9 is looked up: every run of 12
 * contains one. If the sample occurs in a form, the 8 characters from there, or up to its end, must occur as well. Then
 * the runs of 12 around it are looked up, each of the text at most once.
 */
function createSecretIndex(secrets) {
    const forms = collectForms(secrets);
    const stride = shortestForm(forms) - SAMPLE_LENGTH + 1;
    let lookup = createDirectLookup(forms);
    let searched = 0;
    return (text) => {
        if (searched <= TABLES_AFTER) {
            searched += text.length;
            if (searched > TABLES_AFTER)
                lookup = createTableLookup(forms);
        }
        let at = lookup.findSample(text, 0, stride);
        if (at < 0)
            return nothing;
        const ranges = [];
        let isSpaced = false;
        /** Runs that start before this index have been looked up. */
        let next = 0;
        for (; at >= 0; at = lookup.findSample(text, at + stride, stride)) {
            const around = lookup.kindsOf(text, at, 2 * SAMPLE_LENGTH) |
                lookup.kindsOf(text, at - SAMPLE_LENGTH, 2 * SAMPLE_LENGTH);
            if ((around & SPACED) !== 0)
                isSpaced = true;
            const mayBeShort = forms.short.length > 0 && (lookup.kindsOf(text, at, SAMPLE_LENGTH) & SHORT) !== 0;
            if ((around & LONG) === 0 && !mayBeShort)
                continue;
            next = Math.max(next, at + SAMPLE_LENGTH - secret_forms/* RUN_LENGTH */.fu);
            let end = 0;
            for (; next <= at && end === 0; next++)
                end = lookup.findEnd(text, next) || (mayBeShort ? findShortForm(text, next, forms) : 0);
            if (end === 0)
                continue;
            ranges.push([next - 1, end]);
            // Another run may start within this one and end after it.
            next = Math.max(next, end - secret_forms/* RUN_LENGTH */.fu + 1);
            at = next - 1;
        }
        return { ranges, isSpaced };
    };
}

// EXTERNAL MODULE: ./build/src/lib/text-views.js
var text_views = __nccwpck_require__(1277);
;// CONCATENATED MODULE: ./build/src/lib/redact.js




/** How often a text may be escaped: JSON in JSON in a URL. */
const MAX_ESCAPE_DEPTH = 3;
/** A redactor without secrets. */
function createRedactor() {
    let secrets = [];
    let find;
    return {
        add(value, publicTexts = []) {
            if (value.trim().length < secret_forms/* MIN_SECRET_LENGTH */.vb)
                return;
            secrets = [...secrets, { value, publicTexts }];
            find = undefined;
        },
        addPublicTexts(texts) {
            secrets = secrets.map(({ value, publicTexts }) => ({
                value,
                publicTexts: publicTexts.length > 0 ? [...publicTexts, ...texts] : publicTexts,
            }));
            find = undefined;
        },
        redact(text) {
            if (secrets.length === 0 || text.length < secret_forms/* MIN_SECRET_LENGTH */.vb)
                return text;
            find ?? (find = createSecretIndex(secrets));
            const ranges = findSecrets(find, text);
            return ranges.length === 0 ? text : replaceRanges(text, ranges);
        },
    };
}
/** The ranges of a text that are secret in any reading of it, in the order of their starts. */
function findSecrets(find, text) {
    const { ranges, isSpaced } = find(text);
    const joined = isSpaced ? (0,text_views/* removeSeparators */.zb)(text) : undefined;
    let view = (0,text_views/* decodeEscapes */.zR)(text);
    if (joined === undefined && view === undefined)
        return ranges;
    const all = [...ranges];
    // A separator after the last letter is not part of the secret.
    if (joined)
        all.push(...findInView(find, joined, (places, to) => (places[to - 1] ?? 0) + 1));
    for (let depth = 1; view !== undefined; depth++) {
        all.push(...findInView(find, view, (places, to) => places[to] ?? 0));
        const decoded = depth < MAX_ESCAPE_DEPTH ? (0,text_views/* decodeEscapes */.zR)(view.text) : undefined;
        view = decoded && (0,text_views/* composeViews */.J3)(view, decoded);
    }
    return all.sort(([a], [b]) => a - b);
}
function findInView(find, view, endOf) {
    const { ranges } = find(view.text);
    if (ranges.length === 0)
        return ranges;
    const places = view.starts();
    return ranges.map(([from, to]) => [places[from] ?? 0, endOf(places, to)]);
}
function replaceRanges(text, ranges) {
    let result = '';
    let shown = -1;
    for (const [from, to] of ranges) {
        if (from > shown)
            result += `${text.slice(Math.max(0, shown), from)}***`;
        shown = Math.max(shown, to);
    }
    return result + text.slice(shown);
}
function createLogSanitizer() {
    const redactor = createRedactor();
    const sanitizeOutput = (lines) => (0,sanitize/* escapeCommands */.g9)(redactor.redact((0,sanitize/* stripControlChars */.BF)(lines)));
    return {
        addSecret(secret, publicTexts) {
            // A secret may itself have what is removed from a text, or escaped in it, before the secret is looked for.
            const printable = (0,sanitize/* stripControlChars */.BF)(secret);
            for (const text of new Set([secret, printable, (0,sanitize/* escapeCommands */.g9)(printable)]))
                redactor.add(text, publicTexts);
        },
        addPublicTexts: redactor.addPublicTexts,
        redact: redactor.redact,
        sanitizeOutput,
        sanitize: (text) => (0,sanitize/* joinLines */.cT)(sanitizeOutput((0,sanitize/* cutLine */.Hh)(text))),
    };
}


/***/ }),

/***/ 6518:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BF: () => (/* binding */ stripControlChars),
/* harmony export */   FS: () => (/* binding */ joinFirst),
/* harmony export */   Hh: () => (/* binding */ cutLine),
/* harmony export */   IN: () => (/* binding */ cutText),
/* harmony export */   PL: () => (/* binding */ columnsOf),
/* harmony export */   b9: () => (/* binding */ cutToColumns),
/* harmony export */   cT: () => (/* binding */ joinLines),
/* harmony export */   g9: () => (/* binding */ escapeCommands),
/* harmony export */   mg: () => (/* binding */ prefixLines),
/* harmony export */   tQ: () => (/* binding */ quoteLine)
/* harmony export */ });
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: this file matches control characters on purpose
/**
 * Terminal escapes: control sequences (CSI), control strings with their content (OSC, DCS, SOS, PM, APC), and short escapes,
 * such as the selection of a character set. ECMA-48, in the 7-bit form with ESC and in the 8-bit form. A control string ends with
 * its line: one that is not closed must not hide the output after it.
 */
const terminalEscapes = [
    /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?/,
    /(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\r\n]*(?:\u0007|\u001b\\|\u009c)?/,
    /\u001b[ -/]*[0-~]?/,
];
/**
 * Invisible characters: controls other than tab, LF and CR, line and paragraph separators, and Unicode characters that are
 * ignored (zero-width, reordering, fillers, variation selectors, tags). A token with one of them between its characters
 * looks like the token, and would not be found.
 */
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Default_Ignorable_Code_Point}]/u;
const unprintable = new RegExp([...terminalEscapes, invisible].map(({ source }) => source).join('|'), 'gu');
/** Text without any of them, as in most lines. This check is ten times as fast as the replacement. */
const ordinary = /^[\t\n\r -~]*$/;
/** Removes terminal escapes, control characters and invisible characters, but keeps tabs and line ends. */
function stripControlChars(text) {
    return ordinary.test(text) ? text : text.replace(unprintable, '');
}
/**
 * Escapes workflow commands. The GitHub runner parses `::name` after any whitespace that .NET trims (JavaScript's `\s` and
 * U+0085), and `##[name]` anywhere in a line.
 */
function escapeCommands(text) {
    // Most lines have neither, and thus no command.
    if (!text.includes('::') && !text.includes('##['))
        return text;
    // Whitespace of one line only: otherwise many empty lines take quadratic time.
    return text.replace(/##\[/g, '## [').replace(/(^|[\r\n])((?:[^\S\r\n]|\u0085)*):(?=:)/g, '$1$2: ');
}
/** Longest text from outside that is quoted within a sentence, in characters. */
const MAX_QUOTE_LENGTH = 300;
/** Longest line of the log, in characters. */
const MAX_LINE_LENGTH = 16384;
/**
 * A text from outside, which may hold anything and be of any length, as one printable line without runner commands.
 * Providers redact it when it is shown, like every text.
 *
 * @param maxLength characters beyond which it is cut; the line then ends with `\u2026`
 */
function quoteLine(text, maxLength = MAX_QUOTE_LENGTH) {
    // Most of what is cut is not even searched: escapes and whitespace are seldom more than half of a text.
    const start = text.slice(0, 4 * maxLength);
    const line = escapeCommands(stripControlChars(start)).replace(/\s+/g, ' ').trim();
    if (line.length <= maxLength && start.length === text.length)
        return line;
    return `${line.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}\u2026`;
}
/** A line of any length, cut to what a log can show. */
function cutLine(line) {
    if (line.length <= MAX_LINE_LENGTH)
        return line;
    return `${line.slice(0, MAX_LINE_LENGTH)} ... (${line.length - MAX_LINE_LENGTH} more characters)`;
}
/** Text of at most so many characters. What is cut shows that it is. */
function cutText(text, maxLength) {
    return text.length > maxLength ? `${text.slice(0, maxLength)}...` : text;
}
/** The first items of a list, and how many more there are. */
function joinFirst(items, limit, separator = ', ') {
    const more = items.length - limit;
    return [...items.slice(0, limit), ...(more > 0 ? [`and ${more} more`] : [])].join(separator);
}
/**
 * The columns that a printable text takes in a terminal, or more: characters outside of Latin count as two, which many take,
 * and none takes more.
 */
function columnsOf(text) {
    return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x300 ? 1 : 2), 0);
}
/** A printable line, cut to a number of columns of a terminal. */
function cutToColumns(line, columns) {
    if (columnsOf(line) <= columns)
        return line;
    let [cut, width] = ['', 2];
    for (const character of line) {
        width += columnsOf(character);
        if (width > columns)
            break;
        cut += character;
    }
    return columns < 3 ? '' : `${cut}\u2026`;
}
/** The lines of a text with something in front of each, without blank lines. */
function prefixLines(text, prefix) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => prefix + line);
}
/** A text on one line: a line end in a text from outside could start a line that looks like one of ours. */
function joinLines(text) {
    return text.replace(/\s*[\r\n]+\s*/g, ' ');
}


/***/ }),

/***/ 1299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ secretParts),
/* harmony export */   Sz: () => (/* binding */ spacedForms),
/* harmony export */   fu: () => (/* binding */ RUN_LENGTH),
/* harmony export */   hW: () => (/* binding */ secretEncodings),
/* harmony export */   vb: () => (/* binding */ MIN_SECRET_LENGTH)
/* harmony export */ });
/** Shorter values are not redacted: hiding a few letters everywhere would make the log unreadable. */
const MIN_SECRET_LENGTH = 8;
/** Characters of a secret in a row that are redacted. A shorter piece of a long secret stays visible. */
const RUN_LENGTH = 12;
/**
 * The texts to search for to find a secret: the secret, each of its lines, hexadecimal, lists of its bytes, and base64 in
 * both alphabets, also of UTF-16, as PowerShell encodes. Base64 is found in every context, such as after `user:` or before a
 * newline, by its whole three-byte groups at the three byte offsets. Escaped characters (`%2E`, `\u003c`, `&lt;`) need no forms: a text is also searched decoded.
 *
 * @returns texts of at least {@link MIN_SECRET_LENGTH} characters, each once
 */
function secretForms(secret) {
    const trimmed = secret.trim();
    const bytes = Buffer.from(trimmed, 'utf8');
    const hex = bytes.toString('hex');
    return unique([
        secret,
        trimmed,
        ...trimmed.split(/[\r\n]+/).map((line) => line.trim()),
        // How HTML forms encode spaces.
        trimmed.replaceAll(' ', '+'),
        hex,
        hex.toUpperCase(),
        // As JSON writes a Buffer, and as the console shows one.
        bytes.join(','),
        bytes.join(', '),
        ...base64Forms(bytes),
        ...base64Forms(Buffer.from(trimmed, 'utf16le')),
    ]);
}
function base64Forms(bytes) {
    return [0, 1, 2].flatMap((offset) => {
        const groups = bytes.subarray(offset, bytes.length - ((bytes.length - offset) % 3));
        return [groups.toString('base64'), groups.toString('base64url')];
    });
}
/**
 * The forms to mask in a log viewer, which masks whole texts only and decodes nothing: those to search for, URL-encoded
 * and JSON-escaped.
 *
 * @returns the longest first
 */
function secretEncodings(secret) {
    const trimmed = secret.trim();
    const encoded = encodeURIComponent(trimmed);
    return unique([
        ...secretForms(secret),
        encoded,
        encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        JSON.stringify(trimmed).slice(1, -1),
    ]).sort((a, b) => b.length - a.length);
}
/**
 * What looks secret in a secret and may be none: whitespace, rules and other runs without a letter, one letter repeated. A
 * run of many different marks is part of the secret.
 */
const dullRuns = new RegExp(`[^\\p{L}\\p{N}]{${RUN_LENGTH},}|(.)\\1{${RUN_LENGTH - 1},}`, 'gu');
/** True for a run of a few different marks, as in JSON and in the first line of a key. */
function isRule(run) {
    return new Set(run.replace(/\s/g, '')).size < 8;
}
/**
 * The parts of all forms of a secret of which every run of {@link RUN_LENGTH} characters is redacted. A part below that
 * length is a whole form.
 */
function secretParts({ value, publicTexts }) {
    return secretForms(value).flatMap((form) => {
        if (form.length < RUN_LENGTH)
            return publicTexts.some((text) => text.includes(form)) ? [] : [form];
        const parts = form
            .replace(dullRuns, (run) => (isRule(run) ? '\n\n' : run))
            .split('\n\n')
            .filter(({ length }) => length >= RUN_LENGTH);
        // Of a secret of several lines, one may be a rule.
        if (parts.length === 0)
            return form !== value.trim() && value.includes(form) ? [] : [form];
        return publicTexts.length === 0 ? parts : parts.flatMap((part) => removePublic(part, publicTexts));
    });
}
/** The parts of a text of which no run of {@link RUN_LENGTH} characters is in a public text. */
function removePublic(text, publicTexts) {
    const parts = [];
    for (let from = 0; from + RUN_LENGTH <= text.length; from++) {
        const to = from + RUN_LENGTH;
        const window = text.slice(from, to);
        if (publicTexts.some((one) => one.includes(window)))
            continue;
        const last = parts.at(-1);
        if (last && last[1] === to - 1)
            last[1] = to;
        else
            parts.push([from, to]);
    }
    return parts.map(([from, to]) => text.slice(from, to));
}
/**
 * Samples of what hex dumps and spaced-out letters look like: `65 79 4a`, `65:79:4a`, `0x65, 0x79`, `6579 4a68`,
 * `e y J`, `["e","y"]`, `['e', 'y']`. They only tell that a text has to be searched without its separators.
 */
function spacedForms({ value }) {
    const text = value.trim();
    const hex = Buffer.from(text, 'utf8').toString('hex');
    const group = (digits, size, separator) => digits.replace(new RegExp(`.{${size}}`, 'g'), `$&${separator}`);
    const lower = [
        group(hex, 2, ' '),
        group(hex, 2, ':'),
        group(hex, 2, ', 0x'),
        group(hex, 4, ' '),
        group(hex.slice(2), 4, ' '),
    ];
    const letters = ['   ', '","', "', '"].map((separator) => group(text, 1, separator));
    return [...lower, ...lower.map((form) => form.toUpperCase()), group(text, 1, ' '), ...letters];
}
function unique(forms) {
    return [...new Set(forms)].filter((form) => form.trim().length >= MIN_SECRET_LENGTH);
}


/***/ }),

/***/ 2507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ shellQuote)
/* harmony export */ });
/** A text as one word of a POSIX shell, which reads it as it is. */
function shellQuote(text) {
    return `'${text.replaceAll("'", "'\\''")}'`;
}


/***/ }),

/***/ 1277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J3: () => (/* binding */ composeViews),
/* harmony export */   zR: () => (/* binding */ decodeEscapes),
/* harmony export */   zb: () => (/* binding */ removeSeparators)
/* harmony export */ });
/** Escapes of URLs, JSON, JavaScript and HTML, one character or one sequence of UTF-8 each. */
const escapes = /%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|u\{[0-9a-f]{1,6}\}|[\\"'/bfnrt])|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);/gi;
/** What a program puts between bytes or letters when it spaces them out. */
const separators = /[\s:,;|"']+|0x/gi;
/** The text with every escape replaced by its character; undefined without any. */
function decodeEscapes(text) {
    const mayHave = text.includes('%') || text.includes('\\') || text.includes('&');
    return mayHave ? replaceAll(text, escapes, decodeEscape) : undefined;
}
/** The text without whitespace and separators; undefined if it has none. */
function removeSeparators(text) {
    return replaceAll(text, separators, () => '');
}
/** A view of a view, as one of the original text. */
function composeViews(outer, inner) {
    const starts = () => {
        const places = outer.starts();
        return inner.starts().map((at) => places[at] ?? 0);
    };
    return { text: inner.text, starts };
}
function replaceAll(text, pattern, replace) {
    const replaced = text.replace(pattern, replace);
    if (replaced === text)
        return undefined;
    const starts = () => {
        const places = new Int32Array(replaced.length + 1);
        let length = 0;
        let from = 0;
        for (const match of text.matchAll(pattern)) {
            while (from < match.index)
                places[length++] = from++;
            const end = length + replace(match[0]).length;
            places.fill(match.index, length, end);
            length = end;
            from = match.index + match[0].length;
        }
        while (from <= text.length)
            places[length++] = from++;
        return places;
    };
    return { text: replaced, starts };
}
const namedCharacters = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
};
function decodeEscape(code) {
    if (code.startsWith('%')) {
        if (code.length > 3)
            return Buffer.from(code.replaceAll('%', ''), 'hex').toString('utf8');
        return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    }
    if (code.length === 2)
        return namedCharacters[code.slice(1).toLowerCase()] ?? code.slice(1);
    const name = code.slice(1).replace(/;$/, '').toLowerCase();
    const [, hex, decimal] = /^(?:(?:x|u\{?|#x)([0-9a-f]+)\}?|#(\d+))$/.exec(name) ?? [];
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : (namedCharacters[name] ?? code);
}


/***/ }),

/***/ 6016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ parseTime)
/* harmony export */ });
/** The end of a text that names its time zone. */
const ZONE = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$/i;
/**
 * Parses a date with or without a time. A time without a zone is in UTC: Python's `utcnow().isoformat()` writes such
 * texts, and HTTP has an obsolete date format without one (RFC 9110, 5.6.7). `Date.parse` takes the zone of this machine.
 *
 * @returns milliseconds since 1970; NaN for anything else
 */
function parseTime(text) {
    const trimmed = text.trim();
    if (ZONE.test(trimmed) || !/\d:\d/.test(trimmed))
        return Date.parse(trimmed);
    const isIso = /^\d{4}-\d\d-\d\dT/.test(trimmed);
    return Date.parse(`${trimmed}${isIso ? 'Z' : ' UTC'}`);
}


/***/ }),

/***/ 1860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ getToolPath),
/* harmony export */   j: () => (/* binding */ createToolCache)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/** `<directory>/<tool>/<version>/<arch>`. The file `<arch>.complete` next to it marks it as complete. */
function getToolPath(directory, tool, version) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, tool, version, process.arch);
}
/** A tool cache for machines without a GitHub runner, where the debug lines of the toolkit would be noise. */
function createToolCache(directory) {
    return {
        directory,
        async find(tool, version) {
            const path = getToolPath(directory, tool, version);
            return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path) && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(`${path}.complete`) ? path : undefined;
        },
    };
}


/***/ }),

/***/ 2631:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ urlSecrets),
/* harmony export */   x: () => (/* binding */ isDecodableUrl)
/* harmony export */ });
/**
 * The credentials in a URL, as they are written and decoded: a password, a user name without password (which then is a
 * token), both of them as a pair, because a short password is not redacted by itself, and the query, which may have a
 * signature.
 */
function urlSecrets({ username, password, search, searchParams }) {
    const user = password ? [password, `${username}:${password}`] : [username];
    const written = [...user, search.slice(1), ...searchParams.values()];
    return [...new Set(written.flatMap((text) => [text, decode(text)]))].filter((text) => text !== '');
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        // A `%` that is not part of an escape.
        return text;
    }
}
/** True for a URL of which every part can be decoded. */
function isDecodableUrl(text) {
    try {
        const { username, password, pathname, search } = new URL(text);
        decodeURIComponent(username + password + pathname + search);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 6805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jz: () => (/* binding */ withoutAnnotations),
/* harmony export */   lF: () => (/* binding */ normalizeSchema),
/* harmony export */   n6: () => (/* binding */ compareText)
/* harmony export */ });
/* harmony import */ var _api_json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4402);

/** Levels of a schema that are read; what is deeper is replaced by an empty schema. */
const MAX_DEPTH = 64;
/** Keywords with a text for people, which changes often and breaks no client. */
const proseKeywords = ['title', 'description', '$comment'];
/** Keywords that change no value that a schema accepts. */
const annotations = [
    ...proseKeywords,
    'default',
    'examples',
    'deprecated',
    'readOnly',
    'writeOnly',
    '$schema',
    '$id',
];
/** Keywords whose value is not one schema, but a schema for each name that the server chose, or data. */
const keywordKinds = new Map([
    ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies'].map((keyword) => [keyword, 'schemas by name']),
    ...['const', 'default', 'enum', 'examples'].map((keyword) => [keyword, 'data']),
]);
/**
 * A JSON Schema in the form of a snapshot: with sorted keys, so that equal schemas have equal JSON text, without texts for
 * people, and of a bounded depth, because every function over schemas is recursive. Properties that are called `title`,
 * and values with such keys, stay.
 */
function normalizeSchema(schema) {
    return normalize(schema, (keyword, value) => typeof value === 'string' && proseKeywords.includes(keyword));
}
/** What decides which values a schema accepts, in the form of {@link normalizeSchema}. */
function withoutAnnotations(schema) {
    return normalize(schema, (keyword) => annotations.includes(keyword));
}
/** @param isDropped selects keywords of a schema, at any depth */
function normalize(value, isDropped, kind = 'schema', depth = 0) {
    if (typeof value !== 'object' || value === null)
        return value;
    if (depth >= MAX_DEPTH)
        return {};
    if (!(0,_api_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value))
        return value.map((one) => normalize(one, isDropped, kind, depth + 1));
    const entries = Object.entries(value)
        .filter(([key, of]) => kind !== 'schema' || !isDropped(key, of))
        .sort(([a], [b]) => compareText(a, b))
        .map(([key, of]) => [key, normalize(of, isDropped, kindOfValue(kind, key), depth + 1)]);
    return Object.fromEntries(entries);
}
function kindOfValue(kind, key) {
    if (kind === 'data')
        return 'data';
    return (kind === 'schema' ? keywordKinds.get(key) : undefined) ?? 'schema';
}
/** By code unit, the same on every machine. */
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 6349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E$: () => (/* binding */ parseSnapshot),
/* harmony export */   Q: () => (/* binding */ formatSnapshot),
/* harmony export */   qd: () => (/* binding */ parseTool)
/* harmony export */ });
/* harmony import */ var _api_json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4402);
/* harmony import */ var _normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6805);


/** Reads a tool of `tools/list`, or of a snapshot; undefined without a name. */
function parseTool(value) {
    const name = (0,_api_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textField */ .M8)(value, 'name');
    if (name === undefined || !(0,_api_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value))
        return undefined;
    const { inputSchema = {}, outputSchema, annotations } = value;
    return {
        name,
        inputSchema: (0,_normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizeSchema */ .lF)(inputSchema),
        ...(outputSchema !== undefined && { outputSchema: (0,_normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizeSchema */ .lF)(outputSchema) }),
        ...(annotations !== undefined && { annotations: (0,_normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizeSchema */ .lF)(annotations) }),
    };
}
/**
 * Reads a snapshot file: the form that {@link formatSnapshot} writes, or the result of `tools/list` as it is.
 *
 * @returns undefined for anything else
 */
function parseSnapshot(json) {
    const tools = Array.isArray(json) ? json : (0,_api_json_js__WEBPACK_IMPORTED_MODULE_0__/* .listField */ .FZ)(json, 'tools');
    if (tools === undefined)
        return undefined;
    const parsed = tools.map(parseTool);
    return parsed.every((tool) => tool !== undefined) ? parsed : undefined;
}
/** The text of a snapshot file, sorted by tool, so that a change of the server is a small diff. */
function formatSnapshot(tools) {
    const sorted = [...tools].sort((a, b) => (0,_normalize_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n6)(a.name, b.name));
    return `${JSON.stringify({ tools: sorted }, null, 2)}\n`;
}


/***/ }),

/***/ 9684:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  hv: () => (/* binding */ assertSupported),
  rD: () => (/* binding */ fallbackContract),
  Bq: () => (/* binding */ isUnsupportedCommand),
  Xi: () => (/* binding */ selectContract),
  j9: () => (/* binding */ truncationMessage)
});

// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
;// CONCATENATED MODULE: ./build/src/ntcli/contract.js
/** The part of the configuration that every dialect reads. */
function baseConfiguration({ domain }) {
    return { version: '1.0.0', lastUpdated: new Date().toISOString(), domain, insecure: false };
}

;// CONCATENATED MODULE: ./build/src/ntcli/contract-v0-4.js

/** Milliseconds since 1970, in the year 2100. ntcli compares it with the clock; the platform knows the real expiry. */
const farFuture = 4102444800000;
/**
 * What 0.4.x does (measured with 0.4.4): it never reads NTCLI_TOKEN, has no `workspace select NAME`, and takes both from its
 * configuration file, as `auth login` and `workspace switch` would have left it.
 */
const v0_4 = {
    name: 'v0_4',
    configuration(credentials) {
        const { token, workspace } = credentials;
        const item = {
            workspace_id: workspace.id,
            workspace_name: workspace.name,
            access_token: token,
            token_type: 'Bearer',
            expires_at: farFuture,
            scope: [],
            isActive: true,
        };
        return {
            ...baseConfiguration(credentials),
            auth: { bearerToken: token, expiresAt: farFuture, user: { id: 'ci', email: 'ci' } },
            workspaces: { activeWorkspaceId: workspace.id, items: { [workspace.id]: item } },
        };
    },
    environment: () => ({}),
    selectWorkspace: () => [],
    // 0.4.x splits `-e KEY=VALUE` at every `=` and drops what follows the second one.
    truncatedVariables: (env) => [...env].filter(([, value]) => value.includes('=')).map(([name]) => name),
    // It writes them to places that the open control plane does not read (measured with nimbletools-core 0add62c).
    undeliverable: ({ env, cpu, memory, minReplicas, maxReplicas }) => [
        ...(env.size > 0 ? ['env'] : []),
        ...(cpu !== undefined ? ['cpu'] : []),
        ...(memory !== undefined ? ['memory'] : []),
        ...(minReplicas !== undefined ? ['min-replicas'] : []),
        ...(maxReplicas !== undefined ? ['max-replicas'] : []),
    ],
    // Whole lines. 0.4.4 never names an HTTP status, and prints the platform's message as it came.
    refusals: [
        [/^Network error - unable to connect to the registry$/, 'api-unreachable'],
        [/^\ud83d\udca1 Server ID is already deployed in this workspace$/u, 'server-conflict'],
        [/^(Authentication failed|Authentication token has expired|Please login first)\b/, 'token-rejected'],
        [/^You do not have permission to access this resource$/, 'token-not-allowed'],
        // A 403 of the open control plane: its JSON, whose wording is not documented.
        [/^\{.*\b(permission|forbidden|not authorized|access denied|read-only)\b.*\}$/i, 'token-not-allowed'],
        [/^\ud83d\udca1 Server ID not found in registry$/u, 'server-not-found'],
    ],
    // `terminated` is a response that broke off.
    lostResponse: /^(Unable to connect to the API\b.*|\ud83d\udca1 Deployment service may be temporarily unavailable\b.*|Server returned an unexpected response format|API returned an invalid response|terminated)$/u,
    serverError: /^Server error - please try again later$/,
    unknownFailure: 'refused',
};

;// CONCATENATED MODULE: ./build/src/ntcli/contract-v1.js

/** Matches no line. */
const never = /(?!)/;
/**
 * What the vendor's "API Tokens" page says: NTCLI_TOKEN, `workspace select NAME` and `config set`. Other pages of the vendor
 * say `workspace switch NAME`. No such version has been published; no token has to be on the disk.
 */
const v1 = {
    name: 'v1',
    configuration: baseConfiguration,
    environment: (token) => ({ NTCLI_TOKEN: token }),
    selectWorkspace: (name) => [
        ['workspace', 'select', name],
        ['workspace', 'switch', name],
    ],
    autoRefresh: ['config', 'set', 'auto-refresh-token', 'true'],
    truncatedVariables: () => [],
    // Nothing is documented about a `=` in a value, and 0.4.x cuts it.
    undeliverable: ({ env }) => ([...env.values()].some((value) => value.includes('=')) ? ['env'] : []),
    // Its messages are not documented; a line that names the status of a refusal is trusted.
    refusals: [
        [/\(401\)/, 'token-rejected'],
        [/\(403\)/, 'token-not-allowed'],
        [/\(404\)/, 'server-not-found'],
        [/\(409\)/, 'server-conflict'],
        [/\((400|422|429)\)/, 'deploy-refused'],
    ],
    lostResponse: never,
    serverError: never,
    unknownFailure: 'unclear',
};

;// CONCATENATED MODULE: ./build/src/ntcli/compat.js



/** The contract that a version of ntcli is expected to follow. 0.4.x is the last line that was published and measured. */
function selectContract(version) {
    return /^0\.[0-4]\./.test(version) ? v0_4 : v1;
}
/** Why this ntcli cannot deliver some variables, and what to do about it. */
function truncationMessage(names, version) {
    return `the value of ${names.join(', ')} contains \`=\`, and ntcli ${version} would cut it there; remove \`deploy-with: ntcli\`, so that the API delivers it, or encode the value and decode it in the server`;
}
/**
 * The contract of an ntcli whose output says that it does not know a command or option of another one, whatever its
 * version is.
 */
const fallbackContract = v0_4;
/** True when the output says that ntcli does not know a command or option. */
function isUnsupportedCommand(lines) {
    return lines.some((line) => /too many arguments|unknown option|unknown command/i.test(line));
}
/**
 * Refuses versions that cannot deploy any more: they fail after the install, with an error that does not say why.
 *
 * @throws DeployError ntcli-unexpected
 */
function assertSupported(version) {
    const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
    if (major > 0 || minor > 4 || (minor === 4 && patch >= 2))
        return;
    // Measured: 0.1 and 0.2 have `~/.nimbletools` and another request; 0.3.0 to 0.4.1 get 404 for `/v0/servers`.
    const reason = minor < 3
        ? 'it has another configuration directory and another deploy request'
        : 'it uses a server registry API that no longer exists';
    throw (0,errors/* createError */.$5)('ntcli-unexpected', `ntcli ${version} cannot deploy: ${reason}. Use 0.4.2 or newer.`);
}


/***/ }),

/***/ 8089:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ isExact)
/* harmony export */ });
/** True for an exact version. */
function isExact(version) {
    return /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(version);
}


/***/ }),

/***/ 5994:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/src/ci/report.js + 1 modules
var report = __nccwpck_require__(7201);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/src/lib/fs.js + 1 modules
var fs = __nccwpck_require__(7911);
;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");
;// CONCATENATED MODULE: ./build/src/lib/hash.js

const load = (0,external_node_module_namespaceObject.createRequire)(import.meta.url);
/** A SHA-256 hash. node:crypto is loaded at the first call: it takes 10 ms, and most runs need it late or never. */
function createSha256() {
    const { createHash } = load('node:crypto');
    return createHash('sha256');
}

// EXTERNAL MODULE: ./build/src/schema/errors.js + 1 modules
var errors = __nccwpck_require__(2543);
// EXTERNAL MODULE: ./build/src/schema/file-access.js
var file_access = __nccwpck_require__(2734);
;// CONCATENATED MODULE: ./build/src/inputs/files.js






/** Maximum size of a file in bytes, unless the input allows more. */
const MAX_FILE_BYTES = 65536;
/**
 * Reads a text file that an input names. It must be a regular file in UTF-8 of a bounded size: a decoder that replaces
 * invalid bytes would silently change values.
 *
 * A symlink in the checkout, which a pull request can add, must not send a file of the machine to the platform.
 *
 * @param path absolute
 */
function readInputFile(path, { checkout }, maxBytes = MAX_FILE_BYTES) {
    return useFile(path, checkout, (descriptor) => {
        const bytes = (0,fs/* readAtMost */.rU)(descriptor, maxBytes + 1);
        if (bytes.length > maxBytes)
            return fail(`${path} is larger than ${maxBytes / 1024} KiB`);
        const encodingProblem = findEncodingProblem(bytes);
        if (encodingProblem)
            return fail(`${path} ${encodingProblem}`);
        return { ok: true, text: new TextDecoder().decode(bytes) };
    });
}
/** Maximum size of a bundle in bytes. */
const MAX_BUNDLE_BYTES = 2 ** 30;
/**
 * Computes the SHA-256 of a regular file that an input names, in hexadecimal.
 *
 * @param path absolute
 */
function hashInputFile(path, { checkout }) {
    return useFile(path, checkout, (descriptor) => {
        const hash = createSha256();
        const chunk = Buffer.alloc(2 ** 20);
        let size = 0;
        for (let count = -1; count !== 0; size += count) {
            count = (0,external_node_fs_.readSync)(descriptor, chunk, 0, chunk.length, null);
            hash.update(chunk.subarray(0, count));
            if (size > MAX_BUNDLE_BYTES)
                return fail(`${path} is larger than 1 GiB`);
        }
        return size === 0 ? fail(`${path} is empty`) : { ok: true, text: hash.digest('hex') };
    });
}
/** Opens a regular file, unless a symlink leads out of the checkout to it. */
function useFile(path, checkout, use) {
    if ((0,fs/* leadsOutOf */.tC)(path, checkout))
        return fail(`${path} is a symlink to a file outside the checkout`);
    try {
        // A FIFO would block, and so would files such as /proc/kmsg. Windows has no O_NONBLOCK.
        const descriptor = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NONBLOCK ?? 0));
        try {
            const stats = (0,external_node_fs_.fstatSync)(descriptor);
            if (stats.isFile())
                return use(descriptor);
            return fail(`${path} is not a regular file${stats.isDirectory() ? ', but a directory' : ''}`);
        }
        finally {
            (0,external_node_fs_.closeSync)(descriptor);
        }
    }
    catch (error) {
        return fail(`cannot read the file: ${describeReadError(error, path, checkout)}`);
    }
}
function fail(problem) {
    return { ok: false, problem };
}
function describeReadError(error, path, checkout) {
    const code = (0,errors/* getErrorCode */.E2)(error) ?? 'unknown error';
    const isCheckoutEmpty = code === 'ENOENT' && (0,fs/* isInside */.FK)(path, checkout) && isEmpty(checkout);
    const hint = isCheckoutEmpty
        ? 'The working directory is empty: check out the repository first (GitHub: `actions/checkout`)'
        : code === 'ENOENT' && findPathHint(path);
    return `${(0,file_access/* describeAccess */.A)(path, code)}${hint ? `. ${hint}` : ''}`;
}
/** Why a path may not exist; undefined if nothing indicates a cause. */
function findPathHint(path) {
    if (/[*?[\]{}]/.test(path))
        return 'Patterns are not expanded; name each file';
    return external_node_path_.sep === '/' && path.includes('\\') ? 'Separate directories with `/`' : undefined;
}
function isEmpty(directory) {
    try {
        return (0,external_node_fs_.readdirSync)(directory).length === 0;
    }
    catch {
        return true;
    }
}
/** Why bytes are not UTF-8 text, or undefined for those that are. A byte order mark of UTF-8 is fine. */
function findEncodingProblem(bytes) {
    const [first, second] = bytes;
    const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    if (isUtf16)
        return 'is UTF-16; save it as UTF-8';
    if (bytes.includes(0))
        return 'contains a NUL character, so it is UTF-16 or a binary file; save it as UTF-8';
    try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return undefined;
    }
    catch {
        return `is not UTF-8 (first in line ${findFirstBadLine(bytes)}), but perhaps Windows-1252; save it as UTF-8`;
    }
}
/** Number of the first line that is not UTF-8. In UTF-8, longer characters never contain a line feed. */
function findFirstBadLine(bytes) {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let line = 1;
    for (let start = 0; start <= bytes.length; line++) {
        const feed = bytes.indexOf(0x0a, start);
        const end = feed < 0 ? bytes.length : feed;
        try {
            decoder.decode(bytes.subarray(start, end));
        }
        catch {
            return line;
        }
        start = end + 1;
    }
    return line;
}

// EXTERNAL MODULE: ./build/src/api/endpoints.js
var endpoints = __nccwpck_require__(4300);
// EXTERNAL MODULE: ./build/src/api/replica-limits.js
var replica_limits = __nccwpck_require__(4339);
// EXTERNAL MODULE: ./build/src/lib/time.js
var time = __nccwpck_require__(6016);
// EXTERNAL MODULE: ./build/src/ntcli/compat.js + 3 modules
var compat = __nccwpck_require__(9684);
// EXTERNAL MODULE: ./build/src/ntcli/install/source.js
var source = __nccwpck_require__(8089);
// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
// EXTERNAL MODULE: ./build/src/lib/secret-forms.js
var secret_forms = __nccwpck_require__(1299);
// EXTERNAL MODULE: ./build/src/lib/text-views.js
var text_views = __nccwpck_require__(1277);
// EXTERNAL MODULE: ./build/src/schema/inputs.js + 1 modules
var inputs = __nccwpck_require__(20);
;// CONCATENATED MODULE: ./build/src/inputs/misplaced-token.js



/**
 * The token in another input, in any form, would travel where nothing protects it. The `.env` file of a developer often
 * contains it.
 *
 * @param texts of the inputs, and of the file that `env-file` names
 */
function findMisplacedToken(texts, token) {
    const forms = (0,secret_forms/* secretEncodings */.hW)(token);
    const others = inputs/* inputNames */.vj.filter((name) => {
        const text = texts[name] ?? '';
        const readings = [text, (0,text_views/* decodeEscapes */.zR)(text)?.text ?? ''];
        return name !== 'token' && readings.some((one) => forms.some((form) => one.includes(form)));
    });
    return others.map((input) => ({ input, problem: 'contains the token; pass it only as `token`' }));
}

// EXTERNAL MODULE: ./build/src/lib/urls.js
var urls = __nccwpck_require__(2631);
;// CONCATENATED MODULE: ./build/src/inputs/package.js




const invalidUrl = 'not a valid URL (write `%` as `%25`)';
/** True if the user set what is installed. Templates pass the default package on, so that does not count. */
function isPackageSet(raw) {
    const isOther = (raw['ntcli-package'] ?? constants/* product */.qM.ntcli.package).trim() !== constants/* product */.qM.ntcli.package;
    return isOther || raw['ntcli-version'] !== undefined || raw['ntcli-integrity'] !== undefined;
}
/** Reads which ntcli to use, and from where. */
function readPackage(read, raw, workDir) {
    const name = read.path('ntcli-package') ?? constants/* product */.qM.ntcli.package;
    const version = read.text('ntcli-version') ?? constants/* product */.qM.ntcli.version;
    const integrity = read.text('ntcli-integrity');
    const registry = read.text('npm-registry');
    if (registry && /^http:/.test(registry) && !/^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(registry)) {
        read.addIssue('npm-registry', 'must use https');
    }
    if (registry && !(0,urls/* isDecodableUrl */.x)(registry))
        read.addIssue('npm-registry', invalidUrl);
    const common = integrity === undefined ? {} : { integrity };
    const isRegistryName = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name) && !/\.(tgz|tar\.gz)$/.test(name);
    if (isRegistryName && name !== 'preinstalled') {
        return { kind: 'registry', name, version, ...(registry === undefined ? {} : { registry }), ...common };
    }
    // The default version does not apply to a package that the user provides.
    const expected = raw['ntcli-version'] ? { version } : {};
    if (expected.version !== undefined && !(0,source/* isExact */.u)(expected.version)) {
        read.addIssue('ntcli-version', 'must be an exact version if `ntcli-package` is not a package name');
    }
    if (name === 'preinstalled') {
        if (registry !== undefined)
            read.addNotice('registry-ignored', 'With `ntcli-package: preinstalled`, nothing is installed.');
        if (integrity !== undefined)
            read.addIssue('ntcli-integrity', 'cannot be checked for a preinstalled ntcli');
        return { kind: 'path', ...expected };
    }
    if (/^http:/.test(name))
        read.addIssue('ntcli-package', 'must use https');
    const isUrl = /^https?:/.test(name);
    if (!/\.(tgz|tar\.gz)$/.test(isUrl ? name.replace(/[?#].*$/, '') : name)) {
        read.addIssue('ntcli-package', 'not a package name, `preinstalled`, or a .tgz path or URL');
    }
    if (isUrl && !(0,urls/* isDecodableUrl */.x)(name))
        read.addIssue('ntcli-package', invalidUrl);
    const location = isUrl ? name : (0,external_node_path_.resolve)(workDir, name);
    // The dependencies of a tarball come from a registry.
    return { kind: 'tarball', location, ...expected, ...(registry !== undefined && { registry }), ...common };
}

;// CONCATENATED MODULE: ./build/src/inputs/pairs.js
const lineBreak = /\r\n|\n|\r/;
const keyPattern = '[A-Za-z_][A-Za-z0-9_]{0,127}';
const linePattern = new RegExp(`^\\s*(${keyPattern})=(.*)$`, 's');
const blockPattern = new RegExp(`^\\s*(${keyPattern})<<(.*\\S)\\s*$`);
/** Line numbers that one problem names. */
const MAX_LINES_SHOWN = 5;
const blockHelp = 'a value of several lines is written as `KEY<<EOF`, its lines, and a line `EOF`';
/**
 * Parses lines of `KEY=VALUE`, and blocks in the form of GITHUB_OUTPUT: `KEY<<DELIMITER`, the lines of the value, and
 * the delimiter alone on a line. Everything after the first `=` is the value: quotes and ` #` are part of it. Blank
 * lines, and lines that begin with `#`, are skipped outside a block. The lines of a block are joined with LF.
 */
function parsePairs(text) {
    const pairs = new Map();
    const problems = [];
    const strayLines = [];
    const add = (pair) => {
        if (pairs.has(pair.key))
            problems.push(`${pair.key} is set twice`);
        else
            pairs.set(pair.key, pair);
    };
    if (text.includes('\0'))
        problems.push('contains a NUL character');
    const lines = text.split(lineBreak);
    for (let index = 0; index < lines.length; index++) {
        const line = lines[index] ?? '';
        if (/^\s*(#|$)/.test(line))
            continue;
        // A line is never quoted: it may hold a secret.
        const [, key, value] = linePattern.exec(line) ?? [];
        if (key !== undefined && value !== undefined) {
            add({ key, value, form: 'line' });
            continue;
        }
        const [, blockKey, delimiter] = blockPattern.exec(line) ?? [];
        if (blockKey === undefined || delimiter === undefined) {
            strayLines.push(index + 1);
            continue;
        }
        const end = lines.indexOf(delimiter, index + 1);
        if (end < 0) {
            problems.push(`the value of ${blockKey} in line ${index + 1} has no end (${blockHelp})`);
            break;
        }
        add({ key: blockKey, value: lines.slice(index + 1, end).join('\n'), form: 'block' });
        index = end;
    }
    if (strayLines.length > 0)
        problems.push(`${formatLines(strayLines)} not KEY=VALUE (${blockHelp})`);
    return { pairs: [...pairs.values()], problems };
}
function formatLines(numbers) {
    const [first] = numbers;
    if (numbers.length === 1)
        return `line ${first} is`;
    const more = numbers.length > MAX_LINES_SHOWN ? ', ...' : '';
    return `lines ${numbers.slice(0, MAX_LINES_SHOWN).join(', ')}${more} are`;
}
/** True for a value with the same kind of quote on both sides. In a block quotes are meant literally. */
function isQuoted({ value, form }) {
    return form === 'line' && /^\s*(["']).*\1\s*$/s.test(value);
}
/** The value without surrounding whitespace and quotes. */
function bareValue({ value }) {
    return value
        .trim()
        .replace(/^(["'])(.*)\1$/s, '$2')
        .trim();
}

;// CONCATENATED MODULE: ./build/src/inputs/unexpanded.js
/**
 * Forms in which a shell, a CI system or a build tool names a variable. A value that is nothing but such a text was not
 * expanded: POSIX shells, GitHub, GitLab and CircleCI expressions, cmd.exe, PowerShell, make and Azure Pipelines.
 */
const variableForms = [
    /^\$[A-Za-z_][\w.]{0,127}$/,
    /^\$\{[^{}]{1,200}\}$/,
    /^\$?\{\{[^{}]{1,200}\}\}$/,
    /^\$\[\[[^[\]]{1,200}\]\]$/,
    /^<<[^<>]{1,200}>>$/,
    // cmd.exe: plain, delayed, a part of a value, and with replacements.
    /^%[A-Za-z_][\w.]{0,127}(:[^%]{1,100})?%$/,
    /^![A-Za-z_][\w.]{0,127}(:[^!]{1,100})?!$/,
    // PowerShell: with a scope or drive, and as a subexpression. `${env:NAME}` is a form of above.
    /^\$(env|global|script|local|private|using|variable):[A-Za-z_]\w{0,127}$/i,
    /^\$\(\$[A-Za-z_][\w:.]{0,127}\)$/,
    /^\$\([A-Za-z_][\w.]{0,127}\)$/,
];
/** True for a text such as `$NAME` or `%NAME%`: no value, but what is left of a variable that was not expanded. */
function isUnexpandedVariable(text) {
    const trimmed = text.trim();
    return variableForms.some((form) => form.test(trimmed));
}
/** The name of the first shell variable in a text, such as `CIRCLE_TAG` in `server@$CIRCLE_TAG`; undefined without one. */
function findVariableName(text) {
    return /\$\{?([A-Za-z_]\w{0,127})\b/.exec(text)?.[1];
}

;// CONCATENATED MODULE: ./build/src/inputs/readers.js



/** Maximum length of an input in characters, far above any real value. */
const MAX_INPUT_LENGTH = 65536;
/** Maximum length of a path on Linux. */
const MAX_PATH_LENGTH = 4096;
const controlCharacter = /\p{Cc}/u;
/** Maximum length of an invalid value that is quoted, in characters. A longer one may be a misplaced secret. */
const MAX_QUOTE_LENGTH = 30;
/** Issues of one input that an error lists: thousands of duplicate servers would fill the log. */
const MAX_ISSUES_PER_INPUT = 5;
/** A line for each issue, and one for each input that has more of them. */
function formatInputIssues(issues) {
    const counts = new Map();
    const lines = issues.flatMap(({ input, problem }) => {
        const count = (counts.get(input) ?? 0) + 1;
        counts.set(input, count);
        return count <= MAX_ISSUES_PER_INPUT ? [`\`${input}\`: ${problem}.`] : [];
    });
    const more = [...counts].filter(([, count]) => count > MAX_ISSUES_PER_INPUT);
    return [
        ...lines,
        ...more.map(([input, count]) => `\`${input}\`: and ${count - MAX_ISSUES_PER_INPUT} more.`),
    ];
}
/**
 * Parses raw inputs by their kind in the table. Problems are collected in `issues`, so that all of them can be reported at
 * once; the value returned for an invalid input is never used. Values that may be mistakes are collected in `notices`.
 */
function createReader(raw, issues, notices) {
    /** Returns undefined, so that a function can return it instead of a value. */
    const addIssue = (input, problem) => {
        issues.push({ input, problem });
    };
    const addNotice = (code, message) => {
        notices.push({ code, message });
    };
    /** The text of an input, or its default; undefined if it has neither. */
    const text = (name) => {
        const row = (0,inputs/* inputRow */.bd)(name);
        // Whitespace is significant only in values of `pairs`.
        const given = (row.type.kind === 'pairs' ? raw[name] : raw[name]?.trim()) || row.default;
        if (given === undefined || (given.length <= MAX_INPUT_LENGTH && !given.includes('\0')))
            return given;
        return addIssue(name, 'too long, or contains a NUL character');
    };
    const matching = (name, value) => {
        const { pattern, expected } = inputs/* inputTable */.Fu[name].type;
        if (!new RegExp(pattern).test(value))
            addIssue(name, `${quote(value)} is invalid; expected ${expected}`);
        return value;
    };
    const asPath = (name, value) => {
        if (value.length > MAX_PATH_LENGTH || controlCharacter.test(value))
            addIssue(name, `${quote(value)} is invalid; expected a path without control characters`);
        return value;
    };
    /** The pairs of a text. Issues and notices name keys only: a value may be a secret. */
    const pairs = (name, lines) => {
        const parsed = parsePairs(lines);
        for (const problem of parsed.problems)
            addIssue(name, problem);
        const quoted = parsed.pairs.filter(isQuoted);
        if (quoted.length > 0)
            addNotice('value-quoted', `In \`${name}\`, the value of ${keys(quoted)} has quotes around it.`);
        return parsed.pairs;
    };
    /** Variables. An empty one causes a notice: it may come from an expression that names nothing. */
    const variables = (name, lines) => {
        const found = pairs(name, lines);
        const empty = found.filter((pair) => bareValue(pair) === '');
        if (empty.length > 0)
            addNotice('value-empty', `In \`${name}\`, the value of ${keys(empty)} is empty.`);
        return new Map(found.map(({ key, value }) => [key, value]));
    };
    return {
        addIssue,
        addNotice,
        text(name) {
            const value = text(name);
            return value === undefined ? undefined : matching(name, value);
        },
        /** A path as given, which may be relative. */
        path(name) {
            const value = text(name);
            return value === undefined ? undefined : asPath(name, value);
        },
        choice(name) {
            const value = text(name);
            const options = inputs/* inputTable */.Fu[name].type.options;
            const chosen = options.find((option) => option === value);
            if (value !== undefined && !chosen)
                addIssue(name, `${quote(value)} is invalid; expected ${options.join(' or ')}`);
            return chosen;
        },
        /** Accepts only `true` and `false`, in any case: a typo must not mean false. */
        boolean(name) {
            const value = text(name)?.toLowerCase() ?? 'false';
            if (value !== 'true' && value !== 'false')
                addIssue(name, `${quote(value)} is invalid; expected true or false`);
            return value === 'true';
        },
        integer(name) {
            const value = text(name);
            if (value === undefined)
                return undefined;
            const { min, max } = inputs/* inputTable */.Fu[name].type;
            const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
            if (!(number >= min && number <= max)) {
                addIssue(name, `${quote(value)} is invalid; expected a whole number from ${min} to ${max}`);
            }
            return number;
        },
        /** Milliseconds. */
        duration(name) {
            const value = text(name) ?? '';
            const [, number, unit] = /^(\d{1,6})(s|m|h)?$/.exec(value) ?? [];
            const seconds = Number(number) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
            if (!(seconds >= 1 && seconds <= 86400)) {
                addIssue(name, `${quote(value)} is invalid; expected seconds (300), 90s, 5m or 1h, from 1s to 24h`);
            }
            return seconds * 1000;
        },
        list(name) {
            return splitList(text(name) ?? '').map((item) => matching(name, item));
        },
        /** Paths as given, which may be relative. */
        paths(name) {
            return splitList(text(name) ?? '').map((item) => asPath(name, item));
        },
        variables: (name) => variables(name, text(name) ?? ''),
        /** The variables in the text of a file that an input names. */
        fileVariables: (name, fileText) => variables(name, fileText),
        /**
         * Secrets. One that is empty, or a variable that was not expanded, is an issue: it would replace a good value.
         *
         * @param mayBeEmpty true if nothing is sent in any case
         */
        secrets(name, mayBeEmpty) {
            const found = pairs(name, text(name) ?? '');
            const empty = found.filter((pair) => bareValue(pair) === '');
            if (empty.length > 0 && !mayBeEmpty)
                addIssue(name, `no value for ${keys(empty)}; an empty secret would replace a good one`);
            // A block is the way to send such a text on purpose.
            const unexpanded = found.filter((pair) => pair.form === 'line' && isUnexpandedVariable(bareValue(pair)));
            if (unexpanded.length > 0)
                addIssue(name, `the value of ${keys(unexpanded)} is a variable that was not expanded (to send it literally, write \`KEY<<EOF\`, the text, and a line \`EOF\`)`);
            return new Map(found.map(({ key, value }) => [key, value]));
        },
    };
}
/** Items on lines or between commas, without comments. */
function splitList(text) {
    const lines = text.split(/[\r\n]+/).filter((line) => !/^\s*#/.test(line));
    const items = lines.flatMap((line) => line.split(',')).map((item) => item.trim());
    return items.filter((item) => item !== '');
}
function keys(pairs) {
    return pairs.map(({ key }) => key).join(', ');
}
/** An invalid value for an error message: complete and on one line, or only its length. A URL may have credentials. */
function quote(value) {
    const isHidden = value.length > MAX_QUOTE_LENGTH || /:.*@|:\/\/.*\?/.test(value);
    return isHidden ? `a text of ${value.length} characters` : JSON.stringify(value);
}

// EXTERNAL MODULE: ./build/src/api/json.js
var api_json = __nccwpck_require__(4402);
;// CONCATENATED MODULE: ./build/src/api/release.js

/**
 * A server.json with the version and the bundles of a release. Bundles replace all bundles of the file, because those are
 * of another release. Each is made like the one of the same architecture, or else like the first, so that it declares
 * the same variables.
 */
function applyRelease(spec, { version, bundles }) {
    const current = (0,api_json/* listField */.FZ)(spec, 'packages') ?? [];
    const isBundle = (entry) => (0,api_json/* textField */.M8)(entry, 'registryType') === 'mcpb';
    const replaced = current.filter(isBundle);
    const others = current
        .filter((entry) => bundles.length === 0 || !isBundle(entry))
        .map((entry) => ((0,api_json/* isRecord */.u4)(entry) && version !== undefined ? { ...entry, version } : entry));
    const ours = bundles.map((bundle) => ({
        ...findTemplate(replaced, bundle),
        identifier: bundle.url,
        version: version ?? (0,api_json/* textField */.M8)(spec, 'version') ?? '',
        fileSha256: bundle.sha256,
    }));
    // The control plane decides by the first package what the server is made of.
    const firstIsOther = current[0] !== undefined && !isBundle(current[0]);
    return {
        ...spec,
        ...(version !== undefined && { version }),
        ...((version !== undefined || ours.length > 0) && {
            packages: firstIsOther ? [...others, ...ours] : [...ours, ...others],
        }),
    };
}
function findTemplate(bundles, { url }) {
    const arch = archOf(url);
    const same = bundles.find((entry) => archOf((0,api_json/* textField */.M8)(entry, 'identifier') ?? '') === arch);
    const template = same ?? bundles[0];
    return (0,api_json/* isRecord */.u4)(template)
        ? template
        : { registryType: 'mcpb', transport: { type: 'streamable-http' }, environmentVariables: [] };
}
/** The architecture at the end of a bundle's URL, such as `linux-amd64`. */
function archOf(url) {
    return /-([a-z0-9]+-[a-z0-9]+)\.mcpb(\?.*)?$/.exec(url)?.[1];
}
/** The bundles of a server.json that would be deployed under a version that is not theirs. */
function findStaleBundles(spec, { version, bundles }) {
    if (version === undefined || bundles.length > 0)
        return [];
    return ((0,api_json/* listField */.FZ)(spec, 'packages') ?? []).flatMap((entry, index) => {
        const own = (0,api_json/* textField */.M8)(entry, 'version');
        if ((0,api_json/* textField */.M8)(entry, 'registryType') !== 'mcpb' || own === version)
            return [];
        return [{ path: `packages[${index}]`, problem: `is a bundle of ${own ?? 'another version'}` }];
    });
}

// EXTERNAL MODULE: ./build/src/api/server-shape.js
var server_shape = __nccwpck_require__(2879);
// EXTERNAL MODULE: ./build/src/api/server-spec.js + 1 modules
var server_spec = __nccwpck_require__(8871);
;// CONCATENATED MODULE: ./build/src/inputs/json-faults.js
/** Finds the faults of a JSON text, without recursion. */
function findFaults(text) {
    const containers = [];
    let duplicateKey;
    let inexactNumber;
    let expected = 'value';
    for (let at = skipSpace(text, 0);; at = skipSpace(text, at)) {
        const character = text[at];
        const container = containers.at(-1);
        if (expected === 'next' && container === undefined) {
            if (character !== undefined)
                return { invalid: { at, problem: 'expected the end of the file' } };
            return {
                ...(duplicateKey !== undefined && { duplicateKey }),
                ...(inexactNumber !== undefined && { inexactNumber }),
            };
        }
        if (character === undefined)
            return { invalid: { at, problem: 'the file ends within a list or object' } };
        const isText = character === '"' && expected !== 'colon' && expected !== 'next';
        const scalarEnd = expected.endsWith('value') ? skipScalar(text, at) : at;
        if (isText) {
            const end = skipText(text, at);
            if (typeof end !== 'number')
                return { invalid: end };
            if (expected.endsWith('key') && isKnownKey(container, text.slice(at, end)))
                duplicateKey ?? (duplicateKey = at);
            at = end;
            expected = expected.endsWith('key') ? 'colon' : 'next';
        }
        else if (scalarEnd > at) {
            if (!isExact(text.slice(at, scalarEnd)))
                inexactNumber ?? (inexactNumber = at);
            at = scalarEnd;
            expected = 'next';
        }
        else if (character === '{' && expected.endsWith('value')) {
            containers.push({ closer: '}', keys: new Set() });
            expected = 'first key';
            at += 1;
        }
        else if (character === '[' && expected.endsWith('value')) {
            containers.push({ closer: ']', keys: new Set() });
            expected = 'first value';
            at += 1;
        }
        else if (character === container?.closer && (expected === 'next' || expected.startsWith('first'))) {
            containers.pop();
            expected = 'next';
            at += 1;
        }
        else if (character === ':' && expected === 'colon') {
            expected = 'value';
            at += 1;
        }
        else if (character === ',' && expected === 'next') {
            expected = container?.closer === '}' ? 'key' : 'value';
            at += 1;
        }
        else
            return { invalid: { at, problem: describeFault(text, at, expected, container?.closer) } };
    }
}
/** Remembers the key, and returns true if the object has it already. */
function isKnownKey(container, quoted) {
    // The same key may be written with and without escapes.
    const key = String(JSON.parse(quoted));
    const isKnown = container?.keys.has(key) === true;
    container?.keys.add(key);
    return isKnown;
}
/**
 * True if a scalar keeps its value. An integer must be the same digit by digit, because other languages read all of them;
 * they read a fraction or an exponent as the same floating-point number, unless that is infinite, or 0 for another number.
 */
function isExact(scalar) {
    if (!/^[-\d]/.test(scalar))
        return true;
    const number = Number(scalar);
    if (/^-?\d+$/.test(scalar))
        return `${number}` === scalar || number === 0;
    return Number.isFinite(number) && (number !== 0 || !/[1-9]/.test(scalar.replace(/[eE].*$/, '')));
}
/** What is wrong with a character. The frequent mistakes have a text of their own. */
function describeFault(text, at, expected, closer = '') {
    const character = text[at] ?? '';
    if (/^(?:<{7}|={7}|>{7})/.test(text.slice(at, at + 7)))
        return 'a merge conflict is not resolved';
    if (character === '/' || character === '#')
        return 'comments are not allowed';
    if (/['`\u2018\u2019\u201c\u201d]/.test(character))
        return 'texts need double quotes';
    const isAfterComma = expected === 'key' || (expected === 'value' && closer === ']');
    if (isAfterComma && character === closer)
        return `a comma before \`${closer}\` is not allowed`;
    if (expected === 'next')
        return `expected \`,\` or \`${closer}\``;
    if (expected === 'colon')
        return 'expected `:`';
    return expected.endsWith('key') ? 'expected a key in double quotes' : 'expected a value';
}
function skipSpace(text, at) {
    let end = at;
    while (end < text.length && ' \t\r\n'.includes(text.charAt(end)))
        end += 1;
    return end;
}
function skipScalar(text, at) {
    const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    scalar.lastIndex = at;
    return scalar.test(text) ? scalar.lastIndex : at;
}
/** The index after a text in quotes, or its fault. */
function skipText(text, start) {
    for (let at = start + 1; at < text.length; at++) {
        const character = text.charAt(at);
        if (character === '"')
            return at + 1;
        if (character < ' ')
            return { at, problem: 'line ends and control characters in a text need an escape' };
        if (character === '\\') {
            const [sequence = ''] = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6)) ?? [];
            if (sequence === '')
                return { at, problem: 'invalid escape in a text' };
            at += sequence.length - 1;
        }
    }
    return { at: text.length, problem: 'the file ends within a text' };
}

;// CONCATENATED MODULE: ./build/src/inputs/json-file.js


/**
 * Parses a JSON file of the checkout. A file that `JSON.parse` would read with other values than it has is refused. The
 * problem has line and column but quotes nothing: the file may contain a secret. (The message of `JSON.parse` differs
 * between versions of Node.js, quotes the text, and often has no position.)
 *
 * @param numbers `rounded` for a file that is only compared with JSON that was parsed in the same way
 */
function parseJsonFile(text, numbers = 'exact') {
    const content = text.replace(/^\uFEFF/, '');
    if (content.trim() === '')
        return { ok: false, problem: 'is empty' };
    const { invalid, duplicateKey, inexactNumber } = findFaults(content);
    const refuse = (phrase, at, problem) => ({
        ok: false,
        problem: `${phrase}: ${formatPosition(content, at)}: ${problem}`,
    });
    if (invalid)
        return refuse('is not valid JSON', invalid.at, invalid.problem);
    const json = (0,api_json/* parseJson */.qF)(content);
    if (json === undefined)
        return { ok: false, problem: `has more than ${api_json/* MAX_JSON_DEPTH */.KX} levels of nesting` };
    if (duplicateKey !== undefined)
        return refuse('is ambiguous', duplicateKey, 'this object has the key twice');
    if (inexactNumber === undefined || numbers === 'rounded')
        return { ok: true, json };
    return refuse('cannot be sent as it is', inexactNumber, `the number would change; numbers are exact up to ${Number.MAX_SAFE_INTEGER}`);
}
/** Line and column, from 1. A column is a character, not a UTF-16 unit. */
function formatPosition(text, at) {
    const lines = text.slice(0, at).split('\n');
    return `line ${lines.length}, column ${[...(lines.at(-1) ?? '')].length + 1}`;
}

;// CONCATENATED MODULE: ./build/src/inputs/server-file.js







/**
 * Reads and validates the files of `server-file`, and applies the release that `server-version`, `bundle` and `bundle-url`
 * describe. All faults are reported at once, each with its JSON path.
 *
 * @param workDir directory that a relative path starts from
 */
function readServerFiles(read, workDir, files) {
    const paths = read.paths('server-file');
    const release = readRelease(read, workDir, files);
    if ((release.version !== undefined || release.bundles.length > 0) && paths.length !== 1)
        read.addIssue(release.version === undefined ? 'bundle' : 'server-version', 'needs exactly one file in `server-file`');
    const texts = paths.map((path) => files.readText((0,external_node_path_.resolve)(workDir, path)));
    const servers = new Map();
    for (const [index, path] of paths.entries()) {
        const text = texts[index];
        const server = text && readServer(read, path, text, release);
        if (server)
            servers.set(server, path);
    }
    return {
        isGiven: paths.length > 0,
        servers: [...servers.keys()],
        paths: servers,
        texts: texts.flatMap((text) => (text.ok ? [text.text] : [])),
    };
}
function readServer(read, path, file, release) {
    if (!file.ok)
        return read.addIssue('server-file', file.problem);
    const parsed = parseJsonFile(file.text);
    if (!parsed.ok)
        return read.addIssue('server-file', `${path} ${parsed.problem}`);
    const { json } = parsed;
    if (!(0,api_json/* isRecord */.u4)(json))
        return read.addIssue('server-file', `${path} is not a JSON object`);
    if (json.name === undefined && (0,api_json/* isRecord */.u4)(json.server))
        return read.addIssue('server-file', `${path} is a response of the registry; only the object in its \`server\` is a server.json`);
    const stale = findStaleBundles(json, release);
    if (stale.length > 0) {
        const problem = `${path}: ${(0,api_json/* formatIssues */.og)(stale)}; name those of the release in \`bundle\``;
        return read.addIssue('server-version', problem);
    }
    const spec = applyRelease(json, release);
    const issues = (0,server_spec/* findSpecIssues */.T)(spec);
    if (issues.length > 0)
        return read.addIssue('server-file', `${path}: ${(0,api_json/* formatIssues */.og)(issues)}`);
    reportRuntime(read, path, spec);
    const registryId = (0,api_json/* textField */.M8)(spec, 'name') ?? '';
    const version = (0,api_json/* textField */.M8)(spec, 'version') ?? '';
    return {
        label: `${registryId}@${version}`,
        registryId,
        version,
        platformId: (0,endpoints/* toPlatformId */.gu)(registryId),
        entry: { version, spec },
    };
}
/** The platform runs a bundle without a runtime with Python (nimbletools-core, routes/servers.py), whatever it is. */
function reportRuntime(read, path, spec) {
    const isBundle = (0,api_json/* textField */.M8)((0,api_json/* listField */.FZ)(spec, 'packages')?.[0], 'registryType') === 'mcpb';
    if (isBundle && (0,api_json/* getPath */.Yn)(spec, '_meta', server_shape/* RUNTIME_META_KEY */.R, 'runtime') === undefined)
        read.addNotice('runtime-missing', `${path} has no _meta["${server_shape/* RUNTIME_META_KEY */.R}"].runtime.`);
}
function readRelease(read, workDir, files) {
    const version = read.text('server-version')?.replace(/^v(?=\d)/, '');
    const base = read.text('bundle-url');
    const items = read.paths('bundle');
    if (base !== undefined && items.length === 0)
        read.addIssue('bundle-url', 'needs `bundle`, the files that are there');
    const bundles = items.flatMap((item) => readBundle(read, item, base, workDir, files) ?? []);
    const names = bundles.map(({ url }) => fileName(url));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
        read.addIssue('bundle', `names ${twice} twice`);
    return { bundles, ...(version !== undefined && { version }) };
}
/** A bundle from `URL#sha256=HEX`, or from a file whose URL is below `bundle-url`. */
function readBundle(read, item, base, workDir, files) {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(item)) {
        const [, url, sha256] = /^(https:\/\/[^#\s]+)#sha256=([0-9a-fA-F]{64})$/.exec(item) ?? [];
        if (url === undefined || sha256 === undefined)
            return read.addIssue('bundle', 'the URL of a bundle must be https and end with `#sha256=` and 64 hexadecimal digits');
        return { url, sha256: sha256.toLowerCase() };
    }
    if (base === undefined)
        return read.addIssue('bundle', 'a file needs `bundle-url`, the URL of the folder that it is uploaded to');
    const path = (0,external_node_path_.resolve)(workDir, item);
    const hash = files.hash(path);
    if (!hash.ok)
        return read.addIssue('bundle', hash.problem);
    return { url: `${base.replace(/\/+$/, '')}/${encodeURIComponent((0,external_node_path_.basename)(path))}`, sha256: hash.text };
}
function fileName(url) {
    const path = url.replace(/\?.*$/, '');
    return path.slice(path.lastIndexOf('/') + 1);
}

// EXTERNAL MODULE: ./build/src/token/jwt.js
var jwt = __nccwpck_require__(1278);
;// CONCATENATED MODULE: ./build/src/inputs/token.js



/** Longest token that is accepted, in characters: it must fit into one header. */
const MAX_TOKEN_LENGTH = 8192;
/**
 * The token of this run. One that an earlier step of the job exported counts as missing for any domain but its own.
 *
 * @param exportedFor the domain for which it was exported; absent for a token of this step
 */
function readBoundToken(given, variable, domain, exportedFor) {
    if (exportedFor === undefined || exportedFor === domain)
        return readToken(given, variable);
    const message = `\`token\` is empty, and the token that an earlier step exported is for ${exportedFor}, so it is not sent to ${domain}.`;
    return { ok: false, error: { code: 'token-missing', message } };
}
/**
 * Checks the form of the token before it is sent anywhere. An error never repeats any of the value, unless it is a
 * variable that was not expanded.
 *
 * @param given the secret as it arrived; whitespace around it is ignored
 * @param variable the name of the variable that should contain it
 */
function readToken(given, variable) {
    const token = given.trim();
    if (token === '')
        return {
            ok: false,
            error: { code: 'token-missing', message: `${variable} is empty or not set.` },
        };
    if (isUnexpandedVariable(token)) {
        return {
            ok: false,
            error: { code: 'token-not-expanded', message: `The value is the literal text ${token}.` },
        };
    }
    const problem = findTokenIssue(token);
    if (problem === undefined)
        return { ok: true, token: { value: token, claims: (0,jwt/* readClaims */.I)(token) } };
    return { ok: false, error: { code: 'token-malformed', message: `The token ${problem}.` } };
}
/** Texts that are stored in place of a token, and what to store instead. The first that matches is reported. */
const otherTexts = [
    [
        /^(\[(masked|redacted|secure|filtered|hidden|secret)\]|<(masked|redacted|hidden|secret)[^<>]*>|[*\u2022]{3,}|x{4,})$/i,
        'is the mask that a log shows in place of a secret; store the token itself',
    ],
    [/^<[^<>]*>$/, 'is a placeholder in angle brackets; store the token itself'],
    [
        /^op:\/\//i,
        'is a 1Password reference (`op://...`) that was not resolved; load it with the 1Password action or `op run`',
    ],
    [
        /^([a-z][a-z0-9+.-]*:\/\/|arn:)/i,
        'is a URL or the reference of a secret manager, which was not resolved; store the token itself',
    ],
    [
        /^(\/[\w.@+-]+\/|~\/|\.{1,2}[\\/]|[A-Za-z]:[\\/]|\\\\)/,
        'is the path of a file; on GitLab set the type of the variable to Variable, not File, and for a secret of Vault `file: false`',
    ],
    [
        /^((export|set)\s+)?(\$env:)?(NTCLI_TOKEN\s*[=:]|[A-Za-z_]\w{0,63}=[^=\s])/i,
        'has the form NAME=value; store only the value',
    ],
    [/^[[{]/, 'is JSON; store only the token, or read one field of the secret'],
    [/^(authorization:|bearer\b)/i, 'starts with the word Bearer; store only the token'],
];
function findTokenIssue(token) {
    if (/^["'`]|["'`]$/.test(token))
        return 'is wrapped in quotes';
    const other = otherTexts.find(([pattern]) => pattern.test(token));
    if (other)
        return other[1];
    if (/\s/.test(token))
        return 'contains whitespace';
    if (/[^\x21-\x7e]/.test(token))
        return 'contains invalid characters';
    if (token.length < secret_forms/* MIN_SECRET_LENGTH */.vb)
        return `is shorter than ${secret_forms/* MIN_SECRET_LENGTH */.vb} characters`;
    if (token.length > MAX_TOKEN_LENGTH)
        return `is longer than ${MAX_TOKEN_LENGTH} characters`;
    return undefined;
}

// EXTERNAL MODULE: ./build/src/mcp/tools.js
var mcp_tools = __nccwpck_require__(6349);
;// CONCATENATED MODULE: ./build/src/inputs/smoke-test.js

const MAX_TESTS = 100;
/** Reads a smoke test from the content of its file. All faults are reported at once, each with its JSON path. */
function parseSmokeTest(json) {
    if (!(0,api_json/* isRecord */.u4)(json))
        return invalid('$', 'must be a JSON object with a list `tests`');
    const { skip, skipReason, environment, tests = [] } = json;
    if (!Array.isArray(tests))
        return invalid('tests', 'must be a list');
    if (tests.length > MAX_TESTS)
        return invalid('tests', `has ${tests.length} entries; ${MAX_TESTS} are allowed`);
    const issues = [];
    const parsed = tests.flatMap((test, index) => parseTest(test, `tests[${index}]`, issues) ?? []);
    if (tests.length === 0 && skip !== true)
        issues.push({ path: 'tests', problem: 'is empty' });
    if (issues.length > 0)
        return { ok: false, issues };
    const reason = typeof skipReason === 'string' ? skipReason : '`skip` is set in the file';
    return {
        ok: true,
        value: {
            tests: parsed,
            hasEnvironment: (0,api_json/* isRecord */.u4)(environment) && Object.keys(environment).length > 0,
            ...(skip === true && { skipReason: reason }),
        },
    };
}
function invalid(path, problem) {
    return { ok: false, issues: [{ path, problem }] };
}
function parseTest(test, path, issues) {
    if (!(0,api_json/* isRecord */.u4)(test))
        return smoke_test_report(issues, path, 'must be a JSON object');
    reportUnknownKeys(test, testKeys, path, issues);
    const { name, tool, arguments: args = {}, expect } = test;
    if (typeof tool !== 'string' || tool === '')
        return smoke_test_report(issues, `${path}.tool`, 'is missing');
    if (!(0,api_json/* isRecord */.u4)(args))
        return smoke_test_report(issues, `${path}.arguments`, 'must be a JSON object');
    const expectation = expect === undefined ? undefined : parseExpectation(expect, `${path}.expect`, issues);
    return {
        name: typeof name === 'string' && name !== '' ? name : tool,
        tool,
        arguments: args,
        ...(expectation && { expect: expectation }),
    };
}
/** Conditions on the text or JSON of a result. */
const conditions = ['field', 'contains', 'equals', 'matches', 'hasKeys'];
const types = ['text', 'json', 'object', 'any'];
const testKeys = ['name', 'description', 'tool', 'arguments', 'expect'];
const smoke_test_keys = ['type', 'field', 'contains', 'equals', 'matches', 'hasKeys', 'not', 'isError', 'schema'];
function parseExpectation(value, path, issues) {
    if (!(0,api_json/* isRecord */.u4)(value))
        return smoke_test_report(issues, path, 'must be a JSON object');
    reportUnknownKeys(value, smoke_test_keys, path, issues);
    const type = types.find((one) => one === (value.type ?? 'text'));
    if (type === undefined)
        return smoke_test_report(issues, `${path}.type`, `must be ${types.join(', ')}`);
    const ignored = type === 'any' ? Object.keys(value).filter((key) => conditions.includes(key)) : [];
    if (ignored.length > 0)
        smoke_test_report(issues, path, `has type any, which ignores ${ignored.join(', ')}`);
    const text = (key) => {
        const given = value[key];
        if (given !== undefined && typeof given !== 'string')
            smoke_test_report(issues, `${path}.${key}`, 'must be a text');
        return typeof given === 'string' ? given : undefined;
    };
    const [field, contains, matches] = [text('field'), text('contains'), text('matches')];
    if (matches !== undefined && !isRegExp(matches)) {
        smoke_test_report(issues, `${path}.matches`, 'is not a regular expression');
    }
    if (value.schema !== undefined)
        smoke_test_report(issues, `${path}.schema`, 'is not supported; use `hasKeys` or `field`');
    if (value.isError !== undefined && typeof value.isError !== 'boolean') {
        smoke_test_report(issues, `${path}.isError`, 'must be true or false');
    }
    const { hasKeys, equals } = value;
    if (hasKeys !== undefined && !isTexts(hasKeys))
        smoke_test_report(issues, `${path}.hasKeys`, 'must be a list of texts');
    const not = value.not === undefined ? undefined : parseExpectation(value.not, `${path}.not`, issues);
    return {
        type,
        ...(field !== undefined && { field }),
        ...(contains !== undefined && { contains }),
        ...(equals !== undefined && { equals }),
        ...(matches !== undefined && { matches }),
        ...(hasKeys !== undefined && isTexts(hasKeys) && { hasKeys }),
        ...(not && { not }),
        ...(value.isError === true && { isError: true }),
    };
}
function smoke_test_report(issues, path, problem) {
    issues.push({ path, problem });
}
/** A misspelled key would be a check that cannot fail. */
function reportUnknownKeys(value, known, path, issues) {
    for (const key of Object.keys(value)) {
        if (!known.includes(key))
            smoke_test_report(issues, path, `has an unknown key ${JSON.stringify(key.slice(0, 40))}`);
    }
}
function isTexts(value) {
    return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
function isRegExp(pattern) {
    try {
        return new RegExp(pattern, 'u') instanceof RegExp;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/src/inputs/verification.js





/** Maximum size of a snapshot in bytes: thousands of tools with large schemas. */
const MAX_SNAPSHOT_BYTES = 16 * 1048576;
/**
 * Reads the inputs that verify a server beyond `tools/list`, and the files that they name.
 *
 * @param workDir directory that a relative path starts from
 * @param serverCount servers that the run verifies
 * @returns undefined without such an input
 */
function readVerification(read, workDir, serverCount, files) {
    const smokeTest = readSmokeTest(read, workDir, files.readText);
    const snapshot = readSnapshot(read, workDir, files);
    for (const [name, value] of [
        ['smoke-test', smokeTest],
        ['tools-snapshot', snapshot],
    ]) {
        // Two servers have two lists of tools.
        if (value !== undefined && serverCount !== 1)
            read.addIssue(name, 'needs exactly one server');
    }
    if (smokeTest === undefined && snapshot === undefined)
        return undefined;
    return { ...(smokeTest && { smokeTest }), ...(snapshot && { snapshot }) };
}
function readSmokeTest(read, workDir, readFile) {
    const path = read.path('smoke-test');
    if (path === undefined)
        return undefined;
    const file = readFile((0,external_node_path_.resolve)(workDir, path));
    if (!file.ok)
        return read.addIssue('smoke-test', file.problem);
    const content = parseJsonFile(file.text);
    if (!content.ok)
        return read.addIssue('smoke-test', `${path} ${content.problem}`);
    const parsed = parseSmokeTest(content.json);
    return parsed.ok ? parsed.value : read.addIssue('smoke-test', `${path}: ${(0,api_json/* formatIssues */.og)(parsed.issues)}`);
}
function readSnapshot(read, workDir, { readText, leadsOut }) {
    const name = read.path('tools-snapshot');
    const isUpdate = read.boolean('update-tools-snapshot');
    if (name === undefined) {
        if (isUpdate)
            read.addIssue('update-tools-snapshot', 'needs `tools-snapshot`, the file to write');
        return undefined;
    }
    const path = (0,external_node_path_.resolve)(workDir, name);
    if (isUpdate) {
        const problem = `${name} is a symlink to a file outside the checkout`;
        return leadsOut(path) ? read.addIssue('tools-snapshot', problem) : { kind: 'update', path };
    }
    const file = readText(path, MAX_SNAPSHOT_BYTES);
    if (!file.ok) {
        return read.addIssue('tools-snapshot', `${file.problem}. Create it with \`update-tools-snapshot: true\``);
    }
    const content = parseJsonFile(file.text, 'rounded');
    if (!content.ok)
        return read.addIssue('tools-snapshot', `${name} ${content.problem}`);
    const tools = (0,mcp_tools/* parseSnapshot */.E$)(content.json);
    if (tools)
        return { kind: 'compare', path, tools };
    return read.addIssue('tools-snapshot', `${name} is not a snapshot: a JSON object with a list \`tools\``);
}

;// CONCATENATED MODULE: ./build/src/inputs/parse.js














/**
 * Validates all inputs and parses them to one typed value, without any request.
 *
 * @param workDir directory that a relative path starts from
 * @param exportedFor the domain for which an earlier step exported the token; absent for a token of this step
 * @returns the inputs, or one error that names every issue at once
 */
function parseInputs(raw, workDir, files, exportedFor) {
    const issues = [];
    const notices = [];
    const read = createReader(raw, issues, notices);
    const domain = read.text('domain') ?? constants/* product */.qM.domain;
    const token = readBoundToken(raw.token ?? '', read.text('token-variable') ?? 'NTCLI_TOKEN', domain, exportedFor);
    if (exportedFor !== undefined && token.ok)
        read.addNotice('token-of-earlier-step', `\`token\` is empty, so the token is used that an earlier step exported for ${exportedFor}.`);
    const badDomain = issues.some(({ input }) => input === 'domain') ? undefined : (0,endpoints/* findDomainIssue */.JA)(domain);
    if (badDomain)
        read.addIssue('domain', badDomain);
    const packageRequest = readPackage(read, raw, workDir);
    const envFile = read.path('env-file');
    const envText = envFile === undefined ? noFile : files.readText((0,external_node_path_.resolve)(workDir, envFile));
    const onMissing = read.choice('on-missing-token');
    const serverFiles = readServerFiles(read, workDir, files);
    const target = readServers(read, serverFiles);
    const verification = readVerification(read, workDir, target.servers.length, files);
    const inputs = {
        ...target,
        ...readWorkspaces(read),
        settings: readSettings(read, envText),
        // Without a token nothing is sent, and empty secrets often have the same cause: a fork gets none at all.
        secrets: read.secrets('secrets', !token.ok && token.error.code === 'token-missing'),
        wait: read.boolean('wait'),
        verify: read.boolean('verify') || verification !== undefined,
        ...(verification && { verification }),
        dryRun: read.boolean('dry-run'),
        createWorkspace: read.boolean('create-workspace'),
        removeWorkspace: read.boolean('remove-workspace'),
        replace: read.boolean('replace'),
        timeout: read.duration('timeout'),
        exportToken: read.boolean('export-token'),
        autoRefresh: read.boolean('auto-refresh'),
        expiry: readExpiry(read),
        deployWith: read.choice('deploy-with') ?? 'auto',
        isPackageSet: isPackageSet(raw),
        package: packageRequest,
        endpoints: (0,endpoints/* resolveEndpoints */.$K)(domain),
        cache: read.boolean('cache'),
        summary: read.boolean('summary'),
    };
    if (serverFiles.isGiven && inputs.command === 'deploy' && inputs.deployWith === 'ntcli')
        read.addIssue('deploy-with', 'ntcli deploys only what the registry has; use auto or api with `server-file`');
    for (const { registryId, entry } of inputs.command === 'deploy' ? inputs.servers : []) {
        const conflict = entry && (0,replica_limits/* findLimitConflict */.r)(inputs.settings, registryId, entry.spec);
        if (conflict)
            read.addIssue(conflict.input, conflict.problem);
    }
    checkWorkspaceInputs(read, inputs);
    if (inputs.command === 'setup' && inputs.deployWith === 'api') {
        read.addIssue('deploy-with', 'api installs nothing, but `command: setup` installs ntcli');
    }
    if (inputs.deployWith === 'ntcli' &&
        packageRequest.kind === 'registry' &&
        (0,source/* isExact */.u)(packageRequest.version)) {
        const cut = (0,compat/* selectContract */.Xi)(packageRequest.version).truncatedVariables(inputs.settings.env);
        if (cut.length > 0)
            read.addIssue('env', (0,compat/* truncationMessage */.j9)(cut, packageRequest.version));
    }
    if (token.ok) {
        const file = envText.ok ? { 'env-file': envText.text } : {};
        const serverTexts = serverFiles.texts.length > 0 ? { 'server-file': serverFiles.texts.join('\n') } : {};
        issues.push(...findMisplacedToken({ ...raw, ...file, ...serverTexts }, token.token.value));
    }
    if (issues.length > 0) {
        const lines = formatInputIssues(issues);
        const isTokenListed = !token.ok && onMissing !== 'skip';
        if (isTokenListed)
            lines.push(`${errors/* errorCatalogue */.OP[token.error.code].title}: ${token.error.message}`);
        const total = issues.length + (isTokenListed ? 1 : 0);
        const count = total === 1 ? '1 invalid input' : `${total} invalid inputs`;
        return { ok: false, error: { code: 'bad-input', message: `${count}: ${lines.join(' ')}` } };
    }
    if (!token.ok && token.error.code === 'token-missing' && onMissing === 'skip') {
        return { ok: false, error: token.error, skip: true };
    }
    if (!token.ok)
        return { ok: false, error: token.error };
    return { ok: true, inputs: { ...inputs, token: token.token }, notices };
}
function readWorkspaces(read) {
    const [workspace = { kind: 'only' }, ...moreWorkspaces] = read.list('workspace').map(toRequest);
    if (moreWorkspaces.length > 0 && !read.boolean('remove-workspace'))
        read.addIssue('workspace', 'must be one workspace; several are accepted only with `remove-workspace`');
    return { workspace, moreWorkspaces };
}
function toRequest(workspace) {
    // A name has at most 32 characters, a UUID has 36.
    return workspace.length === 36
        ? { kind: 'id', id: workspace.toLowerCase() }
        : { kind: 'name', name: workspace };
}
/** Nothing is created or removed that was not named in full. */
function checkWorkspaceInputs(read, inputs) {
    const { command, workspace, createWorkspace, removeWorkspace, servers } = inputs;
    if (createWorkspace && command !== 'deploy' && command !== 'setup')
        read.addIssue('create-workspace', 'applies only with `command: deploy` and `command: setup`');
    else if (createWorkspace && workspace.kind !== 'name')
        read.addIssue('create-workspace', 'needs `workspace`, the name of the workspace to create');
    if (removeWorkspace && command !== 'remove')
        read.addIssue('remove-workspace', 'applies only with `command: remove`');
    if (removeWorkspace && workspace.kind === 'only')
        read.addIssue('remove-workspace', 'needs `workspace`, the workspace to remove');
    if (removeWorkspace && servers.length > 0)
        read.addIssue('server', 'does not apply with `remove-workspace`, which removes all servers');
}
/** @param fromFiles those of `server-file`, which come last */
function readServers(read, fromFiles) {
    const registered = read.list('server').map((label) => {
        const [registryId = '', version] = label.split('@');
        const platformId = (0,endpoints/* toPlatformId */.gu)(registryId);
        return { label, registryId, platformId, ...(version !== undefined && { version }) };
    });
    const servers = [...registered, ...fromFiles.servers];
    const command = read.choice('command') ?? (servers.length > 0 || fromFiles.isGiven ? 'deploy' : 'setup');
    if (command === 'setup')
        return { command, servers: [] };
    if (command === 'deploy' && servers.length === 0 && !fromFiles.isGiven)
        read.addIssue('server', 'required with `command: deploy`, or `server-file`');
    if (command === 'remove' && servers.length === 0 && !fromFiles.isGiven && !read.boolean('remove-workspace'))
        read.addIssue('server', 'required with `command: remove`, or `server-file`, or `remove-workspace`');
    const known = new Map();
    for (const server of servers) {
        const file = fromFiles.paths.get(server);
        const name = file === undefined ? server.registryId : `${server.registryId} of ${file}`;
        const other = known.get(server.platformId);
        if (other === undefined)
            known.set(server.platformId, name);
        else {
            const input = file === undefined ? 'server' : 'server-file';
            read.addIssue(input, `${other} and ${name} are the same server on the platform`);
        }
    }
    return { command, servers };
}
/** The value of `env-file` if it is not set. */
const noFile = { ok: true, text: '' };
/** @param envFile the file that `env-file` names */
function readSettings(read, envFile) {
    if (!envFile.ok)
        read.addIssue('env-file', envFile.problem);
    const [cpu, memory] = [read.text('cpu'), read.text('memory')];
    const [minReplicas, maxReplicas] = [read.integer('min-replicas'), read.integer('max-replicas')];
    if (minReplicas !== undefined && maxReplicas !== undefined && minReplicas > maxReplicas) {
        read.addIssue('min-replicas', 'greater than `max-replicas`');
    }
    return {
        env: new Map([
            ...read.fileVariables('env-file', envFile.ok ? envFile.text : ''),
            ...read.variables('env'),
        ]),
        ...(cpu === undefined ? {} : { cpu }),
        ...(memory === undefined ? {} : { memory }),
        ...(minReplicas === undefined ? {} : { minReplicas }),
        ...(maxReplicas === undefined ? {} : { maxReplicas }),
    };
}
function readExpiry(read) {
    const date = read.text('token-expires-at');
    const expiresAt = date === undefined ? undefined : (0,time/* parseTime */.p)(date);
    if (Number.isNaN(expiresAt))
        read.addIssue('token-expires-at', 'not a valid date');
    return {
        warningDays: read.integer('expiry-warning-days') ?? 0,
        rotationDays: read.integer('rotation-days') ?? 0,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        failOnExpiring: read.boolean('fail-on-expiring'),
    };
}

;// CONCATENATED MODULE: ./build/src/inputs/tracing.js
/** The names under which the library for proxies writes debug output, the address of the proxy included. */
const proxyDebugNames = ['https-proxy-agent', 'agent-base'];
/**
 * Why the token or a password would be printed by something that this program has no control over: the shell of the job,
 * with the debug trace of GitLab or an exported `set -x`, or Node.js with NODE_DEBUG.
 */
function findTracing(env) {
    // The GitLab runner treats all of these as true (strconv.ParseBool).
    if (/^(1|t|true)$/i.test(env.CI_DEBUG_TRACE ?? ''))
        return { code: 'shell-trace', message: 'CI_DEBUG_TRACE is enabled.' };
    if (env.SHELLOPTS?.split(':').includes('xtrace'))
        return { code: 'shell-trace', message: 'The shell runs with `set -x`.' };
    if (env.NODE_DEBUG)
        return { code: 'debug-output', message: 'NODE_DEBUG is set.' };
    if (matchesProxyLibrary(env.DEBUG ?? ''))
        return { code: 'debug-output', message: 'DEBUG includes the library for proxies.' };
    return undefined;
}
/** True for a DEBUG such as `*`, which the `debug` package reads as names with wildcards, between spaces or commas. */
function matchesProxyLibrary(debug) {
    const names = debug.split(/[\s,]+/).filter((name) => name !== '' && !name.startsWith('-'));
    return names.some((name) => {
        const pattern = name.split('*').map((part) => part.replace(/[^\w-]/g, '\\$&'));
        return proxyDebugNames.some((one) => new RegExp(`^${pattern.join('.*')}$`).test(one));
    });
}

// EXTERNAL MODULE: ./build/src/lib/network.js
var lib_network = __nccwpck_require__(2527);
// EXTERNAL MODULE: ./build/src/schema/exit-codes.js
var exit_codes = __nccwpck_require__(6634);
;// CONCATENATED MODULE: ./build/src/run.js












/**
 * One run, from masking the token to cleanup, the same on every CI system.
 *
 * @param loadRunCommand imports `deploy/run-command.js`: from a separate chunk, or from the engine file
 * @returns the exit code of the process; every failure has been reported
 */
async function run(ci, runtime, loadRunCommand) {
    try {
        if (ci.rawInputs.token && !isUnexpandedVariable(ci.rawInputs.token))
            ci.mask(ci.rawInputs.token);
        ci.debug(describeMachine(runtime.env));
        const startError = ci.startError ?? findTracing(runtime.env);
        if (startError)
            return reject(ci, startError);
        const network = (0,lib_network/* readNetwork */.Lp)(runtime.env);
        if (network.ok)
            for (const secret of (0,lib_network/* proxySecrets */.Wm)(network.network))
                ci.mask(secret);
        const files = {
            readText: (path, maxBytes) => readInputFile(path, ci.paths, maxBytes),
            hash: (path) => hashInputFile(path, ci.paths),
            leadsOut: (path) => (0,fs/* leadsOutOf */.tC)(path, ci.paths.checkout),
        };
        const parsed = parseInputs(ci.rawInputs, ci.paths.workDir, files, ci.exportedFor);
        if (!parsed.ok)
            return parsed.skip ? skip(ci, parsed.error) : reject(ci, parsed.error);
        if (!network.ok)
            return reject(ci, { code: 'proxy-invalid', message: network.problem });
        maskSecrets(ci, parsed.inputs);
        if (/^\s|\s$/.test(ci.rawInputs.token ?? ''))
            (0,report/* reportNotice */.tX)(ci, 'token-trimmed', 'Surrounding whitespace was removed.');
        for (const { code, message } of parsed.notices)
            (0,report/* reportNotice */.tX)(ci, code, message);
        if (runtime.env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
            (0,report/* reportNotice */.tX)(ci, 'tls-verified', 'NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored.');
        // Loaded late: the modules for HTTP and child processes take longer to load than everything before this line.
        const { runRequestedCommand } = await loadRunCommand();
        const error = await runRequestedCommand(ci, runtime, parsed.inputs, network.network);
        if (ci.outputUnavailableReason)
            (0,report/* reportNotice */.tX)(ci, 'report-not-kept', ci.outputUnavailableReason);
        if (runtime.signal.aborted)
            return run_report(ci, cancellationError(runtime.signal));
        return error ? errors/* errorCatalogue */.OP[error.code].exit : exit_codes/* exitCodes */.h.done;
    }
    catch (error) {
        return run_report(ci, runtime.signal.aborted ? cancellationError(runtime.signal) : (0,errors/* toErrorInfo */.K$)(error));
    }
}
/** Masks the values of `secrets`, but nothing in them that this program itself writes to the log and to outputs. */
function maskSecrets(ci, { secrets, endpoints, workspace, moreWorkspaces, servers }) {
    const origins = [endpoints.api, endpoints.mcp, endpoints.registry].map((origin) => `${origin}/`);
    const names = [workspace, ...moreWorkspaces, ...servers]
        .flatMap((one) => Object.values(one))
        .filter((name) => typeof name === 'string');
    for (const secret of secrets.values())
        ci.mask(secret, [...origins, ...names]);
    const short = [...secrets].filter(([, value]) => value.trim().length < secret_forms/* MIN_SECRET_LENGTH */.vb);
    if (short.length > 0)
        (0,report/* reportNotice */.tX)(ci, 'secret-short', `Affected: ${short.map(([name]) => name).join(', ')}.`);
}
/** Ends a run before anything is installed or sent. */
function reject(ci, error) {
    setEarlyOutputs(ci, error);
    return run_report(ci, { ...error, message: describeError(ci, error) });
}
/** Ends a run without a token, as `on-missing-token: skip` says. */
function skip(ci, error) {
    setEarlyOutputs(ci, error);
    (0,report/* reportNotice */.tX)(ci, 'token-skipped', describeError(ci, error));
    return exit_codes/* exitCodes */.h.done;
}
function setEarlyOutputs(ci, { code }) {
    try {
        const status = code === 'token-missing' ? { 'token-status': 'missing' } : {};
        ci.setOutputs({ ...status, 'deploy-status': 'skipped', 'health-status': 'skipped' });
    }
    catch {
        // A full disk must not replace the error that ends the run.
    }
}
function describeError(ci, error) {
    const hint = error.code === 'token-missing' ? ci.missingTokenHint : findVariableHint(ci, error);
    return hint ? `${error.message} ${hint}` : error.message;
}
/** The hint for an invalid input that contains a variable, such as `$CIRCLE_TAG`. */
function findVariableHint({ rawInputs, variableHint }, { message }) {
    const invalid = inputs/* inputNames */.vj.filter((name) => name !== 'token' && message.includes(`\`${name}\`: `));
    const [variable] = invalid.flatMap((name) => findVariableName(rawInputs[name] ?? '') ?? []);
    return variable && variableHint?.(variable);
}
function run_report(ci, error) {
    (0,report/* reportError */.N7)(ci, error);
    return errors/* errorCatalogue */.OP[error.code].exit;
}
function cancellationError(signal) {
    const code = signal.reason === 'SIGINT' ? 'interrupted' : 'terminated';
    return { code, message: `Received ${signal.reason}; all work was stopped.` };
}
/** Versions that a bug report needs. */
function describeMachine({ ImageOS, ImageVersion, CI_RUNNER_VERSION }) {
    const image = ImageOS && `image ${ImageOS} ${ImageVersion ?? ''}`.trim();
    const runner = CI_RUNNER_VERSION && `gitlab-runner ${CI_RUNNER_VERSION}`;
    const parts = [
        `ntcli-deploy ${constants/* product */.qM.version}`,
        `Node.js ${process.versions.node}`,
        `${process.platform} ${process.arch}`,
        image,
        runner,
    ];
    return parts.filter(Boolean).join(', ');
}


/***/ }),

/***/ 5260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ff: () => (/* binding */ RENEWAL_STEPS),
  q6: () => (/* binding */ WRAPPER_MARK),
  qM: () => (/* binding */ product)
});

// UNUSED EXPORTS: stateKeys

;// CONCATENATED MODULE: ./build/package.json
const package_namespaceObject = {"rE":"1.0.0"};
;// CONCATENATED MODULE: ./build/src/schema/constants.js

/** Names and numbers that more than one module needs. Each is defined once, here. */
const product = {
    /** The action as users name it in `uses:`. */
    action: 'NimbleBrainInc/ntcli-deploy',
    title: 'Deploy to NimbleTools',
    description: 'Installs ntcli, protects NTCLI_TOKEN, selects the workspace, deploys MCP servers and waits until they are healthy.',
    /** The release tag is `v` plus this. */
    version: package_namespaceObject.rE,
    repository: 'https://github.com/NimbleBrainInc/ntcli-deploy',
    ntcli: {
        package: '@nimbletools/ntcli',
        /** The newest published version, and the one that everything is tested with. */
        version: '0.4.4',
    },
    /** The domain that ntcli itself uses by default (`ntcli domain show`, measured with 0.4.4). */
    domain: 'nimbletools.ai',
    /** Files that a job on GitLab or CircleCI writes to its working directory. */
    files: {
        outputs: 'ntcli-deploy.env',
        annotations: 'ntcli-deploy-annotations.json',
        report: 'ntcli-deploy-report.md',
        /** A directory in the checkout: these systems cache only files inside it. */
        cache: '.ntcli-cache',
    },
    studio: 'NimbleBrain Studio, Workspace Settings, API Tokens',
};
/** How to renew a token of each type. Nothing in a token tells its type, so both ways are listed. */
const RENEWAL_STEPS = `Standard token: Refresh in ${product.studio} adds 30 days to the same token, and the secret stays the same. Long-Lived token: create a new one, update the secret, deploy, then revoke the old one.`;
/** A line of the `ntcli` that is written for later steps, by which a later run recognizes it. */
const WRAPPER_MARK = 'ntcli, signed in for this job by ntcli-deploy';
/** What the main step leaves for the post step, by the names under which the runner keeps it. */
const stateKeys = {
    /** The private directory of the run. */
    directory: 'directory',
    /** Set when the token was exported to later steps. */
    tokenExported: 'token-exported',
};


/***/ }),

/***/ 2543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $5: () => (/* binding */ createError),
  OP: () => (/* reexport */ errorCatalogue),
  E2: () => (/* binding */ getErrorCode),
  K$: () => (/* binding */ toErrorInfo)
});

// UNUSED EXPORTS: DeployError

// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
// EXTERNAL MODULE: ./build/src/schema/exit-codes.js
var exit_codes = __nccwpck_require__(6634);
;// CONCATENATED MODULE: ./build/src/schema/error-catalogue.js


/**
 * Every kind of failure. A run fails only with one of these. The code that fails adds the sentence that says what
 * happened; cause and hint are defined here.
 */
const errorCatalogue = {
    internal: {
        exit: exit_codes/* exitCodes */.h.internal,
        title: 'Internal error',
        cause: 'This is a bug in ntcli-deploy, not in your workflow.',
        hint: `Report it with this line at ${constants/* product */.qM.repository}/issues.`,
    },
    'disk-unusable': {
        exit: exit_codes/* exitCodes */.h.internal,
        title: 'File system error',
        cause: 'The disk is full, or the job has no access to the directory.',
        hint: 'Free disk space, or set RUNNER_TEMP (GitHub), TMPDIR or the project directory of the job to a writable directory, and run again.',
    },
    'temp-in-checkout': {
        exit: exit_codes/* exitCodes */.h.internal,
        title: 'Temporary directory inside the checkout',
        cause: 'The session with the token is never written to the checkout, where a later step could upload or commit it.',
        hint: 'Set RUNNER_TEMP (GitHub) or TMPDIR to a directory outside the checkout, or set `deploy-with: api`, which writes no session.',
    },
    'runner-incomplete': {
        exit: exit_codes/* exitCodes */.h.internal,
        title: 'Runner command files are missing',
        cause: 'Without its command files, a value reaches later steps only through the log, and the token is never printed.',
        hint: 'Update the runner (2.327.1 or newer), or set `export-token: false`.',
    },
    'bad-input': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Bad input',
        cause: 'All inputs are validated before anything is installed or deployed.',
        hint: 'Correct every input named here and run again. docs/reference.md lists the accepted values.',
    },
    'preview-unnamed': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'The preview has no name',
        cause: 'CI_PROJECT_ID and CI_MERGE_REQUEST_IID name the workspace of a preview on GitLab, and one of them is missing or not a number.',
        hint: 'Run this job in merge request pipelines only, and delete CI/CD variables with these names.',
    },
    'inputs-lost': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Inputs with a hyphen are missing',
        cause: 'The runner sets a variable for every input. A shell between the runner and Node.js drops those with a hyphen in the name, such as `INPUT_DRY-RUN`, so a dry run would become a deploy.',
        hint: 'Start Node.js without that shell: check the entry point of the job container and wrapper scripts of the runner. `env` and bash keep such variables, dash and BusyBox sh do not.',
    },
    'proxy-invalid': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Invalid proxy address',
        cause: 'The proxy variables of the job are checked before anything is sent.',
        hint: 'Correct the variable, or list the hosts to reach directly in NO_PROXY (`*` for all).',
    },
    'shell-trace': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Shell tracing is enabled',
        cause: 'With `set -x` or CI_DEBUG_TRACE the shell prints every value it expands, including the token, and a printed token cannot be recalled.',
        hint: 'Disable tracing for this job; the log of ntcli-deploy shows what it does. If the token has been printed, revoke it.',
    },
    'debug-output': {
        exit: exit_codes/* exitCodes */.h.input,
        title: 'Debug output of Node.js is enabled',
        cause: 'With NODE_DEBUG or DEBUG, Node.js and its libraries print requests with the token in them and the password of a proxy, and ntcli-deploy cannot redact that.',
        hint: 'Remove the variable from the environment of this job; the debug log of ntcli-deploy shows every request. If the token has been printed, revoke it.',
    },
    'token-missing': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'NTCLI_TOKEN is missing',
        cause: 'No secret of that name exists, or this job does not get it: runs from forks and Dependabot get no secrets, and a secret of an environment or context reaches only the jobs that name it.',
        hint: 'Create NTCLI_TOKEN as a secret (GitHub: and pass it with `token: ${{ secrets.NTCLI_TOKEN }}`), a masked CI/CD variable (GitLab) or a context variable (CircleCI).',
    },
    'token-not-expanded': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'NTCLI_TOKEN was not expanded',
        cause: 'A line such as `NTCLI_TOKEN: $NTCLI_TOKEN` in `variables:` (GitLab) or `environment:` (CircleCI) passes this text as the value: the variable does not exist, is protected while the branch is not, or is not expanded there. The line also overrides the real variable.',
        hint: 'Delete that line. A CI/CD variable (GitLab) or a context variable (CircleCI) reaches the job without it.',
    },
    'token-malformed': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'NTCLI_TOKEN is malformed',
        cause: 'The stored secret is not a bare token. Its value is not shown here.',
        hint: `Store the bare token again, on one line and without quotes. If you no longer have it, create a new one in ${constants/* product */.qM.studio}.`,
    },
    'token-expired': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'The token has expired',
        cause: 'The token is past its expiry, and the platform rejected it or could not be reached. Nothing was installed or deployed.',
        hint: `Standard token: Refresh in ${constants/* product */.qM.studio} adds 30 days to the same token. Long-Lived token: create a new one and update the secret.`,
    },
    'token-expiring': {
        exit: exit_codes/* exitCodes */.h.expiring,
        title: 'The token expires soon',
        cause: 'The token expires within `expiry-warning-days`. With `fail-on-expiring`, the run exits with this code after everything else is done.',
        hint: constants/* RENEWAL_STEPS */.Ff,
    },
    'token-rejected': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'The token was rejected (401)',
        cause: 'The token has expired, was revoked, or belongs to another workspace.',
        hint: `Create a new token in ${constants/* product */.qM.studio}, update the secret, and check the workspace.`,
    },
    'token-not-allowed': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'The token is not allowed to do this (403)',
        cause: 'A Read-Only token was used for a write, or the token belongs to another workspace.',
        hint: `Use a Standard or Long-Lived token of that workspace, from ${constants/* product */.qM.studio}.`,
    },
    'workspace-not-found': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Workspace not found',
        cause: 'The token has no access to a workspace with that name or id.',
        hint: 'Correct `workspace`, or use a token of that workspace.',
    },
    'workspace-not-created': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'The workspace could not be created',
        cause: 'There is no workspace of that name, and the platform did not create it.',
        hint: 'Fix the reported problem and run again, or create the workspace in Studio.',
    },
    'workspace-unknown': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'It is unknown whether the workspace was created',
        cause: 'The platform failed or did not respond when the workspace was created, and did not list it afterwards. It may appear later. Nothing was deployed.',
        hint: 'Run again: a workspace that exists by then is used. If you do not run again, check the workspaces in Studio, and remove the one named here.',
    },
    'workspace-not-allowed': {
        exit: exit_codes/* exitCodes */.h.token,
        title: 'The token may not create or remove workspaces (403)',
        cause: 'A token of one workspace usually has access to that workspace only.',
        hint: `Use a token that may manage workspaces. Or create one workspace for previews in Studio, leave out \`create-workspace\` and \`remove-workspace\`, and remove the servers by name.`,
    },
    'workspace-ambiguous': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Workspace is ambiguous',
        cause: 'More than one workspace matches, and a deploy must not go to the wrong one.',
        hint: 'Set `workspace` to one of the ids named here.',
    },
    'workspace-list-incomplete': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'The list of workspaces is incomplete',
        cause: 'The platform returned a part of the list, so the workspace may exist. Nothing was created or removed.',
        hint: 'Set `workspace` to the UUID of the workspace.',
    },
    'server-not-found': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Server not found in the registry',
        cause: 'The server registry has no server with that id, or not in that version.',
        hint: 'Correct `server`. `ntcli registry list` lists the available servers.',
    },
    'server-conflict': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Server is already deployed (409)',
        cause: 'The platform cannot update this server in place, and ntcli-deploy never removes a running server without being told to.',
        hint: 'Set `replace: true` to remove the server and deploy it again; it is unavailable in between.',
    },
    'server-id-taken': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'Another server has this id',
        cause: 'On the platform, the id of a server is the last part of its registry id, so this deploy would replace another server.',
        hint: 'Deploy to another workspace. Or, if that server is not needed, remove it first: `command: remove` with its id on the platform, such as `server: echo`.',
    },
    'server-not-identified': {
        exit: exit_codes/* exitCodes */.h.target,
        title: 'The server to remove was not identified',
        cause: 'On the platform, the id of a server is the last part of its registry id, so a server of that id may be another one. It was not removed.',
        hint: 'Correct `server`. To remove the server of the workspace whatever it is, name it by its id on the platform, as `ntcli server list` shows it: `server: echo`.',
    },
    'node-too-old': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'Node.js 20 or newer is required',
        cause: 'The image or machine of this job has an older Node.js, or none.',
        hint: 'Use an image such as node:24-alpine (GitLab: `image`) or cimg/node (CircleCI), or install Node.js in an earlier step, on GitHub with actions/setup-node.',
    },
    'engine-unavailable': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'The engine file cannot be read',
        cause: 'The job loads the ntcli-deploy engine from a URL or path, and that failed.',
        hint: 'Check the network and proxy of the runner, or set `engine` to a mirror or a local path.',
    },
    'engine-altered': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'Engine checksum mismatch',
        cause: 'The SHA-256 of the engine file differs from the one in the template, so it was not run.',
        hint: 'Use the template and the engine of the same release. For your own engine file, set `engine-sha256` as well.',
    },
    'npm-missing': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'npm was not found',
        cause: 'ntcli is installed with npm, and this machine has no npm next to Node.js or on PATH outside the checkout.',
        hint: 'Add a step that installs Node.js (actions/setup-node), or set `ntcli-package: preinstalled`.',
    },
    'ntcli-unavailable': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli not found in the npm registry',
        cause: 'The registry does not have the package in that version, or this job has no access to it.',
        hint: 'Set `deploy-with: api` to deploy without ntcli; or set `ntcli-package` to a .tgz path or URL, set `npm-registry` to a registry that hosts it, or install ntcli in an earlier step and set `ntcli-package: preinstalled`.',
    },
    'npm-credentials': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'The npm registry rejected the credentials',
        cause: 'The registry requires credentials that this job does not have, or that are wrong or expired.',
        hint: 'Check the npm configuration of the job: the token in ~/.npmrc or NPM_CONFIG_USERCONFIG, and the variable that it names. A `.npmrc` of the checkout does not count.',
    },
    'ntcli-install-failed': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli could not be installed',
        cause: 'npm failed; its output is in the log above.',
        hint: 'Run the job again in case the registry failed temporarily. Otherwise check `npm-registry`, the proxy settings and the npm configuration of the job.',
    },
    'ntcli-not-written': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli could not be written to the disk',
        cause: 'The disk is full, or the job has no access to the directory.',
        hint: 'Free at least 50 MB in RUNNER_TEMP (GitHub), TMPDIR and the home directory of the job, or set `deploy-with: api`, which installs nothing.',
    },
    'ntcli-unexpected': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'Unexpected ntcli package',
        cause: 'The package differs from the requested one: the registry rewrites packages or holds back new versions, or the package is not ntcli. None of its code was run.',
        hint: 'Check `ntcli-package`, `ntcli-version`, `ntcli-integrity` and the npm configuration of the job.',
    },
    'ntcli-not-preinstalled': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli is not on PATH',
        cause: '`ntcli-package: preinstalled` uses an ntcli that an earlier step installed: an ntcli package, or a program that starts one, such as a shim. Files inside the checkout are ignored.',
        hint: 'Install ntcli in an earlier step, or remove `ntcli-package`.',
    },
    'ntcli-sign-in-failed': {
        exit: exit_codes/* exitCodes */.h.ntcli,
        title: 'ntcli could not select the workspace',
        cause: 'This ntcli failed to select the workspace; its output is in the log above.',
        hint: `Run again in case the platform failed temporarily. Otherwise set \`ntcli-version: ${constants/* product */.qM.ntcli.version}\`, the tested version.`,
    },
    'secret-not-set': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'A workspace secret could not be set',
        cause: 'The platform refused it or did not respond. Nothing was deployed; secrets listed before this one may have been set.',
        hint: 'Fix the reported problem and run again. Setting a secret twice is safe.',
    },
    'deploy-refused': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'The deploy was refused',
        cause: 'The platform or ntcli refused it; its message is here or in the log above.',
        hint: 'Fix the reported problem and run again. Nothing was removed.',
    },
    'update-unsupported': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'The platform cannot update the server',
        cause: 'The platform refused to update a server that exists. The server is unchanged and keeps running.',
        hint: 'Set `replace: true` to remove the server and deploy it again; it is unavailable in between.',
    },
    'replace-incomplete': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'The server was removed, but not deployed again',
        cause: '`replace: true` removed the server, and the deploy that followed failed. The server is gone.',
        hint: 'Fix the reported problem and run again.',
    },
    'removal-unknown': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The removal was not confirmed in time',
        cause: 'The removal was sent, and the platform still shows what was to be removed, or did not respond. With `replace: true`, nothing was deployed.',
        hint: 'Check it in Studio or with `ntcli server info <server>`, and run again. A longer `timeout` may help.',
    },
    'removal-not-sent': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The removal was not sent',
        cause: 'The steps before it used up `timeout`. Nothing was removed, and nothing was deployed.',
        hint: 'Run again, with a longer `timeout` if the platform is slow.',
    },
    'deploy-not-sent': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The deploy was not sent',
        cause: 'The steps before it used up `timeout`. Nothing was deployed.',
        hint: 'Run again, with a longer `timeout` if the platform is slow.',
    },
    'removal-refused': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'The removal was refused',
        cause: 'The platform refused it; its message is here. Nothing was removed.',
        hint: 'Fix the reported problem and run again.',
    },
    'deploy-not-shown': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'Server missing after deploy',
        cause: 'The deploy was reported as successful, but the workspace does not list the server.',
        hint: 'Check the workspace in Studio, and run again if the server is missing.',
    },
    'deploy-other-version': {
        exit: exit_codes/* exitCodes */.h.deploy,
        title: 'Unexpected version deployed',
        cause: 'The server registry returned a different version than the requested one, and ntcli deploys whatever it returns; or the platform did not store the deploy.',
        hint: 'Request the version that the registry has, or remove `@version`. If the platform still shows the version or bundle from before, set `replace: true`.',
    },
    'server-unhealthy': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'The server is not healthy',
        cause: 'It was deployed but is not running. If it wrote a log, the last lines are above.',
        hint: 'Fix what its log reports (often a missing secret or variable) and deploy again. If it only starts slowly, increase `timeout`.',
    },
    'mcp-failed': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'MCP verification failed',
        cause: 'The server was deployed, but did not return a valid MCP response when `verify` requested its tools.',
        hint: 'Check its log (`ntcli server logs <server>`), fix the server and deploy again. If it only starts slowly, increase `timeout`.',
    },
    'smoke-test-failed': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'Smoke test failed',
        cause: 'The server was deployed and lists its tools, but a tool call of `smoke-test` did not return what the file expects.',
        hint: 'Check the reported differences and the log of the server (`ntcli server logs <server>`), fix the server or the file, and deploy again.',
    },
    'tools-changed': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'Breaking change in the tools',
        cause: 'Clients that worked with the tools in `tools-snapshot` may fail with the tools of this server.',
        hint: 'Restore what changed. If the change is intended, write the file again with `update-tools-snapshot: true`, review it, and inform the users of the server.',
    },
    'mcp-refused': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'The server refused the MCP client',
        cause: 'The server, or a proxy in front of it, returned 401, 403 or 421 itself. The API accepted the same token before, so the reason is most likely a sign-in or a check of the Host header that the server has itself; a proxy of the platform may also not accept the token for this server.',
        hint: 'If the server has its own sign-in, leave `verify` out. If it checks the Host header, allow the host named here. Otherwise, check that the token belongs to the workspace of the server.',
    },
    'mcp-unsupported': {
        exit: exit_codes/* exitCodes */.h.health,
        title: 'No common version of MCP',
        cause: 'The server supports only versions of MCP that this release of ntcli-deploy does not know.',
        hint: 'Use a newer release of ntcli-deploy, or let the server support an older version as well.',
    },
    'health-unknown': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The health of the server is unknown',
        cause: 'The deploy was accepted, but the platform did not return the status of the server often enough to confirm it.',
        hint: 'Check the server in Studio or with `ntcli server info <server>`. You do not need to deploy again. A longer `timeout` may help.',
    },
    'deploy-unknown': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'The outcome of the deploy is unknown',
        cause: 'No response was received. The platform may have deployed the server anyway, so the deploy was not sent again.',
        hint: 'Check the server in Studio or with `ntcli server info <server>`, and deploy again only if it is missing. A longer `timeout` may help.',
    },
    'api-unreachable': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'NimbleTools cannot be reached',
        cause: 'The API did not respond: a problem with name resolution, network, proxy or certificate.',
        hint: 'Check `domain`, HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS of the job, and run again.',
    },
    'api-unexpected': {
        exit: exit_codes/* exitCodes */.h.unreachable,
        title: 'Unexpected response from NimbleTools',
        cause: 'The API failed, or something in between (a proxy, a login page) responded instead.',
        hint: 'Run again in a few minutes. If the problem persists, check `domain` and the proxy settings, then contact NimbleTools support.',
    },
    interrupted: {
        exit: exit_codes/* exitCodes */.h.interrupted,
        title: 'Cancelled',
        cause: 'The job was cancelled while this step was running.',
        hint: 'If a deploy had started, check the server before you run again.',
    },
    terminated: {
        exit: exit_codes/* exitCodes */.h.terminated,
        title: 'Terminated',
        cause: 'The job was stopped by the runner, a timeout or a user.',
        hint: 'If a deploy had started, check the server before you run again.',
    },
};

// EXTERNAL MODULE: ./build/src/schema/file-access.js
var file_access = __nccwpck_require__(2734);
;// CONCATENATED MODULE: ./build/src/schema/errors.js



/** Thrown anywhere; `run()` turns it into the exit code. */
class DeployError extends Error {
    constructor(failure) {
        super(failure.message);
        this.failure = failure;
        this.name = 'DeployError';
    }
}
/** Returns the error to throw. `message` is one or more complete sentences. */
function createError(code, message, isUnreachable = false) {
    return new DeployError({ code, message, ...(isUnreachable && { isUnreachable }) });
}
/** Error codes of the operating system for an unusable disk or directory. */
const fileSystemErrors = [
    'ENOSPC',
    'EDQUOT',
    'EROFS',
    'EACCES',
    'EPERM',
    'ENOENT',
    'ENOTDIR',
    'EISDIR',
    'ERR_FS_EISDIR',
    'EIO',
    // A virus scanner or an indexer of Windows has the file open.
    'EBUSY',
    // Too many open files in this process, and on this machine.
    'EMFILE',
    'ENFILE',
    // Node.js has no name for the error, as for a locked or cloud-only file of Windows.
    'UNKNOWN',
];
/** The code of an error of the operating system or of Node.js, such as ENOENT; undefined without one. */
function getErrorCode(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : undefined;
}
/** The code, with the path that it is about if the error names one. */
function describePath(error, code) {
    const path = error instanceof Error && 'path' in error ? error.path : undefined;
    return typeof path === 'string' && path !== '' ? (0,file_access/* describeAccess */.A)(path, code) : code;
}
/** Converts anything that was thrown to a catalogue entry. The text of an unexpected error is dropped, because it may quote a secret. */
function toErrorInfo(error) {
    if (error instanceof DeployError)
        return error.failure;
    const code = getErrorCode(error) ?? '';
    if (fileSystemErrors.includes(code))
        return { code: 'disk-unusable', message: `The operating system returned ${describePath(error, code)}.` };
    const name = error instanceof Error ? error.name : typeof error;
    const place = error instanceof Error ? (error.stack?.match(/^\s+at (\S+)/m)?.[1] ?? '') : '';
    return { code: 'internal', message: `Unexpected ${name}${place && ` in ${place}`}.` };
}


/***/ }),

/***/ 6634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ exitMeanings),
/* harmony export */   h: () => (/* binding */ exitCodes)
/* harmony export */ });
/** Process exit codes, the same on every CI system. Scripts rely on them, so a number never changes. */
const exitCodes = {
    done: 0,
    internal: 1,
    input: 2,
    token: 3,
    target: 4,
    ntcli: 5,
    deploy: 6,
    health: 7,
    unreachable: 8,
    expiring: 75,
    interrupted: 130,
    terminated: 143,
};
/** Meaning of each code, for `--help` and the table in docs/reference.md. */
const exitMeanings = {
    0: 'success, or skipped as requested',
    1: 'internal error, or a problem of the machine (disk, temporary directory, runner files)',
    2: 'bad input',
    3: 'token missing, malformed, expired, rejected (401) or not allowed (403)',
    4: 'workspace or server not found, ambiguous, or in conflict (409)',
    5: 'ntcli or the engine could not be installed or used (also with Node.js before 20), or is not the requested file',
    6: 'the deploy, a secret or a removal was refused, or the deploy failed',
    7: 'deployed but not healthy (or MCP verification failed)',
    8: 'unreachable, timed out, or outcome unknown',
    75: 'token close to expiry, with `fail-on-expiring`',
    130: 'cancelled (SIGINT)',
    143: 'cancelled (SIGTERM, SIGHUP or SIGBREAK)',
};


/***/ }),

/***/ 2734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ describeAccess)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/** Errors whose cause is seen in the owner and mode of a path. */
const accessErrors = ['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR'];
/**
 * Describes why a path cannot be used: the path, its owner and mode, and the user of this process. For a path that is
 * missing, the nearest directory above it counts.
 *
 * @param code of the operating system, such as EACCES
 */
function describeAccess(path, code) {
    if (!accessErrors.includes(code))
        return `${code} at ${path}`;
    const found = findExisting(path);
    const stats = found === undefined ? undefined : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(found, { throwIfNoEntry: false });
    if (found === undefined || stats === undefined || process.getuid === undefined)
        return `${code} at ${path}`;
    const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
    const whose = `${found} belongs to uid ${stats.uid} (mode ${mode}), and this process runs as uid ${process.getuid()}`;
    return `${code} at ${path}; ${whose}`;
}
/** The path itself, or the nearest directory above it that this process can see. */
function findExisting(path) {
    try {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false }))
            return path;
    }
    catch {
        // A directory above does not let this process in.
    }
    const above = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
    return above === path ? undefined : findExisting(above);
}


/***/ }),

/***/ 20:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  oQ: () => (/* reexport */ commandNames),
  vj: () => (/* binding */ inputNames),
  s3: () => (/* binding */ inputNamesOn),
  bd: () => (/* binding */ inputRow),
  Fu: () => (/* reexport */ inputTable),
  wp: () => (/* binding */ isInputName),
  W7: () => (/* binding */ systemDefaults)
});

// UNUSED EXPORTS: ciSystems, inputDefault

// EXTERNAL MODULE: ./build/src/schema/constants.js + 1 modules
var constants = __nccwpck_require__(5260);
;// CONCATENATED MODULE: ./build/src/schema/input-table.js

/**
 * All inputs. action.yml, docs/reference.md and the GitLab and CircleCI interfaces are generated from this table, and
 * the engine validates with it. ARCHITECTURE.md says how to add an input.
 *
 * Patterns are anchored regular expressions in the subset that JavaScript and RE2 share (GitLab uses RE2).
 */
/** Where a run takes place. */
const ciSystems = (/* unused pure expression or super */ null && (['github', 'gitlab', 'circleci', 'terminal']));
/** The values of the input `command`. */
const commandNames = ['deploy', 'setup', 'check', 'remove'];
const uuid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const idPart = '[A-Za-z0-9][A-Za-z0-9._-]{0,127}';
const pastePattern = '^[A-Za-z0-9._/~:@+-][A-Za-z0-9 ._/~:@+-]{0,499}$';
const inputTable = {
    token: {
        type: { kind: 'secret' },
        variable: 'NTCLI_TOKEN',
        except: {
            systems: ['gitlab', 'circleci', 'terminal'],
            reason: 'The masked variable itself carries the token; an input would put it in the configuration.',
        },
        help: 'Workspace token, from a secret. An empty input does not override a non-empty NTCLI_TOKEN variable.',
    },
    'token-variable': {
        type: {
            kind: 'text',
            pattern: '^[A-Za-z_][A-Za-z0-9_]{0,127}$',
            expected: 'the name of a variable, without $ and never its value',
        },
        variable: 'NTCLI_TOKEN_VARIABLE',
        guardsToken: true,
        default: 'NTCLI_TOKEN',
        except: { systems: ['github'], reason: 'Use `token`.' },
        help: 'NAME of the variable that holds the workspace token. Never its value.',
    },
    command: {
        type: { kind: 'choice', options: commandNames },
        variable: 'NTCLI_COMMAND',
        except: {
            systems: ['gitlab', 'circleci'],
            reason: 'Include the component, or use the job or the command of the orb (`deploy`, `setup`, `check`, `remove`). GitLab has no component for `setup`, and removes only previews.',
        },
        help: '`deploy`; `setup`: install ntcli, sign in, select the workspace and leave `ntcli` ready for later steps; `check`: check token and workspace and, with `verify`, the servers, and install and deploy nothing; or `remove`: remove the servers named, or the workspace. Default: `deploy` if `server` or `server-file` is set, else `setup`.',
    },
    workspace: {
        type: {
            kind: 'list',
            pattern: `^([a-z][a-z0-9_-]{2,31}|${uuid})$`,
            expected: 'a workspace name (3 to 32 characters of a-z, 0-9, - and _, starting with a letter) or UUID',
        },
        variable: 'NTCLI_WORKSPACE',
        help: 'Workspace name or UUID. Optional if the token has access to exactly one workspace. With `remove-workspace`, one or several.',
    },
    server: {
        type: {
            kind: 'list',
            pattern: `^${idPart}(/${idPart})*(@[A-Za-z0-9][A-Za-z0-9._+-]{0,63})?$`,
            expected: 'a server id of the registry, such as ai.nimbletools/echo or ai.nimbletools/echo@1.2.0',
        },
        variable: 'NTCLI_SERVER',
        commands: ['deploy', 'check', 'remove'],
        help: 'Servers to deploy, in order: `id` or `id@version`, one per line, or comma-separated. Lines that begin with `#` are comments. With `command: remove`, also the id on the platform, such as `echo`; `@version` removes a server only if that version runs.',
    },
    'server-file': {
        type: { kind: 'paths', pastePattern },
        variable: 'NTCLI_SERVER_FILE',
        commands: ['deploy', 'check', 'remove'],
        help: '`server.json` files of the repository to deploy after those of `server`, through the API: paths, one per line, or comma-separated. The registry does not need to have them. Each is validated before anything is sent.',
    },
    'server-version': {
        type: {
            kind: 'text',
            pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$',
            expected: 'a version, such as 1.2.0 or v1.2.0',
        },
        variable: 'NTCLI_SERVER_VERSION',
        commands: ['deploy', 'check'],
        help: 'Version that replaces the one in `server-file`, which must be a single file. A `v` before the number is removed, so you can pass a tag.',
    },
    bundle: {
        type: { kind: 'paths', pastePattern: '^[A-Za-z0-9._/~:@+-][A-Za-z0-9 ._/~:@+%=#-]{0,499}$' },
        variable: 'NTCLI_BUNDLE',
        commands: ['deploy', 'check'],
        help: 'The `.mcpb` bundles of a release, one per architecture, which replace those in `server-file` (a single file): each the path of a file, whose SHA-256 is computed (set `bundle-url`), or `https://...#sha256=...`. End each name with the architecture, such as `-linux-amd64.mcpb`.',
    },
    'bundle-url': {
        type: {
            kind: 'text',
            pattern: '^https://[A-Za-z0-9._~:/%@+-]{1,500}$',
            expected: 'an https URL',
        },
        variable: 'NTCLI_BUNDLE_URL',
        commands: ['deploy', 'check'],
        help: 'URL below which the files of `bundle` can be downloaded, such as `https://github.com/acme/echo/releases/download/v1.2.0`.',
    },
    'create-workspace': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_CREATE_WORKSPACE',
        default: 'false',
        commands: ['deploy', 'setup'],
        help: 'Create the workspace if there is none of that name, for previews. The token must be allowed to.',
    },
    'remove-workspace': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_REMOVE_WORKSPACE',
        guardsToken: true,
        default: 'false',
        commands: ['remove'],
        help: 'With `command: remove`, remove the whole workspace, with every server and secret in it. Needs `workspace`, and no `server`.',
    },
    env: {
        type: { kind: 'pairs' },
        variable: 'NTCLI_ENV',
        except: {
            systems: ['gitlab'],
            reason: 'GitLab pastes inputs into YAML, so an input cannot hold line breaks: set the variable.',
        },
        commands: ['deploy'],
        help: 'Environment variables of the servers, as `KEY=VALUE` lines; for a value of several lines `KEY<<EOF`, its lines, `EOF`. Values are literal, quotes included. Not for secrets: they are passed on a command line.',
    },
    'env-file': {
        type: { kind: 'path', pastePattern },
        variable: 'NTCLI_ENV_FILE',
        except: {
            systems: ['terminal'],
            reason: 'Node.js reads a flag `--env-file` itself, and such a file can run code: set the variable.',
        },
        commands: ['deploy'],
        help: 'UTF-8 file with lines as in `env`. `env` overrides it. The variable can be a GitLab variable of type File.',
    },
    secrets: {
        type: { kind: 'pairs' },
        variable: 'NTCLI_SECRETS',
        except: {
            systems: ['gitlab', 'circleci', 'terminal'],
            reason: 'An input would be plain text in the configuration: set the variable `NTCLI_SECRETS`.',
        },
        commands: ['deploy'],
        help: 'Workspace secrets, with lines as in `env`, set through the API before the deploy. Every value is masked, and none is passed on a command line. A server that exists and uses them is restarted. An empty value is an error.',
    },
    cpu: {
        type: {
            kind: 'text',
            pattern: '^[0-9]{1,6}(\\.[0-9]{1,3})?m?$',
            expected: 'a Kubernetes CPU quantity, such as 500m or 0.5',
        },
        variable: 'NTCLI_CPU',
        commands: ['deploy'],
        help: 'CPU limit of the servers, as in Kubernetes (`500m`).',
    },
    memory: {
        type: {
            kind: 'text',
            pattern: '^[0-9]{1,12}(\\.[0-9]{1,3})?(Ki|Mi|Gi|Ti|k|M|G|T)?$',
            expected: 'a Kubernetes memory quantity, such as 512Mi or 1Gi',
        },
        variable: 'NTCLI_MEMORY',
        commands: ['deploy'],
        help: 'Memory limit of the servers, as in Kubernetes (`512Mi`).',
    },
    'deploy-with': {
        type: { kind: 'choice', options: ['auto', 'ntcli', 'api'] },
        variable: 'NTCLI_DEPLOY_WITH',
        guardsToken: true,
        default: 'auto',
        commands: ['deploy'],
        help: '`auto`: install ntcli and deploy with it, or through the API if ntcli cannot deliver a setting or cannot be installed. `ntcli`: deploy only with ntcli. `api`: deploy through the API, and install nothing.',
    },
    replace: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_REPLACE',
        guardsToken: true,
        default: 'false',
        commands: ['deploy'],
        help: 'If the server exists, remove it, wait until it is gone, and deploy it again. For platforms that cannot update in place; the server is unavailable in between.',
    },
    'min-replicas': {
        type: { kind: 'integer', min: 0, max: 1000 },
        variable: 'NTCLI_MIN_REPLICAS',
        commands: ['deploy'],
        help: 'Minimum number of replicas. With 0, an idle server is scaled to zero and starts on the first request.',
    },
    'max-replicas': {
        type: { kind: 'integer', min: 1, max: 1000 },
        variable: 'NTCLI_MAX_REPLICAS',
        commands: ['deploy'],
        help: 'Maximum number of replicas.',
    },
    wait: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_WAIT',
        default: 'true',
        commands: ['deploy'],
        help: 'Wait until the server is healthy or scaled to zero.',
    },
    verify: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_VERIFY',
        default: 'false',
        commands: ['deploy', 'check'],
        help: 'After the deploy, connect to the server as an MCP client (`initialize`, `tools/list`). Starts a server that is scaled to zero.',
    },
    'smoke-test': {
        type: { kind: 'path', pastePattern },
        variable: 'NTCLI_SMOKE_TEST',
        commands: ['deploy', 'check'],
        help: 'JSON file with tool calls and what they must return, made through MCP after the deploy. Implies `verify`. docs/verification.md describes the format.',
    },
    'tools-snapshot': {
        type: { kind: 'path', pastePattern },
        variable: 'NTCLI_TOOLS_SNAPSHOT',
        commands: ['deploy', 'check'],
        help: 'JSON file with the tools that clients rely on. A tool or property that is gone, a new required property or a changed type fails the run; an addition is a notice. Implies `verify`.',
    },
    'update-tools-snapshot': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_UPDATE_TOOLS_SNAPSHOT',
        default: 'false',
        commands: ['deploy', 'check'],
        help: 'Write `tools-snapshot` instead of comparing with it.',
    },
    'dry-run': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_DRY_RUN',
        default: 'false',
        commands: ['deploy', 'remove'],
        help: 'Check everything, change nothing. The log shows what would happen.',
    },
    timeout: {
        type: { kind: 'duration' },
        variable: 'NTCLI_TIMEOUT',
        default: '5m',
        commands: ['deploy', 'check', 'remove'],
        help: 'Time limit per server for deploy, wait and verification: `300` or `300s`, `5m`, `1h`.',
    },
    'expiry-warning-days': {
        type: { kind: 'integer', min: 0, max: 3650 },
        variable: 'NTCLI_EXPIRY_WARNING_DAYS',
        default: '7',
        help: 'Show a warning when the token expires in this many days or fewer.',
    },
    'rotation-days': {
        type: { kind: 'integer', min: 0, max: 3650 },
        variable: 'NTCLI_ROTATION_DAYS',
        default: '90',
        help: 'Show a notice when the token is older than this many days. 0 turns it off.',
    },
    'token-expires-at': {
        type: {
            kind: 'text',
            pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$',
            expected: 'an ISO date, such as 2027-01-31 or 2027-01-31T12:00:00Z',
        },
        variable: 'NTCLI_TOKEN_EXPIRES_AT',
        help: 'ISO date on which the token expires, for tokens whose expiry cannot be read.',
    },
    'fail-on-expiring': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_FAIL_ON_EXPIRING',
        default: 'false',
        help: 'Exit with code 75 when the token is close to expiry, after everything else is done.',
    },
    'on-missing-token': {
        type: { kind: 'choice', options: ['fail', 'skip'] },
        variable: 'NTCLI_ON_MISSING_TOKEN',
        default: 'fail',
        help: '`skip`: succeed with a notice when there is no token (forks, Dependabot).',
    },
    'export-token': {
        type: { kind: 'boolean' },
        default: 'true',
        except: {
            systems: ['gitlab', 'circleci', 'terminal'],
            reason: 'There is nothing to export: later steps and jobs have the token variable already.',
        },
        commands: ['deploy', 'setup'],
        help: 'Export `NTCLI_TOKEN` and add a signed-in `ntcli` to PATH for later steps of the job.',
    },
    'auto-refresh': {
        type: { kind: 'boolean' },
        variable: 'NTCLI_AUTO_REFRESH',
        guardsToken: true,
        default: 'false',
        commands: ['deploy', 'setup'],
        help: 'Let ntcli refresh the token automatically (`ntcli config set auto-refresh-token true`), if it can. Risk: a refresh that issues a new token revokes the one in your secret, and breaks every pipeline that uses it.',
    },
    'ntcli-version': {
        type: {
            kind: 'text',
            pattern: '^[0-9A-Za-z^~<>=*][0-9A-Za-z^~<>=|.*+ -]{0,63}$',
            expected: 'an exact version, a range or a dist-tag, such as 0.4.4, ^0.4.0 or latest',
        },
        variable: 'NTCLI_VERSION',
        guardsToken: true,
        default: constants/* product */.qM.ntcli.version,
        commands: ['deploy', 'setup'],
        help: 'Version of ntcli: an exact version, a range or a dist-tag. The default is the tested version.',
    },
    'ntcli-package': {
        type: { kind: 'path', pastePattern: '^[A-Za-z0-9@._/~:+%=?&# -]{1,500}$' },
        variable: 'NTCLI_PACKAGE',
        guardsToken: true,
        default: constants/* product */.qM.ntcli.package,
        commands: ['deploy', 'setup'],
        help: 'Source of ntcli: an npm package name, the path or https URL of a `.tgz` file, or `preinstalled` for the `ntcli` on PATH.',
    },
    'ntcli-integrity': {
        type: {
            kind: 'text',
            pattern: '^sha512-[A-Za-z0-9+/]{86}==$',
            expected: 'sha512- and 88 characters of base64, as printed by `npm view <package> dist.integrity`',
        },
        variable: 'NTCLI_INTEGRITY',
        guardsToken: true,
        commands: ['deploy', 'setup'],
        help: 'Required checksum of the ntcli package: `sha512-...`, as printed by `npm view <package> dist.integrity`.',
    },
    'npm-registry': {
        type: {
            kind: 'text',
            pattern: '^https?://[A-Za-z0-9._~:/%\\[\\]-]{1,500}$',
            expected: 'the URL of an npm registry, without credentials',
        },
        variable: 'NTCLI_NPM_REGISTRY',
        guardsToken: true,
        commands: ['deploy', 'setup'],
        help: 'npm registry to install ntcli from. Default: the one in your npm configuration.',
    },
    domain: {
        type: {
            kind: 'text',
            pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?$',
            expected: 'a lowercase host name, with an optional port, such as nimbletools.ai',
        },
        variable: 'NTCLI_DOMAIN',
        guardsToken: true,
        default: constants/* product */.qM.domain,
        help: 'Domain of the platform: API at `https://api.<domain>`, MCP at `https://mcp.<domain>`, server registry at `https://registry.<domain>`. Plain HTTP is used only for localhost and 127.0.0.1.',
    },
    cache: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_CACHE',
        default: 'true',
        // CircleCI unpacks a cache to absolute paths, such as a `node` that comes first on PATH, and branches without the
        // token can write it: see docs/security.md.
        defaultOn: { circleci: 'false' },
        commands: ['deploy', 'setup'],
        help: 'Cache the installed ntcli, or its packages, between runs.',
    },
    summary: {
        type: { kind: 'boolean' },
        variable: 'NTCLI_SUMMARY',
        default: 'true',
        commands: ['deploy', 'remove'],
        help: 'Write a job summary (GitHub) or a report file (GitLab, CircleCI).',
    },
    engine: {
        type: {
            kind: 'text',
            pattern: '^[A-Za-z0-9._/~:%+@ -]{1,500}$',
            expected: 'an https or file URL, or a path',
        },
        variable: 'NTCLI_ENGINE',
        guardsToken: true,
        except: { systems: ['github', 'terminal'], reason: 'The engine is already there.' },
        help: 'Source of the engine file: URL of a mirror, `file:` URL or path. Default: the tagged release.',
    },
    'engine-sha256': {
        type: { kind: 'text', pattern: '^[0-9a-f]{64}$', expected: '64 hexadecimal digits' },
        variable: 'NTCLI_ENGINE_SHA256',
        guardsToken: true,
        except: { systems: ['github', 'terminal'], reason: 'The engine is already there.' },
        help: 'Required SHA-256 of the engine file. Default: that of the tagged release.',
    },
};

;// CONCATENATED MODULE: ./build/src/schema/inputs.js


/** All names, in the order of the table. */
const inputNames = Object.keys(inputTable).filter(isInputName);
/** The row of an input, with the type of a general row. */
function inputRow(name) {
    return inputTable[name];
}
/** Names of the inputs that a system offers: all but its exceptions. With a command, only those that it reads. */
function inputNamesOn(system, command) {
    return inputNames.filter((name) => {
        const { except, commands } = inputRow(name);
        return !except?.systems.includes(system) && (!command || (commands?.includes(command) ?? true));
    });
}
/** The default of an input on a CI system, as a user would type it; undefined without one. */
function inputDefault(name, system) {
    const row = inputRow(name);
    return row.defaultOn?.[system] ?? row.default;
}
/** The inputs whose default differs on a CI system, with that default. */
function systemDefaults(system) {
    const own = inputNames.map((name) => [name, inputRow(name).defaultOn?.[system]]);
    return Object.fromEntries(own.filter(([, value]) => value !== undefined));
}
function isInputName(name) {
    return Object.hasOwn(inputTable, name);
}


/***/ }),

/***/ 7827:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qh: () => (/* binding */ outputVariable),
/* harmony export */   e0: () => (/* binding */ deployStatuses),
/* harmony export */   gr: () => (/* binding */ outputNames),
/* harmony export */   vN: () => (/* binding */ healthStatuses)
/* harmony export */ });
/* unused harmony export outputTable */
/** All outputs. action.yml and docs/reference.md are generated from this table. */
const outputTable = {
    'ntcli-version': 'Version of the ntcli that was used.',
    'ntcli-path': 'Executable that runs ntcli, signed in to the workspace. Empty when `export-token` is false.',
    'cache-hit': '`true` when ntcli came from the tool cache.',
    'workspace-id': 'UUID of the workspace.',
    'workspace-name': 'Name of the workspace.',
    'server-id': 'Id of the first server on the platform.',
    'server-url': 'MCP URL of the first server.',
    'deployed-with': 'What sent the deploys: `ntcli` or `api`.',
    'deploy-status': '`deployed`, `removed`, `failed`, `unknown`, `skipped` or `dry-run`; the worst of all servers. `unknown`: no response was received; check before deploying again.',
    'health-status': '`healthy`, `idle` (scaled to zero; starts on the first request), `unhealthy`, `unknown` or `skipped`; the worst of all servers.',
    servers: 'JSON array with one object per server: `server`, `id`, `url`, `deployStatus`, `healthStatus`, and `failure` if it failed. At most 120 KiB, then a warning says how many are in it.',
    tools: 'JSON array of the tool names of the first server, after `verify`. At most 120 KiB, as `servers`.',
    'token-status': '`valid`, `expiring`, `expired`, `unknown` or `missing`.',
    'token-expires-at': 'When the token expires (ISO 8601); empty if unknown.',
    'token-days-left': 'Whole days until then, rounded down.',
};
/** All names, in the order of the table. */
const outputNames = Object.keys(outputTable).filter(isOutputName);
function isOutputName(name) {
    return Object.hasOwn(outputTable, name);
}
/**
 * The variable that carries an output to later jobs (GitLab) or steps (CircleCI). An output whose plain name is the
 * variable of an input gets another name, because it would change the next run.
 */
function outputVariable(name) {
    if (name === 'ntcli-version')
        return 'NTCLI_INSTALLED_VERSION';
    if (name === 'token-expires-at')
        return 'NTCLI_TOKEN_EXPIRY';
    return `NTCLI_${name.toUpperCase().replaceAll('-', '_')}`.replace('NTCLI_NTCLI_', 'NTCLI_');
}
/** Result of the deploy of one server, the worst last. */
const deployStatuses = ['skipped', 'dry-run', 'removed', 'deployed', 'unknown', 'failed'];
/** Health of a server after its deploy, the worst last. */
const healthStatuses = ['skipped', 'healthy', 'idle', 'unknown', 'unhealthy'];


/***/ }),

/***/ 1278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseTimestamp),
/* harmony export */   I: () => (/* binding */ readClaims)
/* harmony export */ });
/* harmony import */ var _lib_time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6016);

/** The claims of a JWT; undefined for another token. */
function readClaims(token) {
    const [, payload = '', signature] = token.split('.');
    if (signature === undefined)
        return undefined;
    try {
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
        if (typeof claims !== 'object' || claims === null)
            return undefined;
        const { jti, exp, iat } = claims;
        const [expiresAt, issuedAt] = [parseTimestamp(exp), parseTimestamp(iat)];
        return {
            neverExpires: exp === undefined || exp === null,
            ...(typeof jti === 'string' && jti !== '' ? { id: jti } : {}),
            ...(expiresAt === undefined ? {} : { expiresAt }),
            ...(issuedAt === undefined ? {} : { issuedAt }),
        };
    }
    catch {
        return undefined;
    }
}
/** Seconds since 1970 reach this number in the year 5138. A greater number is in milliseconds. */
const MAX_SECONDS = 1e11;
/**
 * Parses a time in the formats of the platforms: seconds or milliseconds since 1970, or ISO text,
 * in UTC unless it names a zone.
 *
 * @returns milliseconds since 1970; undefined for anything else
 */
function parseTimestamp(value) {
    if (typeof value === 'string' && /^\d{9,13}$/.test(value))
        return parseTimestamp(Number(value));
    const number = typeof value === 'number'
        ? value * (value > MAX_SECONDS ? 1 : 1000)
        : typeof value === 'string'
            ? (0,_lib_time_js__WEBPACK_IMPORTED_MODULE_0__/* .parseTime */ .p)(value)
            : Number.NaN;
    return Number.isFinite(number) && number > 0 && number <= 8.64e15 ? number : undefined;
}


/***/ }),

/***/ 195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  createSupportsColor: () => (/* binding */ createSupportsColor),
  "default": () => (/* binding */ supports_color)
});

;// CONCATENATED MODULE: external "node:process"
const external_node_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: external "node:tty"
const external_node_tty_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tty");
;// CONCATENATED MODULE: ./node_modules/supports-color/index.js




// From: https://github.com/sindresorhus/has-flag/blob/main/index.js
/// function hasFlag(flag, argv = globalThis.Deno?.args ?? process.argv) {
function hasFlag(flag, argv = globalThis.Deno ? globalThis.Deno.args : external_node_process_namespaceObject.argv) {
	const prefix = flag.startsWith('-') ? '' : (flag.length === 1 ? '-' : '--');
	const position = argv.indexOf(prefix + flag);
	const terminatorPosition = argv.indexOf('--');
	return position !== -1 && (terminatorPosition === -1 || position < terminatorPosition);
}

const {env} = external_node_process_namespaceObject;

let flagForceColor;
if (
	hasFlag('no-color')
	|| hasFlag('no-colors')
	|| hasFlag('color=false')
	|| hasFlag('color=never')
) {
	flagForceColor = 0;
} else if (
	hasFlag('color')
	|| hasFlag('colors')
	|| hasFlag('color=true')
	|| hasFlag('color=always')
) {
	flagForceColor = 1;
}

function envForceColor() {
	if (!('FORCE_COLOR' in env)) {
		return;
	}

	if (env.FORCE_COLOR === 'true') {
		return 1;
	}

	if (env.FORCE_COLOR === 'false') {
		return 0;
	}

	if (env.FORCE_COLOR.length === 0) {
		return 1;
	}

	const level = Math.min(Number.parseInt(env.FORCE_COLOR, 10), 3);

	if (![0, 1, 2, 3].includes(level)) {
		return;
	}

	return level;
}

function translateLevel(level) {
	if (level === 0) {
		return false;
	}

	return {
		level,
		hasBasic: true,
		has256: level >= 2,
		has16m: level >= 3,
	};
}

function _supportsColor(haveStream, {streamIsTTY, sniffFlags = true} = {}) {
	const noFlagForceColor = envForceColor();
	if (noFlagForceColor !== undefined) {
		flagForceColor = noFlagForceColor;
	}

	const forceColor = sniffFlags ? flagForceColor : noFlagForceColor;

	if (forceColor === 0) {
		return 0;
	}

	if (sniffFlags) {
		if (hasFlag('color=16m')
			|| hasFlag('color=full')
			|| hasFlag('color=truecolor')) {
			return 3;
		}

		if (hasFlag('color=256')) {
			return 2;
		}
	}

	// Check for Azure DevOps pipelines.
	// Has to be above the `!streamIsTTY` check.
	if ('TF_BUILD' in env && 'AGENT_NAME' in env) {
		return 1;
	}

	if (haveStream && !streamIsTTY && forceColor === undefined) {
		return 0;
	}

	const min = forceColor || 0;

	if (env.TERM === 'dumb') {
		return min;
	}

	if (external_node_process_namespaceObject.platform === 'win32') {
		// Windows 10 build 10586 is the first Windows release that supports 256 colors.
		// Windows 10 build 14931 is the first release that supports 16m/TrueColor.
		const osRelease = external_node_os_.release().split('.');
		if (
			Number(osRelease[0]) >= 10
			&& Number(osRelease[2]) >= 10_586
		) {
			return Number(osRelease[2]) >= 14_931 ? 3 : 2;
		}

		return 1;
	}

	if ('CI' in env) {
		if (['GITHUB_ACTIONS', 'GITEA_ACTIONS', 'CIRCLECI'].some(key => key in env)) {
			return 3;
		}

		if (['TRAVIS', 'APPVEYOR', 'GITLAB_CI', 'BUILDKITE', 'DRONE'].some(sign => sign in env) || env.CI_NAME === 'codeship') {
			return 1;
		}

		return min;
	}

	if ('TEAMCITY_VERSION' in env) {
		return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? 1 : 0;
	}

	if (env.COLORTERM === 'truecolor') {
		return 3;
	}

	if (env.TERM === 'xterm-kitty') {
		return 3;
	}

	if (env.TERM === 'xterm-ghostty') {
		return 3;
	}

	if (env.TERM === 'wezterm') {
		return 3;
	}

	if ('TERM_PROGRAM' in env) {
		const version = Number.parseInt((env.TERM_PROGRAM_VERSION || '').split('.')[0], 10);

		switch (env.TERM_PROGRAM) {
			case 'iTerm.app': {
				return version >= 3 ? 3 : 2;
			}

			case 'Apple_Terminal': {
				return 2;
			}
			// No default
		}
	}

	if (/-256(color)?$/i.test(env.TERM)) {
		return 2;
	}

	if (/^screen|^xterm|^vt100|^vt220|^rxvt|color|ansi|cygwin|linux/i.test(env.TERM)) {
		return 1;
	}

	if ('COLORTERM' in env) {
		return 1;
	}

	return min;
}

function createSupportsColor(stream, options = {}) {
	const level = _supportsColor(stream, {
		streamIsTTY: stream && stream.isTTY,
		...options,
	});

	return translateLevel(level);
}

const supportsColor = {
	stdout: createSupportsColor({isTTY: external_node_tty_namespaceObject.isatty(1)}),
	stderr: createSupportsColor({isTTY: external_node_tty_namespaceObject.isatty(2)}),
};

/* harmony default export */ const supports_color = (supportsColor);


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
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(5035);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/

/*!
Licenses of the packages that are bundled in this file:

@actions/exec
MIT
The MIT License (MIT)

Copyright 2019 GitHub

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

@actions/io
MIT
The MIT License (MIT)

Copyright 2019 GitHub

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

agent-base
MIT
(The MIT License)

Copyright (c) 2013 Nathan Rajlich <nathan@tootallnate.net>

Permission is hereby granted, free of charge, to any person obtaining
a copy of this software and associated documentation files (the
'Software'), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to
permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be
included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED 'AS IS', WITHOUT WARRANTY OF ANY KIND,
EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT,
TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

debug
MIT
(The MIT License)

Copyright (c) 2014-2017 TJ Holowaychuk <tj@vision-media.ca>
Copyright (c) 2018-2021 Josh Junon

Permission is hereby granted, free of charge, to any person obtaining a copy of this software
and associated documentation files (the 'Software'), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED 'AS IS', WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,
WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

eventsource-parser
MIT
MIT License

Copyright (c) 2026 Espen Hovlandsdal <espen@hovlandsdal.com>

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.

https-proxy-agent
MIT
(The MIT License)

Copyright (c) 2013 Nathan Rajlich <nathan@tootallnate.net>

Permission is hereby granted, free of charge, to any person obtaining
a copy of this software and associated documentation files (the
'Software'), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to
permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be
included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED 'AS IS', WITHOUT WARRANTY OF ANY KIND,
EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT,
TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

ms
MIT
The MIT License (MIT)

Copyright (c) 2020 Vercel, Inc.

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.

supports-color
MIT
MIT License

Copyright (c) Sindre Sorhus <sindresorhus@gmail.com> (https://sindresorhus.com)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
*/
