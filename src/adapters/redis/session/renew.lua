--[[
  Keeps the hold for another while.

  ARGV[2]  ms after which the hold lapses

  Returns 'held' | 'lost'
]]
if not isHeld() then
  return 'lost'
end
redis.call('PEXPIRE', HOLD, ARGV[2])
return 'held'
