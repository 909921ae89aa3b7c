package dev.chasqui.simulator.media;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  MediaStore.class,
  MediaUrls.class,
  MediaNode.class,
  MediaController.class,
  InboundMedia.class,
  Links.class
})
public class MediaFeature {}
