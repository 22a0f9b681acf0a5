--[[
  Judges one guess at the code. Counting comes before comparing, and both happen in this one step: no number of parallel guesses
  passes the limit. MACs are compared, so the time it takes tells nothing about the code.

  ARGV[2]  MAC of the guess
  ARGV[3]  ms within which the link's mail must be accepted
  ARGV[4]  ms for which the target's failures are kept after the last one
  ARGV[5]  pauses, JSON: [{at, every?, forMs}]
  ARGV[6]  the job that sends the link

  Returns {'verified' | 'exhausted' | 'expired', 0} | {'mismatch', attempts left} | {'paused', until}
]]
local till = pausedUntil()
if till then
  return { 'paused', till }
end
if not isUsable('code') then
  return { 'expired', 0 }
end

local left = redis.call('HINCRBY', KEYS[1], 'attemptsLeft', -1)
local failed = redis.call('HINCRBY', KEYS[2], 'count', 1)
redis.call('PEXPIRE', KEYS[2], ARGV[4])
if recovery.digest == ARGV[2] then
  redis.call('DEL', KEYS[2])
  owe('link', ARGV[6], ARGV[3], 0)
  return { 'verified', 0 }
end

local rest = 0
for _, pause in ipairs(cjson.decode(ARGV[5])) do
  local again = pause.every and failed > pause.at and (failed - pause.at) % pause.every == 0
  if failed == pause.at or again then
    rest = math.max(rest, pause.forMs)
  end
end
if rest > 0 then
  redis.call('HSET', KEYS[2], 'pausedAt', now, 'pausedUntil', now + rest)
end

if left < 1 then
  kill('ended')
  return { 'exhausted', 0 }
end
if rest > 0 then
  kill('ended')
  return { 'paused', now + rest }
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return { 'mismatch', left }
