--[[
  Looks whether the name is in use and, in case no name is, settles which one is to be: of those who ask at the same time the first decides.

  ARGV[1]  the name that the asker would use
  ARGV[2]  ms for which the others hold to it: longer than it takes to use it

  Returns {weight, the name to use}
]]
redis.call('SET', CLAIM, ARGV[1], 'NX', 'PX', ARGV[2])
return { weight(), redis.call('GET', CLAIM) }
