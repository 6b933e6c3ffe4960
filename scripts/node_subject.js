#!/usr/bin/env node
'use strict';
// A peercert subject in Node.js, without packages: Node's tls, as if it were a Python ssl module. It answers what Node can
// know, skips the rest with a reason, and is short so that it can be read before writing another one.
// harness/subject/PROTOCOL.md says what the messages mean. Try it: peercert check_subject 'node scripts/node_subject.js'
//
// Node's dictionary of a certificate is not Python's, and a translation would be what is tested, not Node. So it says of
// getpeercert() the bytes, None, the empty dictionary without validation, and the error before the handshake.

const readline = require('readline');
const tls = require('tls');
const { Duplex } = require('stream');

const VERSIONS = { '1.0': 'TLSv1', '1.1': 'TLSv1.1', '1.2': 'TLSv1.2', '1.3': 'TLSv1.3' };

// Of a context; Node has some of it in another shape, in which this subject does not play.
const BEYOND_NODE = ['verify_flags', 'options', 'post_handshake_auth', 'psk', 'server_name_context'];

class Skip extends Error {} // Node has no such thing
class Raised extends Error { // what an ssl module raises
  constructor(text, type, ...bases) { super(text); Object.assign(this, { type, bases }); }
}

function only(object, names, what) { // an unknown member is an error: who ignores it plays something else
  const unknown = Object.keys(object).find((name) => !names.includes(name));
  if (unknown) throw new Error(`${what} has an unknown member ${unknown}`);
}

function truth(tagged) { // whether Python's `if` takes the tagged value for true
  if (tagged === null || typeof tagged === 'boolean') return Boolean(tagged);
  const [[kind, content]] = Object.entries(tagged);
  return kind === 'int' || kind === 'float' ? Number(content) !== 0 : content.length > 0;
}

function makeContext(spec, certificates) {
  only(spec, ['role', 'tls', 'verify_mode', 'check_hostname', 'trust', 'certificate', 'ciphers', 'ecdh_curve', ...BEYOND_NODE], 'a context');
  const beyond = BEYOND_NODE.find((name) => name in spec);
  if (beyond) throw new Skip(`Node has nothing like the ${beyond} of a context`);
  if (spec.verify_mode === 'CERT_OPTIONAL') throw new Skip('Node has no CERT_OPTIONAL');
  const { chain, key } = certificates[spec.certificate] || { chain: [] };
  const verifies = spec.verify_mode === 'CERT_REQUIRED';
  const material = {
    minVersion: VERSIONS[spec.tls[0]], maxVersion: VERSIONS[spec.tls[1]], ciphers: spec.ciphers, ecdhCurve: spec.ecdh_curve,
    ca: spec.trust || [], cert: chain.join('\n') || undefined, key,
  };
  tls.createSecureContext(material); // what is wrong with it is an error now, not in the handshake
  const checkServerIdentity = spec.check_hostname ? tls.checkServerIdentity : () => undefined;
  return { ...material, isServer: spec.role === 'server', requestCert: verifies, rejectUnauthorized: verifies, checkServerIdentity };
}

class End extends Duplex { // one end of a connection in memory
  _read() {}
  _write(chunk, _encoding, done) { this.other.push(chunk); done(); }
}

function makeConnection(name, spec, contexts) {
  only(spec, ['context', 'transport', 'begins', 'do_handshake_on_connect', 'peer', 'address', 'server_hostname'], 'a connection');
  if (spec.transport !== 'memory') throw new Skip(`Node has nothing like the transport ${spec.transport}`);
  if ((spec.begins || 'wrapped') !== 'wrapped') throw new Skip(`Node has nothing like a connection that begins ${spec.begins}`);
  const options = { ...contexts[spec.context], host: spec.server_hostname, servername: spec.server_hostname };
  return { name, options, stream: new End(), peer: spec.peer, tls: null };
}

function begin({ options, stream }, secured, failed) { // from here on Node's handshake runs by itself
  if (options.isServer) {
    tls.createServer(options, secured).on('tlsClientError', failed).emit('connection', stream);
  } else {
    const socket = tls.connect({ ...options, socket: stream }).on('error', failed);
    socket.on('secureConnect', () => secured(socket));
  }
}

