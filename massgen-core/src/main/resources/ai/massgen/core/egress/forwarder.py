# Passes what connects to 127.0.0.1:3128 on over the standard streams. See Frame.java for what goes over them.
import asyncio, os, struct, sys

WINDOW, LONGEST, MOST = 65536, 16384, 64
streams = {}
last = 0


def send(kind, number, payload=b""):
    data = memoryview(kind + struct.pack(">IH", number, len(payload)) + payload)
    while data:
        data = data[os.write(1, data):]


class Stream:
    def __init__(self, number, writer):
        self.number, self.writer = number, writer
        self.credit, self.more = WINDOW, asyncio.Event()
        self.queue = asyncio.Queue()

    async def up(self, reader):
        while True:
            while self.credit == 0:
                self.more.clear()
                await self.more.wait()
            data = await reader.read(min(self.credit, LONGEST))
            if self.number not in streams:
                return
            if not data:
                send(b"E", self.number)
                return
            self.credit -= len(data)
            send(b"D", self.number, data)

    async def down(self):
        written = 0
        while True:
            data = await self.queue.get()
            if data is None:
                self.writer.write_eof()
                return
            self.writer.write(data)
            await self.writer.drain()
            written += len(data)
            if written >= WINDOW // 4 and self.number in streams:
                send(b"W", self.number, struct.pack(">I", written))
                written = 0


async def serve(reader, writer):
    global last
    if len(streams) >= MOST:
        writer.close()
        return
    last += 1
    stream = Stream(last, writer)
    streams[stream.number] = stream
    send(b"O", stream.number)
    stream.tasks = [asyncio.ensure_future(stream.up(reader)), asyncio.ensure_future(stream.down())]
    await asyncio.gather(*stream.tasks, return_exceptions=True)
    if streams.pop(stream.number, None):
        send(b"C", stream.number)
    writer.close()


def take(kind, number, payload):
    stream = streams.get(number)
    if stream is None:
        return
    if kind == b"D":
        stream.queue.put_nowait(payload)
    elif kind == b"E":
        stream.queue.put_nowait(None)
    elif kind == b"W":
        stream.credit += struct.unpack(">I", payload)[0]
        stream.more.set()
    elif kind == b"C":
        del streams[number]
        stream.queue.put_nowait(None)
        stream.tasks[0].cancel()


async def main():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await asyncio.start_server(serve, "127.0.0.1", 3128)
    send(b"R", 0)
    try:
        while True:
            kind, number, length = struct.unpack(">cIH", await reader.readexactly(7))
            take(kind, number, await reader.readexactly(length))
    except asyncio.IncompleteReadError:
        os._exit(0)


asyncio.run(main())
