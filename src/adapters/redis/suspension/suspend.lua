--[[
  Holds the target back from now on, whatever was said before.

  ARGV[1]  for how many ms
  ARGV[2]  retention of a recovery, ms

  Returns when it ends
]]
local ends = now + ARGV[1]
redis.call('HSET', KEYS[1], 'heldAt', now, 'heldUntil', ends)
redis.call('PEXPIRE', KEYS[1], ARGV[1] + ARGV[2])
return ends
