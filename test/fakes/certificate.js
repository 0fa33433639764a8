// @ts-check
/**
 * Certificates for TLS servers of the tests, self-signed and new for each server, so that no private
 * key is in the repository. Node.js has no call for it, hence the few fields of X.509 (RFC 5280) by hand.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/**
 * A certificate that no client trusts unless NODE_EXTRA_CA_CERTS names it.
 *
 * @param {string[]} hosts DNS names that it is for
 * @param {{ hours?: number }} [validity] hours from now until it expires; below zero: expired
 * @returns {{ key: string, cert: string }} PEM
 */
export function selfSigned(hosts, { hours = 24 } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const algorithm = sequence(objectId('2a8648ce3d040302'));
  const name = sequence(set(sequence(objectId('550403'), der(0x0c, Buffer.from('ntcli-deploy test')))));
  const names = sequence(...hosts.map((host) => der(0x82, Buffer.from(host))));
  const extension = (/** @type {string} */ id, /** @type {Buffer} */ value) =>
    sequence(objectId(id), der(0x04, value));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(now - 48 * hour), time(now + hours * hour)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(extension('551d11', names), extension('551d13', sequence(der(0x01, Buffer.from([0xff]))))),
    ),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]);
  const bytes = sequence(body, algorithm, der(0x03, signature)).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${bytes.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

const hour = 3_600_000;

/** A value with its tag and length. @param {number} tag @param {Buffer} content */
function der(tag, content) {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** @param {Buffer[]} parts */
function sequence(...parts) {
  return der(0x30, Buffer.concat(parts));
}

/** @param {Buffer} part */
function set(part) {
  return der(0x31, part);
}

/** @param {string} hex the encoded object identifier */
function objectId(hex) {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** @param {number} moment milliseconds since 1970, as GeneralizedTime */
function time(moment) {
  return der(0x18, Buffer.from(`${new Date(moment).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}
