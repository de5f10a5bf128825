'use strict';
// Passes what connects to 127.0.0.1:3128 on over the standard streams. See Frame.java for what goes over them.
const net = require('net');
const WINDOW = 65536, LONGEST = 16384, MOST = 64;
const [OPEN, DATA, END, CLOSE, CREDIT] = [...'ODECW'].map((c) => c.charCodeAt(0));
const streams = new Map();
let last = 0;

function send(kind, id, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(7);
  head[0] = kind;
  head.writeUInt32BE(id, 1);
  head.writeUInt16BE(payload.length, 5);
  process.stdout.write(payload.length ? Buffer.concat([head, payload]) : head);
}

function flush(id, s) {
  while (s.waiting.length && s.credit > 0) {
    const n = Math.min(s.waiting.length, s.credit, LONGEST);
    send(DATA, id, s.waiting.subarray(0, n));
    s.waiting = s.waiting.subarray(n);
    s.credit -= n;
  }
  if (s.waiting.length) s.socket.pause();
  else if (s.ended) { if (!s.told) { s.told = true; send(END, id); } }
  else s.socket.resume();
}

function over(id, tell) {
  const s = streams.get(id);
  if (!s) return;
  streams.delete(id);
  s.socket.destroy();
  if (tell) send(CLOSE, id);
}

const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
  if (streams.size >= MOST) { socket.destroy(); return; }
  const id = ++last;
  const s = { socket, credit: WINDOW, waiting: Buffer.alloc(0), ended: false, told: false, written: 0 };
  streams.set(id, s);
  send(OPEN, id);
  socket.on('data', (bytes) => { s.waiting = s.waiting.length ? Buffer.concat([s.waiting, bytes]) : bytes; flush(id, s); });
  socket.on('end', () => { s.ended = true; flush(id, s); });
  socket.on('error', () => over(id, true));
  socket.on('close', () => over(id, true));
});
server.on('error', (e) => { process.stderr.write('massgen forwarder: ' + e.message + '\n'); process.exit(98); });

function take(kind, id, payload) {
  const s = streams.get(id);
  if (!s) return;
  if (kind === DATA) {
    s.socket.write(payload, () => {
      s.written += payload.length;
      if (s.written >= WINDOW / 4 && streams.has(id)) {
        const credit = Buffer.alloc(4);
        credit.writeUInt32BE(s.written, 0);
        s.written = 0;
        send(CREDIT, id, credit);
      }
    });
  } else if (kind === END) s.socket.end();
  else if (kind === CLOSE) { streams.delete(id); s.socket.end(() => s.socket.destroy()); }
  else if (kind === CREDIT) { s.credit += payload.readUInt32BE(0); flush(id, s); }
}

let rest = Buffer.alloc(0);
process.stdin.on('data', (bytes) => {
  rest = rest.length ? Buffer.concat([rest, bytes]) : bytes;
  let at = 0;
  while (rest.length - at >= 7) {
    const length = rest.readUInt16BE(at + 5);
    if (rest.length - at < 7 + length) break;
    take(rest[at], rest.readUInt32BE(at + 1), rest.subarray(at + 7, at + 7 + length));
    at += 7 + length;
  }
  rest = rest.subarray(at);
});
process.stdin.on('end', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
server.listen(3128, '127.0.0.1', () => send('R'.charCodeAt(0), 0));