async function handshake(connection, connections) {
  if (connection.begun) throw new Skip('Node makes one handshake in each connection');
  const ends = [connection, connections[connection.peer]];
  if (ends[0].options.isServer === ends[1].options.isServer) throw new Skip('Node waits for ever when nobody begins');
  ends.forEach((end, index) => { end.begun = true; end.stream.other = ends[1 - index].stream; });
  const failure = await new Promise((resolve) => { // the first error, or null when both are done
    for (const end of ends) {
      const secured = (socket) => {
        end.tls = socket.on('error', () => {});
        if (ends.every((each) => each.tls)) resolve(null);
      };
      begin(end, secured, (error) => resolve({ end, error }));
    }
  });
  await new Promise((next) => setTimeout(next, 5)); // what is under way arrives
  if (failure === null) return null;
  const { code, message } = failure.error;
  const kinds = /^(ERR_SSL|ECONN)/.test(code) // what is wrong with a certificate has a code of its own
    ? ['ssl.SSLError', 'OSError', 'Exception']
    : ['ssl.SSLCertVerificationError', 'ssl.SSLError', 'OSError', 'ValueError', 'Exception'];
  throw Object.assign(new Raised(message, ...kinds), { on: failure.end.name });
}

function getpeercert(connection, _connections, { args, kwargs }) {
  const given = [...args, ...Object.values(kwargs)];
  if (given.length > 1 || Object.keys(kwargs).some((name) => name !== 'binary_form')) {
    throw new Raised('getpeercert() takes one argument, binary_form', 'TypeError', 'Exception');
  }
  if (!connection.tls) throw new Raised('handshake not done yet', 'ValueError', 'Exception');
  const { raw } = connection.tls.getPeerCertificate();
  if (!raw) return null;
  if (given.length && truth(given[0])) return { bytes: raw.toString('hex') };
  if (!connection.options.requestCert) return { dict: [] };
  throw new Skip("Node's dictionary is not Python's");
}

const VERBS = { handshake, getpeercert };

async function observe(step, connections) {
  const observation = { step: step.id, warnings: [] };
  try {
    observation.value = await VERBS[step.do](connections[step.on], connections, step);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    const { type, bases, message, on } = error;
    const args = bases.includes('OSError') ? [{ int: '1' }, { str: message }] : [{ str: message }];
    observation.raised = { type, bases, args: { tuple: args }, attributes: { dict: [] }, text: message };
    if (on) observation.on = on;
  }
  return observation;
}

async function play({ scenario }) {
  const unknown = scenario.steps.find((step) => !VERBS[step.do]);
  if (unknown) throw new Skip(`Node has nothing like the verb ${unknown.do}`);
  const [contexts, connections, observations] = [{}, {}, []];
  try {
    for (const [name, spec] of Object.entries(scenario.contexts)) contexts[name] = makeContext(spec, scenario.certificates);
    for (const [name, spec] of Object.entries(scenario.connections)) connections[name] = makeConnection(name, spec, contexts);
    for (const step of scenario.steps) observations.push(await observe(step, connections));
    return { observations };
  } finally {
    for (const connection of Object.values(connections)) (connection.tls || connection.stream).destroy();
  }
}

const SUBJECT = {
  implementation: 'Node.js', version: process.versions.node, tls_library: `OpenSSL ${process.versions.openssl}`,
  features: ['tls_1_2', 'tls_1_3', 'memory'],
};
const KINDS = { // what a message has besides its number, and its answer
  start: [[], () => ({ subject: SUBJECT })],
  run: [['scenario'], play],
  decode: [['der'], () => ({ skip: "Node's dictionary is not Python's" })],
  stop: [[], () => ({})],
};

function kindOf(message) {
  const [kind, ...more] = Object.keys(KINDS).filter((name) => name in message);
  if (message.peercert !== 1 || !kind || more.length) throw new Error('no message of protocol 1');
  only(message, ['peercert', kind, ...KINDS[kind][0]], `a ${kind}`);
  if (!Number.isInteger(message[kind]) || message[kind] < 0) throw new Error('the number is none');
  return kind;
}

async function answer(line) {
  const reply = { peercert: 1 };
  try {
    const message = JSON.parse(line);
    const kind = kindOf(message);
    reply[kind] = message[kind];
    Object.assign(reply, await KINDS[kind][1](message));
  } catch (error) {
    reply[error instanceof Skip ? 'skip' : 'error'] = error.message;
  }
  return reply;
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const reply = await answer(line);
    await new Promise((written) => { process.stdout.write(`${JSON.stringify(reply)}\n`, written); });
    if ('stop' in reply) break;
  }
  process.exit(0);
})();
