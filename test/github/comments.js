// GitHub's API for the comments of one pull request, as far as it is asked: `node comments.js PORT STATE-FILE`. The state file has the comments, and
// `denied`, where the token may not write. Every call is told in the log of its unit.
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const [port, file] = process.argv.slice(2)
createServer(async (request, response) => {
  const state = JSON.parse(readFileSync(file, 'utf8'))
  const body = await text(request)
  console.log(request.method, request.url)
  const answer = (status, value) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    response.end(JSON.stringify(value))
  }
  const [, id] = /^\/repos\/octo\/infra\/issues\/comments\/(\d+)$/.exec(request.url) ?? []
  if (request.headers.authorization !== 'token the-token') answer(401, { message: 'Bad credentials' })
  else if (request.url === '/user') answer(403, { message: 'Resource not accessible by integration' })
  else if (request.method === 'GET' && request.url.startsWith('/repos/octo/infra/issues/7/comments?')) answer(200, state.comments)
  else if (state.denied) answer(403, { message: 'Resource not accessible by integration' })
  else if (request.method === 'POST' && request.url === '/repos/octo/infra/issues/7/comments') {
    state.comments.push({ id: state.comments.length + 1, user: { login: 'github-actions[bot]', type: 'Bot' }, ...JSON.parse(body) })
    writeFileSync(file, JSON.stringify(state))
    answer(201, state.comments.at(-1))
  } else if (request.method === 'PATCH' && id !== undefined) {
    Object.assign(
      state.comments.find((comment) => comment.id === Number(id)),
      JSON.parse(body),
    )
    writeFileSync(file, JSON.stringify(state))
    answer(200, {})
  } else answer(404, { message: 'Not Found' })
}).listen(Number(port), '127.0.0.1')
