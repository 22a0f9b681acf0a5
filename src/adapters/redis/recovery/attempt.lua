--[[
  Judges one guess at the code. It counts before it compares, in one atomic step, so parallel guesses cannot exceed the limit. It
  compares MACs, so its duration reveals nothing about the code. A guess has one MAC under each key of the ring and is one attempt.

  ARGV[2]  ms within which the link's mail must be accepted
  ARGV[3]  ms for which the target's failures are kept after the last one
  ARGV[4]  steps of the lockout, JSON: [{at, every?, forMs}]
  ARGV[5]  the job that sends the link
  ARGV[6…] MACs of the guess

  Returns {'verified' | 'expired', 0} | {'mismatch', attempts left} | {'exhausted', 0, onset} | {'locked-out', until, cause, onset}
  onset: begun when this guess starts a lockout, or ''
]]
local function isRight()
  for at = 6, #ARGV do
    if recovery.digest == ARGV[at] then
      return true
    end
  end
  return false
end

local till, cause = pausedUntil()
if till then
  return { 'locked-out', till, cause, '' }
end
if not isUsable('code') then
  return { 'expired', 0 }
end

local left = redis.call('HINCRBY', KEYS[1], 'attemptsLeft', -1)
local failed = redis.call('HINCRBY', KEYS[2], 'count', 1)
redis.call('PEXPIRE', KEYS[2], ARGV[3])
if isRight() then
  redis.call('DEL', KEYS[2])
  owe('link', ARGV[5], ARGV[2], 0)
  return { 'verified', 0 }
end

local rest = 0
for _, pause in ipairs(cjson.decode(ARGV[4])) do
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
  return { 'exhausted', 0, rest > 0 and 'begun' or '' }
end
if rest > 0 then
  kill('ended')
  return { 'locked-out', now + rest, 'wrong-codes', 'begun' }
end
remember()
return { 'mismatch', left }
