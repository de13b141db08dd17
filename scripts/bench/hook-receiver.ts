import { createServer } from "node:http";

/** Takes everything that is posted, and says how much it was. */
let taken = 0;
createServer((req, res) => {
  if (req.method === "GET") return void res.end(String(taken));
  req.resume();
  req.on("end", () => {
    taken++;
    res.writeHead(204).end();
  });
}).listen(Number(process.env.PORT), "127.0.0.1");
