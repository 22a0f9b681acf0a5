--[[
  Judges one guess at the code. It counts before it compares, in one atomic step, so parallel guesses cannot exceed the limit. It
  compares MACs, so its duration reveals nothing about the code. A guess has one MAC under each key of the ring and is one attempt.

  ARGV[2]  ms within which the link's mail must be accepted
  ARGV[3]  ms for which the target's failures are kept after the last one
  ARGV[4]  steps of the lockout, JSON: [{failures, every?, duration}], duration in ms
  ARGV[5]  the job that sends the link
  ARGV[6…] MACs of the guess

  Returns {'verified' | 'expired', 0} | {'mismatch', attempts left} | {'exhausted', 0, onset} | {'locked-out', until, cause, onset}
  onset: begun when this guess starts a lockout, or ''
]]
local function isRight()
  for i = 6, #ARGV do
    if recovery.digest == ARGV[i] then
      return true
    end
  end
  return false
end

local lockedUntil, cause = lockoutEnd()
if lockedUntil then
  return { 'locked-out', lockedUntil, cause, '' }
end
if not isUsable('code') then
  return { 'expired', 0 }
end

local left = redis.call('HINCRBY', KEYS[1], 'attemptsLeft', -1)
local failed = redis.call('HINCRBY', KEYS[2], 'count', 1)
redis.call('PEXPIRE', KEYS[2], ARGV[3])
if isRight() then
  redis.call('DEL', KEYS[2])
  oweMail('link', ARGV[5], ARGV[2], 0)
  return { 'verified', 0 }
end

local duration = 0
for _, step in ipairs(cjson.decode(ARGV[4])) do
  local isRepeated = step.every and failed > step.failures and (failed - step.failures) % step.every == 0
  if failed == step.failures or isRepeated then
    duration = math.max(duration, step.duration)
  end
end
if duration > 0 then
  redis.call('HSET', KEYS[2], 'pausedAt', now, 'pausedUntil', now + duration)
end

if left < 1 then
  endSecret('ended')
  return { 'exhausted', 0, duration > 0 and 'begun' or '' }
end
if duration > 0 then
  endSecret('ended')
  return { 'locked-out', now + duration, 'wrong-codes', 'begun' }
end
extendRetention()
return { 'mismatch', left }
