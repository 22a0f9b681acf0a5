--[[
  Lets nothing be granted for a while. A shorter pause never shortens a longer one.

  ARGV[1]  ms

  Returns nothing
]]
if tonumber(ARGV[1]) > pauseLeft() then
  redis.call('SET', PAUSE, '', 'PX', ARGV[1])
end
return false
