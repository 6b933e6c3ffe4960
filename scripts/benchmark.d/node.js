// Says what one call of Node's getPeerCertificate() costs: node.js CERTIFICATE ROOT KEY prints nanoseconds of CPU time,
// of a client that has shaken hands over loopback with a server that shows CERTIFICATE.
"use strict";
const fs = require("fs");
const tls = require("tls");

const LEAST = 0.05; // seconds that are measured
const [certificate, root, key] = process.argv.slice(2).map((path) => fs.readFileSync(path));

function nanoseconds(call) {
  for (let count = 4; ; count *= 4) {
    const before = process.cpuUsage();
    for (let i = 0; i < count; ++i) call();
    const spent = process.cpuUsage(before);
    const seconds = (spent.user + spent.system) / 1e6;
    if (seconds >= LEAST) return (seconds / count) * 1e9;
  }
}

const server = tls.createServer({ cert: certificate, key });
server.listen(0, "127.0.0.1", () => {
  const client = tls.connect({ port: server.address().port, host: "127.0.0.1", ca: root, servername: "localhost" });
  client.on("secureConnect", () => {
    console.log(nanoseconds(() => client.getPeerCertificate()));
    client.destroy();
    server.close();
  });
  client.on("error", (error) => {
    console.error(`node.js: ${error.message}`);
    process.exit(1);
  });
});
